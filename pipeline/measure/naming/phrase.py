"""What of a clause says what is measured: adverbs, times, comparisons and frames go, nouns and telling verbs stay."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import after_comparison, after_means
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.words import Lexicon

DROPPED = frozenset("DTOHMWExFPQ,;:()|“”J")
KEPT = "NYAVSZKCcR"
"""Letters of words that are kept, …"""
TURNING = frozenset("EFGTzOx")
"""… unless a word with one of these follows, which may turn them into something else (发展到, 开学时)."""
BEFORE_KEPT = frozenset("NSVYU")
KEPT_BEFORE_NOUN = frozenset({"实际", "平均", "年均", "以上", "以下"})
LIMITS = ("以上", "以下")
TELLING = frozenset({"达到", "实现", "完成", "超过", "具有", "拥有", "突破", "具备", "保持"})
"""Verbs of reaching that say something of a counted noun (三个县实现脱贫), though nothing of what is measured."""
NEGATIONS = frozenset({"未", "没有", "尚未", "未能"})
EACH = frozenset({"班", "人", "户", "校", "生", "村", "所", "亩", "人次"})
"""What a figure is said to be taken over behind its noun (小学每班45人)."""
SPANS = frozenset({"日", "月"})
"""Over what time a capacity is stated (日处理能力)."""
WHEN = frozenset({"时", "之际", "期间"})
"""Behind a noun these make a point of time of it (开学时)."""
AFTER = frozenset({"后", "之后", "以后"})
"""Behind a verb these make a point of time of it (投产后)."""
AIMS = frozenset({"争取", "力争", "确保", "保证", "要求", "预计", "计划"})
"""Verbs that only say that something is to be reached."""
PAID = ("金", "费", "款", "补贴", "津贴", "补助")
"""What words for money end in that is given to somebody."""
GENERAL = ("资金", "经费")
"""Those that do not say what money it is."""
GROWING = frozenset({"发展", "扩大", "提升", "扩展", "延伸", "优化", "集中", "调", "调整", "提", "涨", "扩充"})
"""Verbs that say with 到 that something has reached a size."""


def content(words: Words, *, keep_verbs: bool = False) -> Words:
    """The words that a name is made of, in order; `keep_verbs` keeps weak verbs, for what follows a counted noun."""
    letters = words.letters
    if not letters.strip(KEPT):
        return words
    size = len(letters)
    padded = letters + " "
    kept: list[int] = []
    at = 0
    while at < size:
        mark = letters[at]
        if (mark in KEPT and padded[at + 1] not in TURNING) or (
            mark in "DO" and _kept_filler(words.texts[at], letters[at + 1 : at + 2])
        ):
            kept.append(at)
        elif mark in "DEF" and words.texts[at] in KEPT_BEFORE_NOUN and letters[at + 1 : at + 2] in BEFORE_KEPT:
            if kept or words.texts[at] not in LIMITS:
                kept.append(at)
        elif mark == "T":
            if at + 1 < size and letters[at + 1] == "U":
                at += 1
        elif mark == "B":
            at = after_comparison(words, at)
            continue
        elif mark == "G":
            at = after_means(words, at)
            continue
        elif mark == "&" and not kept:
            at = after_comparison(words, at) if "相比" in words.texts[at + 1 : at + 6] else at + 1
            continue
        elif (
            at + 1 < size
            and letters[at + 1] == "E"
            and (mark in "Cc" or words.texts[at] in GROWING)
            and words.texts[at + 1][0] in "到至为达在"
        ):
            at += 1
        elif mark == "E":
            if keep_verbs and not kept and words.texts[at] in TELLING:
                kept.append(at)
        elif mark == "J":
            if keep_verbs and not kept:
                kept.append(at)  # 3名教师获得一等奖
        elif mark == "W":
            if keep_verbs and not (at + 1 < size and letters[at + 1] in "VSZ"):
                kept.append(at)
        elif mark in "z&":
            if kept and letters[kept[-1]] not in "z&U" and not (mark == "z" and letters[at - 1] == "O"):
                kept.append(at)
        elif mark == "U":
            if (
                kept
                and letters[kept[-1]] != "U"
                and not (letters[at - 1] == "W" and not letters[: at - 1].strip("NAO"))
            ):
                kept.append(at)  # 妇联举办的“春蕾班” → 妇联“春蕾班”
        elif mark in "VS" and letters[at + 1 : at + 2] == "E" and words.texts[at] in AIMS:
            pass  # 粮食总产争取达到
        elif mark == "V" and padded[at + 1] == "F" and words.texts[at + 1] in AFTER and "U" not in letters[at:]:
            at += 1  # 建成投产后
            while kept and letters[kept[-1]] == "V":
                kept.pop()
        elif mark == "A" and letters[at + 1 : at + 2] == "G":
            pass  # 严格按照
        elif (
            mark in "VS" and words.texts[at + 1 : at + 2] and words.texts[at + 1] in AFTER and "Y" in letters[at + 2 :]
        ):
            at += 1  # 折算后师生比
        elif mark == "N" and letters[at + 1 : at + 2] == "F" and words.texts[at + 1] in WHEN:
            at += 1  # 开学时, 修订计划时
            if kept and letters[kept[-1]] in "VSZ":
                kept.pop()
        elif mark == "N" and at + 1 < size and letters[at + 1] in "ETzOx" and words.texts[at].isdigit():
            at += letters[at + 1] == "z"
        elif mark not in DROPPED:
            kept.append(at)
        at += 1
    while kept and letters[kept[-1]] in "Uz&P":
        kept.pop()
    while kept and letters[kept[0]] in "Uz&":
        del kept[0]
    if len(kept) == size:
        return words
    if not kept:
        return EMPTY
    return words.pick(kept)


def _kept_filler(word: str, after: str) -> bool:
    """每 and 基本 tell something before a noun (每班, 基本养老保险), and nothing before a verb; so does 最高.

    At the end 每班 says over what a figure is taken, and before a verb 未 turns it into its opposite.
    """
    first = word[0]
    if first == "每":
        return (word == "每" and after == "N") or (not after and word[1:] in EACH)
    if word in SPANS:
        return after in ("N", "V", "Y")
    if first == "最":
        return after in ("N", "Y", "U")
    return (word == "基本" and after in ("N", "Y", "A")) or (word in NEGATIONS and after == "V")


def thin(words: Words, lexicon: Lexicon) -> bool:
    """Whether a phrase is a bare property or verb (总投资, 上线率, 计划投入) that says nothing of whose or what for."""
    properties, bare = lexicon.properties, lexicon.bare
    if not lexicon.macro.isdisjoint(words.texts):
        return False
    for text, mark in zip(words.texts, words.letters, strict=True):
        if mark != "Y" and mark != "S" and text not in bare and text not in properties:
            short = words.length <= 4 and words.letters[-1] == "Y" and words.texts[-1] == "率"
            return short or (words.length <= 3 and text[-1] in "率额" and words.texts[-1] == text)
    return True


def is_moment(text: str) -> bool:
    """Whether a word is a point of time at which something is counted (学年末)."""
    return text.endswith(("年初", "年末", "年底", "期初", "期末"))


def without_moment(words: Words) -> Words:
    """A phrase without the point of time that begins it."""
    return words[1:] if len(words) > 1 and is_moment(words.texts[0]) else words


def without_per(words: Words) -> Words:
    """A phrase without what a figure is taken over (补贴每人每月): what is measured next need not be."""
    if "每" not in str(words):
        return words
    per = {at for at, text in enumerate(words.texts) if text[0] == "每"}
    per |= {at + 1 for at in per if words.texts[at] == "每"}  # 每|平方米
    return words.pick([at for at in range(len(words)) if at not in per]) if per else words


def last_object(words: Words) -> Words:
    """Of a chain of verbs with their objects the last one, with a short subject before it."""
    letters = words.letters
    verbs = [at for at, mark in enumerate(letters) if mark in "VSZ" and letters[at + 1 : at + 2] != "U"]
    if not verbs:
        return words
    last = verbs[-1]
    while last and letters[last - 1] in "VSZ&":
        last -= 1
    return words[last:]


def subject(words: Words) -> Words:
    """What a clause speaks of: the noun phrase before its first verb, or, where a verb begins it, what follows that."""
    letters = words.letters
    begin = 0
    while begin < len(letters) and letters[begin] in "VSZCcKU&z":
        begin += 1
    if begin == len(letters):
        return words
    end = begin
    while end < len(letters):
        mark = letters[end]
        if mark in "CcK" and letters[end + 1 : end + 2] != "U":
            break
        if mark in "VSZ" and not begin and letters[end + 1 :].strip("VSZCcNA") == "":
            break
        end += 1
    return words[begin:end] if begin or end > 1 else words


def tail(words: Words, limit: int) -> Words:
    """The last words that fit into `limit` characters."""
    if words.length <= limit:
        return words
    size = 0
    for at in range(len(words) - 1, -1, -1):
        size += len(words.texts[at])
        if size > limit:
            cut = words[at + 1 :]
            while cut.letters and cut.letters[0] in "Uz&":
                cut = cut[1:]
            return cut
    return words


def head(words: Words, limit: int) -> Words:
    """The first words that fit into `limit` characters."""
    if words.length <= limit:
        return words
    size = 0
    for at, text in enumerate(words.texts):
        size += len(text)
        if size > limit:
            cut = words[:at]
            while cut.letters and cut.letters[-1] in "Uz&P":
                cut = cut[:-1]
            return cut
    return words


def owner(base: Words) -> Words:
    """Whose a property is: the phrase without its own last property (高考本二上线人数 → 高考本二上线); empty if the
    phrase is nothing but that property."""
    serving = base.letters.find("Z", 1)
    end = len(base) if serving < 0 else serving
    if end > 1 and base.texts[end - 1][0] == "每":
        return base[: end - 1]  # 生活补助每人每月: over what it is taken
    if serving > 0 and base.texts[serving - 1].endswith(PAID) and not base.texts[serving - 1].endswith(GENERAL):
        return base[:serving]  # 发放创业贷款|带动就业
    if end and base.letters[end - 1] == "N" and base.texts[end - 1][-1] in "率量额":
        # the segmenter took 出生率 or 门诊量 for one noun
        end -= 1
    while end and base.letters[end - 1] == "Y" and (base.texts[end - 1] != "人口" or end == len(base) == 1):
        end -= 1
        if end and base.texts[end] in ("率", "量", "额", "数"):
            end -= 1
    while end and (
        base.letters[end - 1] in "UCcEA"
        or base.texts[end - 1] == "总"
        or (end > 1 and (base.letters[end - 1] == "S" or base.texts[end - 1][0] == "每"))
    ):
        end -= 1
    return (
        base[:end]
        if end
        or base.letters.strip("Y") == ""
        or base.letters[-1] == "Y"
        or (len(base) == 1 and base.texts[0][-1] in "率量额")
        else base
    )


def merged(topic: Words, phrase: Words) -> Words:
    """A topic and a bare property of it; what both say stands once (高考本二上线 + 上线率)."""
    if not topic.texts:
        return phrase
    if not phrase.texts:
        return topic
    whole, part = str(topic), str(phrase)
    if whole.endswith(part) or (part in whole and phrase.letters.strip("VSZ") == ""):
        return topic
    for size in range(min(len(part) - 1, 6), 1, -1):
        found = whole.rfind(part[:size])
        if found >= 0:
            kept = front(topic, found)
            # 财政赤字 + 赤字率 share a word, 审结 + 结案率 only a character of one
            rest = EMPTY if found else beyond(topic, size)
            rate = part[-1] == "率"
            deed = rate and rest.length > size and topic.letters[0] in "VSZ" and topic.texts[0] == part[:size]
            if (size > 2 or deed) and rest.letters and rest.letters.strip("NA") == "":
                # 规范管理高血压患者 + 规范管理率: 高血压患者规范管理率; so 聘请法制副校长 + 聘请率
                return rest + phrase
            if not kept.texts and size == 2 and len(topic) == 2 and topic.letters[1] == "N":
                # 签约居民 + 签约率: 居民签约率, not 结案案件 + 结案率
                distinct = rate and topic.texts[0] == part[:size] and not set(part[:size]) & set(topic.texts[1])
                return topic[1:] + phrase if distinct else phrase
            if not kept.texts or kept.texts[-1] in topic.texts or len(kept.texts[-1]) > 1:
                return kept + phrase
    return topic + phrase


def beyond(words: Words, length: int) -> Words:
    """What stands behind the first `length` characters if a word ends there, else nothing."""
    size = 0
    for at, text in enumerate(words.texts):
        size += len(text)
        if size >= length:
            return words[at + 1 :] if size == length else EMPTY
    return EMPTY


def front(words: Words, length: int) -> Words:
    """The first `length` characters, the last word cut if need be."""
    size = 0
    for at, text in enumerate(words.texts):
        if size + len(text) > length:
            kept = words[:at]
            return kept if size == length else kept + Words([text[: length - size]], words.letters[at])
        size += len(text)
    return words
