"""Names of shares: 占总数的三成, 在总产值中所占的比重."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import LONGEST, Base, Named, Setting, Sharing
from pipeline.measure.naming.phrase import content, merged, tail, thin
from pipeline.measure.naming.suffix import PLANS, level_suffix
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

VERBS = re.lazy("[VSZWCcE]")
RELATING = {"为": "相当于", "是": "相当于", "相当于": "相当于", "达": "相当于", "达到": "相当于", "完成": "完成"}
"""Verbs that relate a figure to a whole, and how the name says it."""
PARTS = re.lazy("[%％‰成半]|分之")
"""What a figure holds that tells a part of a whole."""
LONGEST_PART, LONGEST_WHOLE = 16, 14
"""Characters of what has a share, and of what it is a share of."""


def name_share(setting: Setting, context: Context, lexicon: Lexicon) -> Named:
    """The name of a share: X占Y比重."""
    quantity, left = setting.quantity, setting.left
    rules = ["naming.share"]
    at = left.letters.rindex("K")
    subject, whole = _parts(left[:at], left[at + 1 :])
    place = "" if whole.letters.strip("Y") else _place(left[at + 1 :])
    if not whole.letters.strip("Y") and context.frame.letters and not place:
        whole = merged(context.frame, whole)  # 在农业总产值中,林业占12%
    if setting.before.letters:
        subject = setting.before + subject
    if not subject.letters and setting.right.letters[:2] == "UN":
        subject = content(setting.right[1 : 2 + len(setting.right) - len(setting.right.letters[2:].lstrip("NA")) - 2])
    if not subject.letters and context.bases:
        subject = context.bases[-1].phrase
        rules.append("naming.topic")
    elif thin(subject, lexicon):
        subject = inherit(context, subject, rules)
    subject = context.with_colon(subject, rules)
    text = str(tail(subject, LONGEST_PART)) + "占" + place + str(tail(whole, LONGEST_WHOLE))
    if not whole.letters and not place:
        return Named(text + "比", Base(subject, quantity.unit, quantity.kind), rules)
    name = text if text.endswith(("比重", "比例", "份额")) else text + "比例"
    owned = subject + Words([name[len(str(tail(subject, LONGEST_PART))) :]], "Y")
    base = Base(owned, quantity.unit, quantity.kind)
    base.is_share = "naming.topic" in rules
    return Named(name, base, rules)


def _place(right: Words) -> str:
    """The place whose share of the same it is (占全县的七成); empty if the words tell none."""
    return next(
        (text for text, mark in zip(right.texts, right.letters, strict=True) if mark == "O" and text[0] == "全"), ""
    )


def relating_at(setting: Setting) -> int:
    """Where the verb stands that relates the next figure to the whole whose size this one is (占任务8000万元的105%); -1
    if none does."""
    left = setting.left
    if setting.right.letters != "U":
        return -1
    rest = setting.rest
    if rest.letters[:2] != "UQ" or not PARTS.search(rest.texts[1]):
        return -1
    for at in range(len(left) - 1, -1, -1):
        if left.letters[at] == "K" or left.texts[at] in RELATING:
            return at
    return -1


def name_sized_whole(setting: Setting, at: int, context: Context, lexicon: Lexicon) -> Named:
    """The name of a whole whose size is told before a share of it, `at` being the verb between: if that is a plan, it
    is one for what has the share."""
    quantity, left = setting.quantity, setting.left
    part, whole = _parts(left[:at], left[at + 1 :])
    verb = "占" if left.letters[at] == "K" else RELATING[left.texts[at]]
    if not part.letters:
        part = inherit(context, EMPTY, [])
    context.sharing = Sharing(part, verb, whole)
    planned = str(whole).endswith(PLANS)
    phrase = tail(part + whole, LONGEST) if planned else whole if whole.letters else part
    base = Base(phrase, quantity.unit, quantity.kind)
    base.is_share = True
    if planned:
        return Named(str(phrase), base, ["naming.norm"])
    return Named(str(phrase) + level_suffix(phrase, quantity, lexicon), base, ["naming.noun_before"])


def name_share_in(setting: Setting, sharing: Sharing) -> Named:
    """The name of a share of a whole whose size the text gave first (占公路总里程2356公里的7.8%)."""
    part = tail(sharing.part, LONGEST_PART)
    owned = part + Words([sharing.verb + str(tail(sharing.whole, LONGEST_WHOLE)) + "比例"], "Y")
    base = Base(owned, setting.quantity.unit, setting.quantity.kind)
    base.is_share = True
    return Named(str(owned), base, ["naming.share"])


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
