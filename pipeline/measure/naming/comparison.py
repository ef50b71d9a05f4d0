"""What a figure is compared with: 比全省平均水平高3分, 低于国家标准的, 离目标还差3个百分点, 与上届相比,多7枚."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import SINCE
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import Setting
from pipeline.measure.naming.phrase import content
from pipeline.measure.naming.topic import Context

AGAINST = frozenset(
    {"高于", "低于", "快于", "慢于", "好于", "多于", "少于", "高出", "高过", "超过", "超出", "超", "优于", "低过"}
)
"""Verbs of comparison, which take what is compared with as their object."""
APART = "相差"
BY_HOW_MUCH = {
    "高": "高于",
    "多": "多于",
    "低": "低于",
    "少": "少于",
    "快": "快于",
    "慢": "慢于",
    "差": "低于",
    "尚差": "低于",
    "还差": "低于",
    APART: APART,
}
"""What compares behind 比, 离 or 与, and the verb that says the same."""
FROM = frozenset({"离", "距"})
"""Before what has not been reached (离目标还差3个百分点)."""
WITH = frozenset({"与", "同", "和", "跟", "较", "比起"})
ENDS = frozenset({"相比", "相比较", "比较", "比"})
"""What a clause begins and ends with that only says what is compared with (与全省平均水平相比)."""
PERIODS = frozenset({"同期", "上年同期", "去年同期"})
"""What only says another time, as do words of time."""
MEANS = frozenset({"平均", "平均数"})
"""Words that tell nothing before a figure, and do of what it is compared with (低于全县平均)."""


def compared_with(words: Words) -> Words:
    """What a clause says that the next ones compare with, if it says no more and that is no time; else empty."""
    if words.texts[0] not in WITH or (words.texts[-1] not in ENDS and words.texts[0] != "比起"):
        return EMPTY
    said = words[1:-1] if words.texts[-1] in ENDS else words[1:]
    return EMPTY if is_when(said) else said


def comparing_at(left: Words, verb: int) -> int:
    """Where stands what leads to what something is compared with (比, 离, 与…相差), if the verb of change behind it
    says by how much it is more or less; else -1."""
    if verb == len(left) or left.texts[verb] not in BY_HOW_MUCH:
        return -1
    at = left.letters.find("B", 0, verb)
    if at >= 0:
        return at
    if left.letters[:1] == "&" or left.texts[verb] == APART:
        return left.letters.find("&", 0, verb)
    return next((at for at in range(verb) if left.texts[at] in FROM), -1)


def comparison(setting: Setting, left: Words, verb: int, context: Context) -> tuple[str, Words]:
    """The verb of comparison as a name says it, and what is compared with; both empty if nothing is, or only another
    time. `left` stands before the figure, `verb` is where in it the verb of change stands."""
    word = left.texts[verb] if verb < len(left) else ""
    if word not in AGAINST and word not in BY_HOW_MUCH:
        return "", EMPTY
    at = comparing_at(left, verb)
    if at >= 0:
        other = left[at + 1 : verb]  # 比全省平均水平高0.9个百分点
    elif word in BY_HOW_MUCH and setting.clause.texts[0] in FROM:
        other = _norm(setting.clause[1 : setting.place - len(left) + verb])  # 离20平方米的标准还差3平方米
    elif word in AGAINST and verb + 1 < len(left):
        other = left[verb + 1 :]  # 高于全省平均水平0.9个百分点
    elif word == APART and len(context.bases) > 1:
        other = context.bases[-2].measured  # 男性为98%,女性为91%,两者相差7个百分点
    else:
        other = context.against  # 与全省平均水平相比,高出3分
    if not other.letters or (at >= 0 and is_when(other)):
        return "", EMPTY
    return BY_HOW_MUCH.get(word, word), other


def is_when(words: Words) -> bool:
    """Whether words only say when (去年同期, 改制前)."""
    return not words.letters.strip("DTUF") or words.texts[-1] in PERIODS | SINCE


def other_side(words: Words) -> str:
    """What something is compared with, as a name says it (全县平均)."""
    pairs = zip(words.texts, words.letters, strict=True)
    return "".join(text for text, mark in pairs if mark not in "DTMxG" or text in MEANS)


def _norm(words: Words) -> Words:
    """What has not been reached, without its figure (省定20册的标准 → 省定标准)."""
    at = words.letters.find("QU")
    return content(words if at < 0 else words[:at] + words[at + 2 :])
