"""Names of ranks, and of the places by which one moves up or down: 居全省第二位, 前移3位."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import LONGEST, Base, Named, Setting
from pipeline.measure.naming.phrase import content, tail, thin
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Quantity

RANKINGS = ("排名", "名次", "位次")
POSITIONS = frozenset({"个位次", "位次", "个名次"})
"""Units that only a move in a ranking has."""
PLACES = POSITIONS | {"名次", "名", "位"}
"""What one moves up or down by in a ranking."""
PLACING = frozenset("居列位排")
"""Characters of verbs behind which stands among whom something is ranked."""
AT_ONE_LEAP = "一"
"""What the segmenter leaves of 一跃升至."""
WINNING = frozenset({"夺得", "取得", "夺取", "摘得", "捧得"})
"""Verbs of winning a place, beside those of being placed."""


def _ranked(left: Words) -> Words:
    """The words before a rank without those that say among whom it is one (居世界首位)."""
    at = left.letters.rfind("J")
    return left[:at] if at >= 0 and not PLACING.isdisjoint(left.texts[at]) else left


def _before_those(setting: Setting) -> Words:
    """The words before a rank; behind those ranked, who were counted, all before them (平均分列18个乡镇第三位)."""
    front = setting.clause[: setting.place]
    at = front.letters.rfind("J")
    among = at >= 0 and not setting.left.letters and "Q" in front.letters[at:] and "Q" not in front.letters[:at]
    return front[: at + 1] if among else setting.left


def _placed(setting: Setting, context: Context) -> Words:
    """Who took a place with a score told before (某同学以641分获全市文科第11名), with among whom; else empty."""
    left, last = setting.left, context.bases[-1] if context.bases else None
    if last is None or last.kind != "score" or setting.place == len(left):
        return EMPTY
    at = next((at for at, text in enumerate(left.texts) if left.letters[at] == "J" or text in WINNING), -1)
    if at < 0 or left.letters[:at].strip("UYDT"):
        return EMPTY
    return last.phrase + content(left[at + 1 :])


def name_rank(setting: Setting, context: Context, lexicon: Lexicon) -> Named:
    """The name of a rank: what is ranked, and 排名."""
    quantity = setting.quantity
    rules = ["naming.rank"]
    base = _placed(setting, context)
    if not base.letters:
        base = content(_ranked(_before_those(setting)))
        base = EMPTY if base.texts == [AT_ONE_LEAP] else base
    if not base.letters:
        if context.bases:
            last = context.bases[-1]
            base = last.rate if last.growth else last.phrase
            rules.append("naming.topic")
        else:
            base = inherit(context, EMPTY, rules)
    elif thin(base, lexicon):
        base = inherit(context, base, rules)
    base = tail(context.with_colon(base, rules), LONGEST)
    suffix = "" if str(base).endswith(RANKINGS) else "排名"
    return Named(str(base) + suffix, Base(base, quantity.unit, quantity.kind), rules)


def moves(quantity: Quantity, last: Base) -> bool:
    """Whether a change is one of places in a ranking (上升两位), and not of people (特岗教师120名,增加30名)."""
    if quantity.kind == "rank" or quantity.unit in POSITIONS:
        return True
    return quantity.unit in PLACES and (last.kind == "rank" or last.unit != quantity.unit)


def places_moved(ranked: str, word: str) -> str:
    """How many places something ranked has moved is called."""
    return ranked + ("" if ranked.endswith(RANKINGS) else "排名") + word + "位次"


def name_moved(setting: Setting, word: str, context: Context) -> Named:
    """The name of a number of places that something has moved in a ranking (居全市第三位,上升两个位次)."""
    base = context.bases[-1].phrase
    return Named(
        places_moved(str(base), word),
        Base(base, setting.quantity.unit, setting.quantity.kind),
        ["naming.change", "naming.topic"],
    )
