"""The gazetteer: places of GB/T 2260 by full and short name, with the years in which each was valid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.patterns import regex
from pipeline.rules import Region, Rules

COUNTRY = Region("CN", "中国", "", "country", 1949, None)
"""The whole country; GB/T 2260 has no code for it, so ISO 3166-1 (SDMX CL_AREA) lends one."""

_PEOPLES = (
    "维吾尔|哈萨克|(?<!内)蒙古|回|藏|壮|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔"
    "|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|塔塔尔|门巴|珞巴|各"
)
_SUFFIX = regex.lazy(
    rf"(?:(?:(?:{_PEOPLES})族?)*(?:自治区|自治州|自治县|自治旗)|特别行政区|地区|林区|特区|矿区|省|市|县|区|盟|旗|州)$"
)
_LONG_SUFFIXES = frozenset(("地区", "林区", "特区", "矿区"))
SUFFIXES = "省市县区州盟旗"
LONGEST = 15


class Gazetteer:
    """Places by name. Lists hold every period of validity, oldest first."""

    def __init__(self, rules: Rules) -> None:
        self.full: dict[str, list[Region]] = defaultdict(list)
        self.short: dict[str, list[Region]] = defaultdict(list)
        self.codes: dict[str, list[Region]] = defaultdict(list)
        shorts: dict[str, str] = {}
        for region in rules.table(Region):
            name = region.name
            self.full[name].append(region)
            self.codes[region.code].append(region)
            short = shorts.get(name)
            if short is None:
                short = shorts[name] = short_name(name)
            if len(short) > 1:
                self.short[short].append(region)
        self.endings = frozenset(name[-2:] for name in self.full)
        """The last two characters of every full name, to tell 全市 and 我县 from names at a glance."""
        common = rules.words("structure/common_places")
        self.generic = frozenset(word.word for word in common if word.value == "generic")
        self.words = frozenset(word.word for word in common if word.value == "word")

    def valid(self, regions: Iterable[Region], year: int | None) -> list[Region]:
        """Of the regions those valid in the year (None: today); if none was, the ones valid nearest to it."""
        found = list(regions)
        at = 9999 if year is None else year
        now = [one for one in found if _distance(one, at) == 0]
        if now or not found:
            return now
        nearest = min(_distance(one, at) for one in found)
        return [one for one in found if _distance(one, at) == nearest]

    def parent(self, region: Region, year: int | None) -> Region | None:
        """The place that a region belonged to in the year, None for provinces."""
        return next(iter(self.valid(self.codes.get(region.parent, ()), year)), None)

    def path(self, region: Region, year: int | None) -> list[Region]:
        """The region behind its parents, outermost first."""
        parent = self.parent(region, year)
        return [*(self.path(parent, year) if parent else ()), region]

    def full_name(self, region: Region, year: int | None) -> str:
        """Name with parents: 江苏省盐城市射阳县."""
        return "".join(one.name for one in self.path(region, year))


def short_name(name: str) -> str:
    """A name without its kind of place: 射阳 of 射阳县, 凉山 of 凉山彝族自治州.

    >>> [short_name(name) for name in ("射阳县", "凉山彝族自治州", "内蒙古自治区", "随县")]
    ['射阳', '凉山', '内蒙古', '随']
    """
    if "自治" in name or "行政" in name or name[-2:] in _LONG_SUFFIXES:
        bare: str = _SUFFIX.sub("", name)
        return bare
    return name[:-1] if len(name) > 1 and name[-1] in SUFFIXES else name


def _distance(region: Region, year: int) -> int:
    """Years between a year and the validity of a region; 1980 stands for all before."""
    if year < region.valid_from:
        return 0 if region.valid_from == 1980 else region.valid_from - year
    if region.valid_to is not None and year > region.valid_to:
        return year - region.valid_to
    return 0
