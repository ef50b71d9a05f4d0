"""How numerals are put together: the patterns that find them in width-folded text."""

from __future__ import annotations

from pipeline.patterns import regex

CHINESE_DIGITS = "零〇○一二三四五六七八九两"
CHINESE = CHINESE_DIGITS + "十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
NUMERALS = frozenset(CHINESE)

# 万 and 亿 behind Arabic digits; 千 and 百 unless they begin a unit (千瓦, 百分点).
_MAGNITUDE = r"(?:[十百千]?(?:万亿|万万|万(?!元户|向)|亿)|千(?![瓦克米伏卡焦帕升]|公顷)|百(?!分))"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_SPOKEN = r"个(?=[余多来]?亿(?:元?多?[,。;、)!\s]|多|左右|以[上内]|的(?!企业|产业|项目|园区)|$))"
"""三个亿, 5个多亿: hundreds of millions of yuan, as one says it; two 亿元企业 are two."""
ARABIC = rf"{_DIGITS}(?:\s?(?:{_SPOKEN})?(?:[余多来几]\s?)?{_MAGNITUDE}(?:零?{_DIGITS}{_MAGNITUDE})*)?[余多]?"
_SURE = "".join(c for c in CHINESE if c not in "千仟百两")
_CHINESE_CHARACTER = (
    rf"(?:[{_SURE}]|[千仟](?![瓦克米伏卡焦帕升乏])|百(?!分之)|两(?:(?=[百千万亿])|(?<![十百千万亿]两)))"
)
"""A numeral that begins no unit (千瓦), no share (百分之) and is none (十两): most need no look around them."""
_PAIRS = "|".join(f"(?<={a})、(?={b})" for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=False))
_NEIGHBOUR = rf"(?:(?:{_PAIRS})(?=.(?:[十百千万亿个倍成天次人名户亩斤里米元种所家]|年(?!级))))"  # 二、三十亿: 20 to 30
CHINESE_NUMERAL = (
    rf"(?:[几数](?=[十百千万亿])|{_CHINESE_CHARACTER})(?:{_CHINESE_CHARACTER}|几|[余多来](?=[十百千万亿])|{_NEIGHBOUR}|{_SPOKEN})*"
    rf"(?:点[{CHINESE_DIGITS}]+[十百千万亿]*)?(?:[余多](?!次)|来(?=[个名人年所户万])|余|多)?"
)
NUMBER = rf"(?:{ARABIC}|{CHINESE_NUMERAL})"

_HALF_OF_ONE = (
    r"(?<=每\p{Han}{1,4}|缩短|提前|延长|推迟|增加|减少|不到|不足|[约近仅只])半"
    r"(?=头|亩|斤|公斤|里|公里|吨|天|小时|个(?:小时|月|学期|百分点|工))"
    r"|(?<=缩短|提前|延长|推迟|为期|历时|耗时|不满)半(?=学?年(?![来以内间中]))"
)
"""半 before a unit, where something is measured: 每天锻炼半小时, 缩短半年."""

CORE = regex.lazy(
    rf"(?P<per>(?:[百千]|万)分之)(?P<portion>{NUMBER})"
    rf"|(?P<denominator>[二两三四五六七八九十百千万]+|\d+)分之(?P<numerator>[一二两三四五六七八九十]+|\d+)"
    r"|(?P<half>(?<![前后上下大夜南北东西])半数|一半(?!天)|过半(?!年)|大半(?!年|个))"
    rf"|(?P<halved>{_HALF_OF_ONE})"
    r"|(?P<masked>(?<![A-Za-z\d.])(?:\d[\d,.]{0,20}(?:[xX×]{2,4}|\*{1,4}|_{2,8}|[xX](?![\dA-Za-z]))[\d.]{0,20}"
    r"|(?:[xX×]{2,4}|\*{1,4}|_{2,8})\.?\d[\d.]{0,20}|[xX]\.?\d[\d.]{0,20}(?=[万亿]?[%元人名所])|\d{1,3}[xX*]\d{1,3}(?=[人名所个户件万亿元%])))"
    r"|(?P<top>(?<=[居列占排][^,。;、\n]{0,8})首位)"
    r"|(?P<doubled>翻番)"
    r"|(?P<zero>(?<=\p{Han}(?:为|至|到|现|持)了?)零(?=[,。;、)!\s]|$))"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<chinese>{CHINESE_NUMERAL})"
)
"""Every numeral of a text, and what makes a share of it (百分之, 三分之一)."""

MASKED_YEAR = regex.lazy(r"\s?(?:学?年|届|级|[-~至到]\s?(?:20|19|\d{4}|[xX*_])|[./]\d|(?=[\p{Han}])(?![余多万亿千百]))")
"""What shows, right behind 20xx, that a year is masked and not a quantity (whose unit is looked for first)."""

CERTAIN = regex.lazy(
    r"%|个(?![月年多半一\d\s])|元(?![及以级/大项企工产园乡村])|[家所](?![以有])|[项户件辆亩]|公里(?!级)|吨(?!级)|台(?!湾)"
)
"""Units that leave no doubt that Arabic digits before them measure something; more may follow."""

MAGNITUDE = regex.lazy(r"\s?[余多]?[百千万亿]{0,2}[余多]?")

LINK = regex.lazy(rf"\s?(?:-{{1,2}}|~|至|到)\s?(?P<per>[百千万]分之)?(?P<number>{NUMBER})")
"""What joins the ends of a range."""

LISTED = regex.lazy(rf"\s?(?:[、,/]|和|及|与|以及)\s?(?P<number>{ARABIC})")
"""What joins numbers that share the unit of the last of them."""

RATIO = regex.lazy(r"(?P<first>\d+(?:\.\d+)?)\s?:\s?(?P<rest>\d+(?:\.\d+)?(?:\s?:\s?\d+(?:\.\d+)?)*)(?!\d)")

RATIO_LINK = regex.lazy(r"\s?[-~至到]\s?(?P<first>\d+)\s?:\s?(?P<rest>\d+(?:\.\d+)?)(?![\d:])")
"""The other end of a range of ratios: 1:12至1:15."""

SLASHED = regex.lazy(r"(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?![\d/.月日])")
"""A fraction in figures: 1/3."""

RANK = regex.lazy(
    r"(?<=第\s?)(?P<place>\d+|[一二三四五六七八九十百]+)(?P<word>位|名(?!教|师|单|录)|(?=[,。;、!)”]|\s|$|和第|[上提跃前下]?(?:升|高|跃|移|降)[到至]第?|的位|大省|大市|大县|大产))"
)
"""The ordinal of a rank: 第三位, 第1名, 全省第一."""

RANKS = regex.lazy(
    r"(?<=第\s?)(?:(?:\d+|[一二三四五六七八九十])[、,和]){1,9}(?:\d+|[一二三四五六七八九十])(?:位|名)(?![教师单录])"
)
"""Ranks that share what they count: 第一、二、三名."""

PLACE = regex.lazy(r"(?:\d+|[一二三四五六七八九十])[名位]?")
