"""Names of shares: 占总数的三成, 在总产值中所占的比重."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.phrase import content, tail, thin
from pipeline.measure.naming.topic import Base, Context, Named, Setting
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

VERBS = re.lazy("[VSZWCcE]")
LONGEST_PART, LONGEST_WHOLE = 16, 14
"""Characters of what has a share, and of what it is a share of."""


def name_share(setting: Setting, context: Context, lexicon: Lexicon) -> Named:
    """The name of a share: X占Y比重."""
    quantity, left = setting.quantity, setting.left
    rules = ["naming.share"]
    at = left.letters.rindex("K")
    subject, whole = _parts(left[:at], left[at + 1 :])
    if not whole.letters.strip("Y") and context.frame.letters:
        whole = context.frame + whole  # 在农业总产值中,林业占12%
    if setting.before.letters:
        subject = setting.before + subject
    if not subject.letters and context.bases:
        subject = context.bases[-1].phrase
        rules.append("naming.topic")
    elif thin(subject, lexicon):
        subject = context.inherit(subject, rules)
    subject = context.with_colon(subject, rules)
    text = str(tail(subject, LONGEST_PART)) + "占" + str(tail(whole, LONGEST_WHOLE))
    if not whole.letters:
        return Named(text + "比", Base(subject, quantity.unit, quantity.kind), rules)
    name = text if text.endswith(("比重", "比例", "份额")) else text + "比例"
    owned = subject + Words([name[len(str(tail(subject, LONGEST_PART))) :]], "Y")
    base = Base(owned, quantity.unit, quantity.kind)
    base.is_share = "naming.topic" in rules
    return Named(name, base, rules)


def name_share_in(setting: Setting, context: Context) -> Named:
    """The name of a share of a whole whose size the text gave first (占公路总里程2356公里的7.8%)."""
    part, context.shared_in = context.shared_in, EMPTY
    whole = context.bases[-1].phrase if context.bases else EMPTY
    name = str(tail(part, LONGEST_PART)) + "占" + str(tail(whole, LONGEST_WHOLE)) + "比例"
    return Named(name, Base(part, setting.quantity.unit, setting.quantity.kind), ["naming.share"])


def told(words: Words, frame: Words, before: Words) -> Words:
    """The share that a clause without a figure speaks of (林业在农业总产值中所占的比重,由…), as the topic of those that
    follow; empty if it speaks of none. `frame` is the whole and `before` the part that the clauses before it named."""
    at = words.letters.rfind("K")
    if at < 0 or words.letters[-1] != "Y":
        return EMPTY
    subject, whole = _parts(words[:at], words[at + 1 : -1])
    if not subject.letters and not before.letters.strip("NAYUz&"):
        subject = before
    whole = tail(whole if whole.letters else frame, LONGEST_WHOLE)
    if not subject.letters and not whole.letters:
        return EMPTY
    subject = tail(subject, LONGEST_PART)
    subject = Words(subject.texts, VERBS.sub("N", subject.letters))
    return subject + Words(["占"], "N") + whole + words[-1:]


def _parts(left: Words, right: Words) -> tuple[Words, Words]:
    """What has the share and what it is a share of, by the words around 占; what 在…中 holds is the whole."""
    begin = next((at for at, text in enumerate(left.texts) if text == "在"), -1)
    end = left.letters.find("F", begin) if begin >= 0 else -1
    if end < 0:
        return content(left), content(right)
    subject = content(left[end + 1 :])
    return subject if subject.letters else content(left[:begin]), content(left[begin + 1 : end]) + content(right)
