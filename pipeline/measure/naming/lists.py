"""Lists side by side: A、B和C分别增长1%、2%和3%, and the list of changes that follows a list of levels."""

from __future__ import annotations

from pipeline.measure.naming import ratios
from pipeline.measure.naming.change import change_verb
from pipeline.measure.naming.clause import EMPTY, Clause, Words
from pipeline.measure.naming.comparison import AGAINST, BY_HOW_MUCH, is_when, other_side
from pipeline.measure.naming.figure import LONGEST, Base, Named
from pipeline.measure.naming.parts import of_whole
from pipeline.measure.naming.phrase import beyond, content, merged, owner, tail, thin
from pipeline.measure.naming.place import entity_of
from pipeline.measure.naming.ranking import moves, places_moved
from pipeline.measure.naming.suffix import change_suffix, ends_in_property, level_suffix
from pipeline.measure.naming.takeover import SHARES
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.turned import turned_members
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re
from pipeline.records import Quantity, Report

INDUSTRIES = re.lazy("三次产业|三大产业|三产业|一二三次产业|一二三产业|一二三产|三次")
SHORTEST_CLASS = 3
"""Characters of words whose last one tells a class (制造业, 服务业)."""
SEPARATORS = frozenset({"z", "&", "zD", "&D", "z&", "D&", "zB", "&E", "zE"})


def named_lists(clause: Clause, context: Context, report: Report, lexicon: Lexicon) -> dict[int, Named]:
    """Names for those quantities of a clause that stand in a row, by their order in the clause; none if no list of
    things is as long as the row."""
    named: dict[int, Named] = {}
    places, words = clause.places, clause.words
    whole = context.bases[-1].phrase if context.bases else context.idle
    before: list[Words] = []
    first = 0
    while first < len(places):
        last = first
        while last + 1 < len(places) and _between(words, places[last] + 1, places[last + 1]) in SEPARATORS:
            last += 1
        if last > first:
            begin = places[first - 1] + 1 if first else 0
            orders = list(range(first, last + 1))
            left = words[begin : places[first]]
            row = [report.quantities[number] for number in clause.numbers[first : last + 1]]
            if row[0].rule == ratios.RULE:
                said = context.idle if ratios.INDUSTRY in str(context.idle) else EMPTY
                whole = ratios.whole_of(left) or (ratios.STRUCTURE if len(said) else whole)
                if ratios.of_industries(whole, len(row)):
                    named.update(zip(orders, ratios.industry_shares(whole, row), strict=True))
            if first not in named:
                named.update(_row(left, orders, clause, context, report, lexicon, before))
            before = [named[order].base.phrase for order in orders if order in named]
        first = last + 1
    return named


def _between(words: Words, begin: int, end: int) -> str:
    """The letters of what stands between two figures, but for what they are taken over (每人每月…)."""
    return "".join(words.letters[at] for at in range(begin, end) if words.texts[at][0] != "每")


def _row(
    left: Words,
    orders: list[int],
    clause: Clause,
    context: Context,
    report: Report,
    lexicon: Lexicon,
    before: list[Words],
) -> dict[int, Named]:
    size = len(orders)
    at = left.letters.find("M")
    quantity = report.quantities[clause.numbers[orders[0]]]
    circumstance = report.circumstances[clause.numbers[orders[0]]]
    verb = change_verb(left) if circumstance.aspect == "change" else -1
    if at >= 0:
        subject, action = left[:at], left[at + 1 :]
        compared = subject.letters.find("B")
        if compared > 0:
            subject = subject[:compared]  # A、B比去年分别增长
    else:
        end = verb if 0 <= verb < len(left) else len(left)
        subject, action = left[:end], left[end:]
    word = ""
    if 0 <= verb < len(left):
        word = left.texts[verb]
        action = left[at + 1 : verb] if at >= 0 else EMPTY
    rules = ["naming.list"]
    phrase = content(subject)
    members = split_members(phrase, size, lexicon) if phrase.letters else []
    members = turned_members(members, quantity, lexicon)
    if not members and (not phrase.letters or thin(phrase, lexicon)):
        members = before if len(before) == size else _earlier(context, size, lexicon)
        if members:
            rules = ["naming.list_of_bases"]
            if phrase.letters:
                members = [merged(member, phrase) for member in members]
    if not members and at >= 0 and phrase.letters[-1:] == "Y" and _repeats(phrase, context.bases[-size:], size):
        rules = ["naming.list_of_bases"]
        members = [merged(base.phrase, phrase) for base in context.bases[-size:]]
    if not members:
        return {}
    members = _with_whole(members, quantity, context, lexicon)
    done = content(action)
    against = _against(left, verb)
    named = {}
    for order, member in zip(orders, members, strict=True):
        quantity = report.quantities[clause.numbers[order]]
        base = tail(context.with_colon(merged(member, done) if done.letters else member, rules), LONGEST)
        text = str(base)
        if against:
            name = text + against + ("百分点" if quantity.kind == "percentage_point" else "幅度")
        elif circumstance.aspect == "change" and verb >= 0 and context.bases and moves(quantity, context.bases[-1]):
            name = places_moved(text, word)
        elif circumstance.aspect == "change" and verb >= 0:
            name = text + change_suffix(text, word, quantity, circumstance.direction == "down")
        elif circumstance.aspect == "rank":
            name = text + "排名"
        elif circumstance.aspect == "share" and "K" in left.letters:
            whole = content(left[left.letters.rindex("K") + 1 :])
            if "占" in text:
                base = tail(member, LONGEST)
                text = str(base)
            if "占" in text:  # the members share the whole, too: 初中、高中学生占学生总数的比例分别为
                name = text if text.endswith(tuple(SHARES)) else text + "比例"
            else:
                name = text + "占" + str(whole) + "比例"
        else:
            name = text + level_suffix(base, quantity, lexicon)
        named[order] = Named(name, Base(base, quantity.unit, quantity.kind), rules)
    return named


def _with_whole(members: list[Words], quantity: Quantity, context: Context, lexicon: Lexicon) -> list[Words]:
    """Institutions with what is counted of them, which was said before: 上线1015人,其中一中712人,二中和三中分别为…"""
    whole = context.whole or next((base for base in reversed(context.bases) if base.unit == quantity.unit), None)
    named = all(str(member).endswith(lexicon.institutions) for member in members)
    if whole is None or not named or quantity.kind != "count" or whole.unit != quantity.unit:
        return members
    other = entity_of(whole.phrase, lexicon)
    if other:
        told = Words([str(whole.phrase)[len(other) :]], whole.phrase.letters[-1])
        return [member + told for member in members]
    return [of_whole(member, whole, quantity.kind, lexicon) or member for member in members]


def _against(left: Words, verb: int) -> str:
    """What the members are all compared with (比全省平均分别高出3个和5个百分点, 分别高出全县…); empty if nothing."""
    end = left.letters.rstrip("DTxE")
    if 0 <= verb < len(end) - 1 and left.texts[verb] in AGAINST:
        return left.texts[verb] + other_side(left[verb + 1 :])
    if not end or left.texts[len(end) - 1] not in AGAINST | BY_HOW_MUCH.keys() or "B" not in end:
        return ""
    word = left.texts[len(end) - 1]
    compared = left[end.index("B") + 1 : len(end) - 1]
    return "" if is_when(compared) else BY_HOW_MUCH.get(word, word) + other_side(compared)


def _repeats(phrase: Words, bases: list[Base], size: int) -> bool:
    """Whether a property says again what was measured: 规范管理高血压患者3万人、糖尿病患者8915人,规范管理率分别为…"""
    return len(bases) == size and str(phrase)[:2] in str(bases[0].phrase)


def _earlier(context: Context, size: int, lexicon: Lexicon) -> list[Words]:
    """The last `size` things measured, or the members of the clause before if it lists as many."""
    if context.idle.letters:
        members = split_members(context.idle, size, lexicon)
        if members:
            return members
    if len(context.bases) >= size:
        return [base.measured for base in context.bases[-size:]]
    return []


def split_members(phrase: Words, size: int, lexicon: Lexicon) -> list[Words]:
    """The members of a coordination with `size` members, each with what it shares with the others; empty if there are
    not as many (中央财政用于科技、教育的支出 → 中央财政用于科技的支出, 中央财政用于教育的支出)."""
    industries = INDUSTRIES.match(str(phrase)) if size == 3 else None
    if industries is not None:
        rest = beyond(phrase, industries.end())
        return [Words([f"第{number}产业"], "N") + rest for number in "一二三"]
    if size == 2 and phrase.texts[0].startswith("城乡"):
        rest = Words([phrase.texts[0][2:]], "N") if len(phrase.texts[0]) > 2 else EMPTY
        return [Words([place], "N") + rest + phrase[1:] for place in ("城镇", "农村")]
    letters = phrase.letters
    marks = [at for at, mark in enumerate(letters) if mark in "z&"]
    if len(marks) != size - 1:
        commas = [at for at, mark in enumerate(letters) if mark == "z"]
        ands = [at for at, mark in enumerate(letters) if mark == "&" and (not commas or at > commas[-1])]
        if len(commas) == size - 1:
            marks = commas
        elif len(commas) == size - 2 and ands:
            marks = [*commas, ands[-1]]
        else:
            return []
    parts = []
    begin = 0
    for mark in [*marks, len(phrase)]:
        parts.append(phrase[begin:mark])
        begin = mark + 1
    if any(not part.letters for part in parts):
        return []
    parts = _untied(parts, lexicon)
    alike = _alike(parts)
    full = not alike and (
        str(parts[0])[-1] in "率额量数值"
        or ends_in_property(str(parts[0]), "percent", lexicon)
        or ends_in_property(str(parts[0]), "money", lexicon)
        or parts[0].letters[-1] == "Y"
        or (len(parts[-1]) > 1 and parts[0].texts[-1] == parts[-1].texts[-1])
    )
    if full:
        whose = owner(parts[0])
        if whose.letters and all(thin(part, lexicon) or part.letters == "VY" for part in parts[1:]):
            return [parts[0], *(merged(whose, part) for part in parts[1:])]
        return parts
    shared_tail = parts[-1][alike:] if alike else _shared_tail(parts, lexicon)
    shared_head = _shared_head(parts, shared_tail)
    own_heads = [parts[0][len(shared_head) :], *parts[1:-1], parts[-1][: len(parts[-1]) - len(shared_tail)]]
    return [shared_head + part + shared_tail for part in own_heads]


def _untied(parts: list[Words], lexicon: Lexicon) -> list[Words]:
    """The members with what all share cut off the word of the last one (城镇、农村|居民人均收入)."""
    last = parts[-1]
    size = len(last.texts[0]) - len(parts[0].texts[-1])
    head = last.texts[0][-size:]
    alone = all(len(part) == 1 and len(part.texts[0]) == len(parts[0].texts[0]) for part in parts[:-1])
    if not alone or size != len(head) or size < 2 or len(last) < 2 or head[-1] not in lexicon.people:
        return parts
    return [*parts[:-1], Words([last.texts[0][:-size], head, *last.texts[1:]], "N" + last.letters)]


def _alike(parts: list[Words]) -> int:
    """Where in the last member what all share begins, if each ends as the first words of the last one do (先进制造业、
    高技术制造业|增加值; 先进制造业、现代服务业|增加值); 0 if they do not."""
    ends = {part.texts[-1] for part in parts[:-1]}
    last = parts[-1]
    classes = {end[-1] for end in ends if len(end) >= SHORTEST_CLASS}
    if len(ends) > 1 and len(classes) > 1:
        return 0
    for at in range(1, len(last)):
        text = last.texts[at - 1]
        same = len(ends) == 1 and text in ends and last.letters[at] != "U"
        if same or (len(text) >= SHORTEST_CLASS and text[-1] in classes and last.letters[at] == "Y"):
            return at
    return 0


def _shared_tail(parts: list[Words], lexicon: Lexicon) -> Words:
    """What all members share of the last one (公路、铁路和水路|货运量)."""
    last, middle = parts[-1], parts[1:-1]
    if len(last) < 2:
        return EMPTY
    width = min((len(part) for part in middle), default=1)
    while width < len(last) - 1 and last.letters[width - 1] == "A":
        width += 1  # 电子信息和新材料|产业产值
    shared = last[min(width, len(last) - 1) :]
    longest = max((len(part) for part in middle), default=len(last))
    if len(last) > longest or not lexicon.heads.isdisjoint(shared.texts) or not set("YU").isdisjoint(shared.letters):
        return shared
    return shared if ends_in_property(str(shared), "count", lexicon) else EMPTY


def _shared_head(parts: list[Words], shared_tail: Words) -> Words:
    """What all members share of the first one (中央财政用于|科技、教育…的支出)."""
    first, width = parts[0], min((len(part) for part in parts[1:-1]), default=max(1, len(parts[-1]) - len(shared_tail)))
    front = first[: max(0, len(first) - width)]
    if front.length < 2:
        return EMPTY
    nominal = shared_tail.letters and width <= 2 and (first.letters[-1] in "NA" or len(first.texts[-1]) == 1)
    return front if front.letters[-1] in "VSZUK" or nominal else EMPTY
