"""What a clause without a figure leaves to those after it: a topic, or only when something was so."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import CAUSES, REASONS, SUFFERED, SUFFERING
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.phrase import content
from pipeline.measure.naming.words import Lexicon

HANDLING = frozenset({"将", "把"})
"""What stands before the object of a verb that follows it."""
TAKING = ("拿", "以")
TRADE = "业"
"""What a part of the economy is called, which goes without saying (以工业来说)."""
SPEAKING = frozenset({"来说", "来讲", "而言", "说"})
"""What a clause begins and ends with that names a topic (拿粮食来说)."""
BY = ("分", "按")
QUOTES = '“"「《'
DIVIDING = frozenset({"看", "分", "来看", "划分", "统计"})
"""What a clause begins and ends with that says by what parts something is told."""
MOST_DIVIDING = 6
SINCE = ("以后", "以来", "之后", "以前", "之前", "期间", "年份", "同时")
UNDER = frozenset({"下", "之下"})
"""What a clause ends in that only says when or under what something was so."""
NOW_HAS = ("有", "了")
"""有了很大发展 says nothing but that there is more."""
LONGEST_COLON = 12
"""Characters before a colon that are a topic; more are a sentence of their own."""


def gives_reason(words: Words) -> bool:
    """Whether a clause only says why the next ones are so (受旱灾影响, 由于原料不足)."""
    return words.texts[0] in REASONS or (words.texts[0] == SUFFERING and words.texts[-1] == SUFFERED)


def speaks_of(words: Words) -> bool:
    """Whether a clause only says what the next ones speak of (拿粮食来说)."""
    return words.texts[0].startswith(TAKING) and words.texts[-1] in SPEAKING


def spoken_topic(words: Words, phrase: Words) -> Words:
    """The topic that such a clause names, `phrase` being its content; empty if it goes without saying."""
    named = content(words[1:-1]) if words.texts[0] in TAKING else phrase
    if len(named) and named.texts[0] == words.texts[0]:
        named = Words([named.texts[0][1:], *named.texts[1:]], named.letters)  # 拿钢|来说
    return named if len(named) == 1 and not named.texts[0].endswith(TRADE) else EMPTY


def splits(words: Words) -> bool:
    """Whether a clause says by what parts the next ones tell what was measured last (分城乡看,城镇…)."""
    return words.texts[0].startswith(BY) and words.texts[-1] in DIVIDING and len(words) <= MOST_DIVIDING


def adds_when(words: Words) -> bool:
    """Whether a clause only says when or in which part of it what the clause before it names was so (粮食总产量,在产量
    最高的那一年,只有…)."""
    return (
        words.letters[:1] in ("P", "G")
        and words.texts[0] not in CAUSES
        and not any(mark in "VSZWECcK" for mark in words.letters)
    )


def says_when(words: Words) -> bool:
    """Whether a clause only says when or under what the next ones are so (在县委领导下, 改革开放以来, 在恢复生产的
    一九五二年)."""
    led = words.letters[0] in "PG" and (words.letters[-1] == "T" or words.texts[-1] in UNDER)
    return led or words.texts[-1].endswith(SINCE)


def said_of(words: Words) -> Words:
    """Of 生产总值跨越三个千亿元台阶 what has reached something: 生产总值; of 教育事业有了很大发展 what has developed:
    教育事业; else all of it."""
    at = words.texts.index(NOW_HAS[1]) - 1 if NOW_HAS[1] in words.texts else 0
    if at > 0 and words.texts[at] == NOW_HAS[0] and not words.letters[:at].strip("NAYUDTO"):
        return words[:at]
    at = words.letters.find("YE")
    return words[: at + 1] if at > 0 and not words.letters[: at + 1].strip("NAYUDTO") else words


def praised(words: Words, lexicon: Lexicon) -> Words:
    """Of 植树造林蔚然成风 what goes so well; of a slogan nothing (“人民教育人民办”深入人心); else all of it."""
    if not words.texts or words.texts[-1] not in lexicon.praise:
        return words
    named = words[:-1]
    return EMPTY if len(named) == 1 and named.texts[0][0] in QUOTES else named


def without_talk(words: Words, lexicon: Lexicon) -> Words:
    """Of 工业产值的情况(也是这样) what is spoken of: 工业产值; else all of it."""
    return words[:-2] if words.letters[-2:] == "UN" and words.texts[-1] in lexicon.talk else words


def handled(words: Words) -> Words:
    """Of 县财政将教育经费列入预算 what is handled: 教育经费; else all of it."""
    for at, text in enumerate(words.texts[:-1]):
        if text in HANDLING and words.letters[at + 1] in "NA":
            size = len(words.letters[at + 1 :]) - len(words.letters[at + 1 :].lstrip("NAYz&U"))
            return words[at + 1 : at + 1 + size] if at + 1 + size < len(words) else words
    return words
