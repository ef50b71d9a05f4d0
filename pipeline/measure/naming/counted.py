"""The noun that a quantity counts or describes, behind it: 12所⟦学校⟧, 2000平方米的⟦综合楼⟧, and what is said of it."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import spoken_of
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import LONGEST, Base, Named, Setting
from pipeline.measure.naming.phrase import content, head, merged, tail, thin
from pipeline.measure.naming.ranking import PLACING
from pipeline.measure.naming.subject import of_subject
from pipeline.measure.naming.suffix import counted_suffix, ends_in_property, level_suffix
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import regex

RUN = r"[NYRA]+(?:z+[NYRA]+|&[NYRA]+)*"
NOUN = regex.lazy(rf"[DO]*(?P<run>(?P<first>{RUN})(?:[FE]?U{RUN})*)")
OBJECT = regex.lazy(rf"[DO]*(?P<run>(?P<first>(?:W*{RUN})+)(?:[FE]?U{RUN})*)")
THING = regex.lazy(r"(?=[NAY]+[VW])[NAYVWS]*[NY](?=$|Z|[z&][VSQ]|[z&]?$)")
EVENT = regex.lazy(r"[DO]*(?:[NYAVW](?:[NYAVWO]|[z&](?=[NYA])|U)*[NYV]|[NV]$)")
RELATIVE = regex.lazy(rf"[EDPG]*[VSZWCE][^,Q]{{0,8}}?U(?P<run>{RUN})")
VERB_NOUN = regex.lazy(rf"[VW]{{1,2}}{RUN}")
DEED = regex.lazy(r"U[VW]{1,2}[NA]+(?=$|[DVWz&])")
"""的 and a name that begins with verbs."""
SUM_UNITS = frozenset({"元", "美元"})
SOLVING = "解决"
GAINING = frozenset({"受益", "受惠", "获益"})
"""What those do who get money."""
BUILDING = frozenset({"主体", "主体工程", "厂房"})
"""Parts of a building that are said to be finished first."""
OWNED = regex.lazy(r"U[NA]+")
MEASURED = regex.lazy(r"[NAVWR]+Y(?=[DE]*$)")
COMPANY = regex.lazy(r"(?P<one>[NAV]{1,3})[z&](?P<other>[NA]+)")
ATTRIBUTE = regex.lazy(rf"U[DO]*(?P<run>{RUN}(?:[FE]?U{RUN})*)")
NORMS = frozenset(
    {"标准", "要求", "指标", "目标", "任务", "目标任务", "计划", "定额", "年度目标", "年度任务", "年度计划"}
)
SUMS = frozenset({"共", "共计", "合计", "总共", "一共", "共有"})
PEOPLE = frozenset({"人", "名", "位"})
HAVING = frozenset({"设", "设有", "下设", "现有", "拥有", "建有"})
"""Verbs that say what the subject of the sentence has."""
FROM = frozenset({"由", "从"})
"""Before the state that a change began with."""
MODALS = frozenset({"一定", "能够", "能", "可以", "可", "都", "都能", "将", "应", "应当", "会"})
"""Behind what is counted these say that it may or must do something, which tells nothing of it."""
NOW = "正在"
"""Before a noun this makes a verb of it (正在施工)."""
AMONG = frozenset({"中", "里", "内", "之中", "当中"})
"""Behind what is counted these lead to a part of it (十二个车间中的主要部分)."""
POINTING = frozenset({"这", "那", "该", "此", "上述", "以上", "其余", "另外"})
"""Before a number these say that what is counted was named before."""
GOING = (["到"], ["至"], ["赴"], ["往"])
"""Behind a verb these lead to where somebody goes (充实到乡镇学校)."""
DISTANCES = (["离"], ["距"])
"""Before a norm these say that it has not been reached."""
EVENTS = frozenset({"次", "轮次", "期", "批", "场", "场次", "届", "轮"})


def counted_noun(
    right: Words, lexicon: Lexicon, *, classifier: bool, governed: bool = False, unit: str = ""
) -> tuple[Words, int]:
    """The noun phrase that begins behind a quantity, and the number of words it takes; empty and 0 if there is none.

    `classifier`: the unit is a measure word, so a noun may follow without 的. `governed`: a verb stands before the
    quantity, so a verb behind it may belong to the noun. `unit` tells what it counts.
    """
    letters = right.letters
    person = unit in PEOPLE
    if letters[:1] == "U":
        match = ATTRIBUTE.match(letters)
        if match is not None:
            return content(_built(right, match.start("run"), match.end("run"))), match.end()
        match = DEED.match(letters)
        if match is not None and unit in SUM_UNITS:
            return right[1 : match.end()], match.end()  # 总投资50亿元的抽水蓄能电站
        match = RELATIVE.match(letters, 1)
        if match is not None:
            return content(right[1 : match.end()], keep_verbs=True), match.end()
        return EMPTY, 0
    if not letters or not classifier:
        return EMPTY, 0
    if governed:
        # 制定30条防汛避险救灾措施, 新增58名国家级代表性传承人: verbs inside the name of the thing
        match = THING.match(letters)
        if (
            match is not None
            and sum(map(len, right.texts[: match.end()])) <= 16
            and (not person or right.texts[match.end() - 1][-1] in lexicon.people)
        ):
            return right[: match.end()], match.end()
    match = MEASURED.match(letters)
    if match is not None and match.end() > 2 and not person:
        end = _of_rate(right, match.end() - 1, lexicon)
        if end:
            return right[:end], end
    match = (OBJECT if governed else NOUN).match(letters)
    if match is not None and person and match.end() == 1 and right.texts[1:2] in GOING:
        match = match if any(text[-1] in lexicon.people for text in right.texts[: match.end()]) else None
        if match is None:
            return EMPTY, 0  # 206名充实到乡镇学校
    if match is not None:
        end = match.end()
        first = match.end("first")
        # 27所实验校的课题: the schools are counted; 30名贫困家庭的学生: not the families
        owns = end > first and letters[first - 1] != "A" and letters[first] == "U"
        if owns and (not person or right.texts[first - 1][-1] in lexicon.people):
            end = first
        if "z" in match["run"] and right.texts[end : end + 1] == ["等"]:
            after = NOUN.match(letters, end + 1)
            if after is not None:  # 视力、听力等残疾儿童
                return content(right[after.start("run") : after.end("first")]), after.end("first")
        end = next((at for at in range(first, end) if right.texts[at] in AMONG), end)
        end = _of_unit(right, match.start("run"), end, unit, lexicon)
        return content(right[match.start("run") : end]), end
    match = RELATIVE.match(letters)
    if match is not None:
        return content(right[: match.end()], keep_verbs=True), match.end()
    match = COMPANY.match(letters) if person else None
    if match is not None and all(right.texts[match.end(part) - 1][-1] in lexicon.people for part in ("one", "other")):
        return right[: match.end()], match.end()  # 18名教干、教师
    match = VERB_NOUN.match(letters)
    if (
        match is not None
        and right.texts[0] != "通过"
        and (not person or right.texts[match.end() - 1][-1] in lexicon.people)
    ):
        return right[: match.end()], match.end()
    return EMPTY, 0


def _of_rate(right: Words, end: int, lexicon: Lexicon) -> int:
    """Where the words end for those counted whose rate they tell (22条入河排水沟|整治率, 15个村|垃圾处理率); 0 if they
    tell none."""
    if str(right[end : end + 1])[-1] != "率":
        return 0
    for at in range(end):
        if right.texts[at].endswith((*lexicon.institutions, *lexicon.schools)) and len(right.texts[at]) > 1:
            return at + 1
    return end - (len(right.texts[end]) == 1)


def _built(right: Words, begin: int, end: int) -> Words:
    """A noun phrase without the part of a building that the verb behind it tells of (综合楼|主体完工)."""
    if right.letters[end : end + 1] == "V":
        while end > begin + 1 and right.texts[end - 1] in BUILDING:
            end -= 1
    return right[begin:end]


def _of_unit(right: Words, begin: int, end: int, unit: str, lexicon: Lexicon) -> int:
    """Where the words end that the unit can count: 700名学生|食宿问题, 56所薄弱学校|图书和仪器."""
    texts = right.texts
    if unit in PEOPLE:
        if texts[end - 1][-1] not in lexicon.people:
            for at in range(end - 1, begin - 1, -1):
                if texts[at][-1] in lexicon.people and len(texts[at]) > 1:
                    return at + 1
        return end
    counted = lexicon.schools if unit == "所" else lexicon.houses if unit == "家" else ()
    if counted and not texts[end - 1].endswith(counted):
        for at in range(end - 1, begin - 1, -1):
            if texts[at].endswith(counted) and len(texts[at]) > 1:
                return at + 1
    return end


def event(right: Words) -> tuple[Words, int]:
    """What took place a number of times: 近20次⟦项目培训及交流活动⟧; all up to the end of what is said."""
    match = EVENT.match(right.letters)
    if match is None:
        return EMPTY, 0
    return content(right[: match.end()], keep_verbs=True), match.end()


def predicate(right: Words, limit: int = 16) -> Words:
    """What is said of a counted noun, up to the next quantity: 3所学校⟦竣工投入使用⟧; empty if no verb begins it."""
    if right.letters[:1] == "G" and right.texts[0] == "通过":
        right = Words(right.texts, "V" + right.letters[1:])
    if right.letters[:2] == "DN" and right.texts[0] == NOW:
        right = Words(right.texts, "DV" + right.letters[2:])
    begin = next((at for at, text in enumerate(right.texts) if text not in MODALS), 0)
    if right.letters[:2] == "FU":
        return EMPTY  # 十二个车间中的主要部分
    phrase = content(right[begin:], keep_verbs=True)
    if phrase.letters == "J" or not any(mark in "VSZWEJ" for mark in phrase.letters[:4]):
        return EMPTY
    return head(phrase, limit)


def name_counted(setting: Setting, noun: Words, taken: int, context: Context, lexicon: Lexicon) -> Named:
    """The name of a quantity whose noun follows it."""
    quantity, left = setting.quantity, setting.left
    rules = ["naming.counted"]
    distant = left.texts[:1] in DISTANCES
    compares = distant or left.letters.lstrip("DTxB")[:1] in ("C", "c") or (quantity.modifier and not left.letters)
    if noun.texts[-1].endswith("标准") and compares and setting.right.letters[:1] == "U" and context.bases:
        # 生均宿舍面积1.8平方米,低于省定3平方米的标准: the norm for the same
        front = content(left[distant:])
        front = merged(context.bases[-1].phrase, front[1:] if front.letters[:1] in ("C", "c") else front)
        name = str(tail(front, LONGEST)) + str(noun)
        measured = Base(context.bases[-1].phrase, quantity.unit, quantity.kind)
        return Named(name, measured, [*rules, "naming.norm"], taken=taken)
    if str(noun) in NORMS and (setting.right.letters[:1] == "U" or quantity.unit in PEOPLE) and setting.left.letters:
        # 本科达线400人的指标
        front = content(left)
        front = inherit(context, front, rules) if thin(front, lexicon) else front
        name = str(tail(front, LONGEST)) + level_suffix(front, quantity, lexicon) + str(noun)
        return Named(name, Base(front, quantity.unit, quantity.kind), [*rules, "naming.norm"], taken=taken)
    summed = left.texts and left.texts[-1] in SUMS
    told_apart = left.letters[-1:] == "U" or (len(noun) == 1 and noun.length == 1)  # 在用的58辆校车
    full = noun if summed or told_apart else context.full_noun(noun, lexicon)
    if full is not noun:
        rules.append("naming.full_noun")
    front, shared = _front(setting, noun, rules)
    said = _said(setting, taken, front, lexicon)
    if said.letters and front.texts and front.texts[0] == "来自":
        front = EMPTY  # 来自各地的25家企业参加招聘会: what they did tells more
    if not front.letters and not said.letters and setting.left.letters.strip("D") == "" and context.shared.letters:
        rules.append("naming.coordinated")
        front = shared = context.shared
    subject = context.subject.words if left.letters.strip("DT") == "E" and left.texts[-1] in HAVING else EMPTY
    if subject.letters and not front.letters and not said.letters and quantity.kind == "count":
        rules.append("naming.subject")
        full = of_subject(subject, full)  # 东校区占地63亩,设48个班
    if said.texts[:1] and said.texts[0] in GAINING and context.grant.letters:
        rules.append("naming.serves")
        front = context.grant  # 发放村医津贴268万元,412名村医受益
    if said.letters:
        said = head(said, 14 if front.letters else 18)
    object_of = setting.right.letters[:1] == "U" and quantity.unit in PEOPLE and str(full)[-1] not in lexicon.people
    solved = bool(said.letters) or object_of  # 解决2300人的饮水困难
    if front.letters[:1] == "Z" and not solved and context.bases and not thin(context.owner(), lexicon):
        rules.append("naming.serves")
        front = merged(tail(context.giver(), 14), front)
    if quantity.kind in ("count", "other"):
        phrase = front + said
        if said.length >= 5:
            phrase = Words([*phrase.texts, "的"], phrase.letters + "U")
        phrase = phrase + full
        suffix = counted_suffix(str(full), quantity, lexicon)
        suffix = "人数" if suffix == "数" and object_of and not quantity.modifier else suffix
    elif quantity.kind in ("percent", "ratio"):
        phrase = front + said + full
        suffix = "比例"
    else:
        if quantity.kind == "money" and setting.right.letters[:1] in ("N", "A", "Y"):
            phrase = front + full  # 追缴20万元土地出让金
        elif ends_in_property(str(full), quantity.kind, lexicon):
            phrase = content(Words(front.texts, front.letters.replace("V", "W").replace("S", "W"))) + full
        else:
            owned = any(mark in "VSZ" for mark in front.letters) or ends_in_property(str(front), quantity.kind, lexicon)
            phrase = full + front if owned else front + full
        suffix = level_suffix(phrase, quantity, lexicon)
    if len(phrase) <= 3:
        phrase = context.with_colon(phrase, rules)
    phrase = tail(phrase, LONGEST)
    base = Base(phrase, quantity.unit, quantity.kind, full)
    base.subject = not any(mark in "VSZWPE&z" for mark in left.letters)
    named = Named(str(phrase) + suffix, base, rules, taken=taken, shared=shared)
    named.entity = front
    context.shared = shared
    return named


def _front(setting: Setting, noun: Words, rules: list[str]) -> tuple[Words, Words]:
    """What of the words before the quantity belongs to the name of what it counts, and what the next member shares."""
    left, letters = setting.left, setting.left.letters
    if left.texts[:1] == ["等"] or (letters[:1] == "U" and "等" in left.texts[-2:]):
        return EMPTY, EMPTY  # 第一中学、第五小学等6个项目
    if setting.before.letters and letters[-1:] in ("z", "&") and letters[:1] in ("V", "W"):
        return EMPTY, EMPTY  # 28个贫困村退出、7500名贫困人口脱贫
    if letters.strip("DTxz&ME") == "" and setting.before.letters and setting.shared.letters:
        rules.append("naming.coordinated")
        return setting.shared, setting.shared
    if letters.strip("DTxECc") == "" and str(setting.before) == str(noun) and setting.shared.letters:
        # 由10个班级增加到12个班级
        rules.append("naming.coordinated")
        return setting.shared, setting.shared
    if letters[:1] == "U" and setting.before.letters:
        rules.append("naming.of_counted")
        owner = setting.before if not 0 < setting.shared.length <= 8 else setting.shared
        return owner + content(left), EMPTY
    if letters[:1] in ("&", "z") and setting.before.letters:
        return content(left), setting.shared
    phrase = front_phrase(left)
    if phrase.letters.strip("NAz&") == "" and phrase.letters.count("z") + phrase.letters.count("&") + 1 == (
        setting.quantity.value
    ):
        return EMPTY, EMPTY  # 甲、乙、丙三个县: who they are is no part of what is counted
    if setting.subject and setting.before.letters and len(phrase) <= 2 and phrase.letters[:1] in ("V", "S", "Z"):
        phrase = setting.before + phrase
    return phrase, phrase


def front_phrase(left: Words) -> Words:
    """The verb that governs a counted noun, with its subject if that is short: 公开遴选(210名…), 中职学校开设(5个…)."""
    left = spoken_of(left)
    letters = left.letters
    end = len(letters)
    while end and letters[end - 1] in "DTxO":
        end -= 1
    if "等" in left.texts[-2:] and "P" in letters and "z" in letters[letters.rfind("P") :]:
        return EMPTY
    if end and letters[end - 1] == "J" and not PLACING.isdisjoint(left.texts[end - 1]):
        return EMPTY  # 平均分列18个乡镇第三位
    if end and letters[end - 1] == "P" and left.texts[end - 1] in FROM:
        # 某中学七年级由10个班增加到12个
        return tail(content(left[: end - 1]), 14)
    if (end and letters[end - 1] == "P") or (
        "P" in letters[:end] and letters.rfind("P") > max(letters.rfind(m) for m in "VSZWE")
    ):
        # 与11所小学签订协议, 对全县11个镇进行检查: what comes before the preposition is another matter
        at = letters.rfind("P")
        return content(left[at + 1 :]) if left.texts[at] != "在" else content(left[at:])
    phrase = content(left)
    if not end:
        return phrase
    if "等" in left.texts[-2:] or (phrase.letters.count("z") >= 2 and letters[end - 1] == "N"):
        # 开设护理、会计等12个专业: the examples are not the name
        verbs = [at for at, mark in enumerate(phrase.letters) if mark in "VSZ"]
        if verbs and phrase.letters[verbs[0] + 1 : verbs[0] + 2] == "z":
            return EMPTY  # 企业重组、产权交易等12项改革
        return phrase[verbs[0] : verbs[0] + 1] if verbs and "z" not in phrase.letters[: verbs[0]] else EMPTY
    if letters[end - 1] == "W":
        return phrase if phrase.letters.strip("NYUz&") == "" and phrase.length <= 8 else EMPTY
    if letters[end - 1] in "VSZ":
        at = len(phrase)
        while at and phrase.letters[at - 1] in "VSZ":
            at -= 1
        chain = any(mark in "VSZW" for mark in letters[: end - (len(phrase) - at)])
        if "U" in phrase.letters[:at] and phrase.length <= 16:
            return phrase
        return phrase[at:] if chain or phrase.length > 14 else phrase
    if letters[end - 1] == "U":
        at = letters.rfind("D", 0, end)
        return tail(content(left[at + 1 :] if 0 < at < end - 2 else left), 14) if phrase.length > 14 else phrase
    if left.texts[end - 1] == "等" or (end < len(letters) and "等" in left.texts[end:]):
        return EMPTY
    return tail(phrase, 14)


def _without_places(words: Words, lexicon: Lexicon) -> Words:
    """Where the counted went is no part of the name if several places are listed (赴北京、天津等地学习)."""
    listed = [at for at, text in enumerate(words.texts) if text in lexicon.places]
    if len(listed) < 2:
        return words
    return words.pick([at for at in range(len(words)) if at not in listed and words.letters[at] != "z"])


def _said(setting: Setting, taken: int, front: Words, lexicon: Lexicon) -> Words:
    """What is said of the counted noun: behind it, or behind the last noun of its coordination (1所中学和1所小学…)."""
    if setting.left.texts[-1:] and setting.left.texts[-1] in POINTING:
        return EMPTY  # 这两个会议一定能够…
    after = setting.right[taken:]
    said = EMPTY if after.letters[:1] in ("z", "&") else predicate(_without_places(after, lexicon))
    if len(said) == 1 and len(setting.rest) > len(setting.right) and after.letters[-1:] not in ("z", "&"):
        # 对150所中小学进行了两轮次培训
        said = predicate(setting.rest[taken:])
    if said.letters:
        return said
    governed = front.letters[-1:] in ("V", "Z", "W") or setting.left.letters.rstrip("DTx")[-1:] == "W"
    if after.letters[:1] in ("N", "Y") and governed:
        # 解决56所薄弱学校图书和仪器的达标问题
        return content(after)
    if after.letters[:1] == "U" and front.texts[-1:] and front.texts[-1].startswith(SOLVING):
        return content(after)  # 解决1860名代课教师的养老保险问题
    owned = OWNED.match(after.letters)
    if owned is not None and after.texts[owned.end() - 1] in lexicon.sorts:
        return content(after[: owned.end()])  # 12所学校的食堂未达标
    mark = setting.rest.letters[taken : taken + 1]
    if mark == "Q" and governed and setting.rest.letters[taken + 1 : taken + 2] == "U":
        return counted_noun(setting.rest[taken + 1 :], lexicon, classifier=False)[0]  # 解决4个村2300人的饮水困难
    if setting.quantity.unit in EVENTS:
        return EMPTY
    if mark in ("z", "&", "U", "Q") and after.letters.strip("Uz&DNO") == "":
        last = setting.rest.letters.rfind("Q")
        if last >= 0:
            words = setting.rest[last + 1 :]
            noun, size = counted_noun(words, lexicon, classifier=True)
            if noun.letters:
                return predicate(words[size:])
    return EMPTY
