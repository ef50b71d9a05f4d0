"""What a bare property, or nothing at all, takes over from the words before it: 上线人数1817人,上线率46.9%."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.grant import is_given, is_paid, object_given
from pipeline.measure.naming.phrase import merged, owner, subject, tail, without_moment, without_per
from pipeline.measure.naming.subject import AUTHORITIES, acting, does, goes_on
from pipeline.measure.naming.suffix import CHANGES
from pipeline.measure.naming.topic import Context

SHARES = frozenset({"占比", "比重", "比例", "份额", "占有率"})
HELD = frozenset({"教学班", "班级", "班", "学位", "课室"})
"""What a school has and no size is told of, beside its members."""
INVESTED = "投资"
"""What is invested in a programme is that of all of it (水库加固工程完成土石方28万立方米,累计投资…)."""
DEEDS = "VSZ"
TERMS = ("年", "年度", "学期", "季度", "月", "步", "阶段")
"""What the headings end in that only name a time."""
TOTALS = frozenset({"总数", "总量", "总", "总额", "总规模"})
OVER_ALL = TOTALS | {"平均", "总投资"}
"""What is said of all, in whatever state they are."""
NEWLY = frozenset({"新增", "新建", "净增", "新培育", "新认定"})
"""What is said of those added, and is not true of all."""
LONGEST_HEADING = 12
"""Characters of a heading that is a topic."""
COMPLETE = 6
"""Characters of a phrase that needs no heading to be told from others."""
LONGEST_OWNER = 10
"""Characters of whose a property is that the sentence before told."""
LONGEST_IDLE = 18
"""Characters of whose it is that the clause before told."""


def inherit(context: Context, phrase: Words, rules: list[str]) -> Words:
    """A bare property, or nothing, with the topic that the text has left unsaid; `rules` tells where it was found."""
    if context.bases and not phrase.letters and not context.idle.letters:
        rules.append("naming.topic")
        return context.bases[-1].phrase
    if context.bases and not (context.idle.letters and _topical(context.idle)):
        return _of_sentence(context, phrase, rules)
    if context.idle.letters:
        return _of_idle(context.idle, context, phrase, rules)
    if context.frame.letters:
        return phrase
    return _of_before(context, phrase, rules)


def _of_sentence(context: Context, phrase: Words, rules: list[str]) -> Words:
    """With what the sentence has measured or is about."""
    lexicon, last = context.lexicon, context.bases[-1]
    rules.append("naming.topic")
    if str(phrase) in CHANGES:
        return merged(last.measured, phrase)  # 投资增长8%,增速居全省第二
    if phrase.letters and phrase.texts[0] in lexicon.members and context.subject.words.letters:
        return merged(context.subject.words, phrase)  # 县职业中专开设专业18个,在校生规模…
    if phrase.letters and phrase.texts[-1] in lexicon.sizes and _is_whole(phrase, context):
        return merged(context.subject.words, phrase)  # 病房楼建筑面积1.8万平方米,设床位300张,概算投资…
    if context.frame.letters and last.noun.letters and phrase.letters[-1:] == "Y":
        return phrase  # 今年中考,712名学生参考,总分…: of the test, not of those who took it
    whole = _acting_owner(context, phrase)
    if phrase.letters[-1:] == "Y" and is_given(last.phrase) and phrase.letters[0] in "VS":
        whole = object_given(last.phrase, lexicon)  # 享受国家助学金400人次,发放资金…
    whole = without_per(whole)
    if phrase.letters and phrase.texts[0] in OVER_ALL and len(whole) > 1 and whole.letters[-1] == "V":
        whole = whole[:-1]  # 场所新建26个,改建18个,总投资…
    if not whole.letters and str(phrase) in SHARES:
        whole = last.phrase
    if phrase.texts[:1] and phrase.texts[0] in TOTALS and whole.texts[:1] and whole.texts[0] in NEWLY:
        whole = whole[1:]  # 新增企业12户,总数达到98户
    return merged(without_moment(whole), phrase)


def _is_whole(phrase: Words, context: Context) -> bool:
    """Whether a size is that of what the sentence is about, rather than of what was measured last."""
    lexicon, last, acts = context.lexicon, context.bases[-1], context.subject.words
    if {*lexicon.members, *HELD}.issuperset(last.phrase.texts[-1:]):
        return bool(acts.letters)
    invests = phrase.texts[-1].endswith(INVESTED) and last.kind != "money"
    return invests and last.phrase.texts[0] not in lexicon.bare and goes_on(acts, lexicon)


def _acting_owner(context: Context, phrase: Words) -> Words:
    """Whose this property is, not what they were said to do (危房改造工程竣工1100户,发放资金…; 面粉厂加工小麦8万吨,
    产值…)."""
    lexicon = context.lexicon
    whole, acts = context.owner(), context.subject.words
    made = str(phrase) in lexicon.outputs
    if does(acts, lexicon) and whole.texts[: len(acts)] == acts.texts:
        deed = whole[len(acts) :]
        again = phrase.letters[:1] in DEEDS and deed.letters[:1] in DEEDS  # 养老保险征缴基金1亿元,发放养老金…
        if deed.letters and (again or not deed.letters.strip(DEEDS)):
            return acts
        if made and deed.letters and (deed.letters[0] in DEEDS or deed.texts[0] in lexicon.deeds | lexicon.bare):
            return acts
        if context.subject.is_thing and context.bases[-1].kind == "count" and not set(DEEDS) & set(deed.letters):
            return acts  # 农贸市场总投资800万元,设摊位320个,年交易额…
    people = made and whole.letters and whole.texts[-1][-1] in lexicon.people
    return EMPTY if people else whole


def _of_idle(idle: Words, context: Context, phrase: Words, rules: list[str]) -> Words:
    """With what the clause before, which has no figure, is about."""
    rate = phrase.letters[-1:] == "Y" and phrase.length > 2 and str(phrase)[-1] == "率"
    if rate and (context.idle_does or str(phrase)[:2] in str(idle)):
        return phrase  # 坚持预防为主,合格率达…: what was done owns no rate; nor does 无辍学现象,辍学率为0
    if phrase.letters == "N" and phrase.texts[0][-1] == "均" and idle.letters[0] == "N":
        rules.append("naming.idle_topic")
        return phrase + idle[: len(idle.letters) - len(idle.letters.lstrip("NAY"))]  # 教师工资按月发放,月均1280元
    rules.append("naming.idle_topic")
    acts = context.subject.words
    acted = idle.texts[: len(acts)] == acts.texts and idle.letters[len(acts) : len(acts) + 1] in ("", *DEEDS)
    sized = phrase.texts[-1:] and phrase.texts[-1] in context.lexicon.sizes
    if (acted or (sized and idle.texts[: len(acts)] == acts.texts)) and goes_on(acts, context.lexicon):
        return merged(acts, phrase)  # 城西小学8月竣工,投资260万元
    return merged(tail(subject(idle), LONGEST_IDLE), phrase)


def _of_before(context: Context, phrase: Words, rules: list[str]) -> Words:
    """With what the sentence before or the heading is about."""
    lexicon = context.lexicon
    if phrase.letters and (phrase.texts[0] in lexicon.members or str(phrase) in lexicon.rates):
        return phrase
    acts = acting(context.opening(), lexicon) if phrase.letters[-1:] == "Y" and context.opening else None
    if acts is not None and acts.letters and not acts.texts[-1].endswith(AUTHORITIES):
        rules.append("naming.previous_sentence")
        return merged(tail(acts, LONGEST_OWNER), phrase)  # 医药产业建成基地3个。产值达到78亿元
    if context.previous.letters and not is_paid(context.previous):
        rules.append("naming.previous_sentence")
        return merged(tail(owner(context.previous), LONGEST_OWNER), phrase) if phrase.letters else context.previous
    heading = _heading(context, phrase)
    if heading:
        rules.append("naming.heading")
        return merged(Words([heading], "N"), phrase)
    return phrase


def _heading(context: Context, phrase: Words) -> str:
    """What the heading says the section is about; empty if that is a sentence, or the phrase needs no more."""
    heading = context.heading
    for word in context.lexicon.endings:
        if heading.endswith(word):
            heading = heading[: -len(word)]
    if heading.endswith(TERMS):
        return ""
    short = 1 < len(heading) <= LONGEST_HEADING and not set(heading) & set(",，、;；:：“”")
    return heading if short and phrase.length < COMPLETE else ""


def _topical(idle: Words) -> bool:
    """Whether a clause without a quantity names a new topic rather than says something of the old one."""
    return idle.letters[0] in "NA" and idle.letters[-1] in "NY" and idle.length >= 4 and "C" not in idle.letters
