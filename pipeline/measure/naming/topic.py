"""What a text has spoken of so far: the topics that a clause may leave out."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.measure.naming.clause import EMPTY, Words, alike
from pipeline.measure.naming.figure import Base, Sharing, whole_before
from pipeline.measure.naming.grant import grant_named, is_given
from pipeline.measure.naming.phrase import content, merged, owner, tail, thin
from pipeline.measure.naming.subject import Subject
from pipeline.measure.naming.words import Lexicon

REMEMBERED = 64
"""Quantities of a sentence that a later one may refer to; more than any sentence has that a person wrote."""
EXAMS = ("考", "考试", "测试", "检测", "监测")
"""What the scenes end in that hold beyond a semicolon, as a competition does not."""
HOUSES = frozenset({"所", "家", "个", "座", "处"})
"""Units in which institutions are counted."""
FEWEST_SORTS = 3
"""Sorts of institutions in a row that are an enumeration."""
LONGEST_QUALIFIER = 12
SHORTEST_MATTER, LONGEST_MATTER = 4, 14
"""Characters of what a heading is about."""


class Context:
    """The topics of the sentence so far, and what went before it."""

    __slots__ = (
        "against",
        "bases",
        "colon",
        "continued",
        "counted_before",
        "frame",
        "frame_lasts",
        "grant",
        "heading",
        "house",
        "idle",
        "idle_does",
        "lead",
        "level",
        "lexicon",
        "listed",
        "opening",
        "outer",
        "pair",
        "paragraph",
        "previous",
        "region",
        "said",
        "shared",
        "sharing",
        "split",
        "subject",
        "sum_before",
        "whole",
        "yielding",
    )

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.bases: list[Base] = []
        self.idle = EMPTY
        """The last clause without a quantity, since the last one with."""
        self.idle_does = False
        """Whether that clause says what is being done (坚持…, 加强…)."""
        self.frame = EMPTY
        """A clause that sets the scene: 在…竞赛中."""
        self.frame_lasts = True
        """Whether the scene, if it is an examination, holds beyond a semicolon."""
        self.grant = EMPTY
        """The money that the sentence said last is given to somebody."""
        self.outer = EMPTY
        """What stands before the bracket that is open."""
        self.against = EMPTY
        """What a clause without a figure says that the next figures are compared with (与全省平均水平相比)."""
        self.continued: list[Base] = []
        """What was measured before the semicolon that this sentence goes on behind."""
        self.pair: list[Base] = []
        """What 前者 and 后者 still stand for."""
        self.colon = EMPTY
        """What stands before a colon."""
        self.heading = ""
        self.lead: Callable[[], Words] | None = None
        """The words of that heading, for the first sentence below it that has a figure."""
        self.said = EMPTY
        """What the clause before says behind its last figure."""
        self.previous = EMPTY
        """The last topic of the last sentence with a figure in the same paragraph."""
        self.opening: Callable[[], Words] | None = None
        """How the sentence right before begins, in the same paragraph."""
        self.paragraph = -1
        self.region: str | None = None
        self.shared = EMPTY
        """What stood before the last noun counted, for a clause that counts one more: 抽检9所初中,10所小学."""
        self.sharing: Sharing | None = None
        """What has a share in the whole that was measured last."""
        self.counted_before: Base | None = None
        """The thing that the sentence before counts last, in the same paragraph."""
        self.sum_before: Base | None = None
        """The last sum of money that the sentence before names, in the same paragraph."""
        self.subject = Subject(lexicon)
        """Who or what the sentence is about."""
        self.house = EMPTY
        """The schools or institutions counted in what a semicolon parts from this sentence."""
        self.whole: Base | None = None
        """What the parts are parts of that the text is listing (其中高中200人,初中800人)."""
        self.level: Base | None = None
        """The last thing measured in the sentence before, its changes apart."""
        self.yielding = EMPTY
        """The thing of which the clause tells what it is to bring once it is built."""
        self.listed: Base | None = None
        """What has the parts that the sentence is listing since 其中, whether or not they say so."""
        self.split: Base | None = None
        """What the text goes on to tell by its parts (分城乡看,城镇…)."""

    def begin(self, paragraph: int, *, continued: bool = False) -> None:
        """A new sentence begins; `continued` if only a semicolon parts it from the one before."""
        self.leave_bracket()
        counted = next((base.noun for base in reversed(self.bases) if base.unit in ("所", "家")), self.house)
        self.house = counted if continued and not self.enumerates() else EMPTY
        last = self.bases[-1].phrase if self.bases else self.idle
        self.previous = last if paragraph == self.paragraph and last.letters else EMPTY
        counts = (base for base in reversed(self.bases) if base.kind == "count" and base.noun.letters)
        self.counted_before = next(counts, None) if paragraph == self.paragraph else None
        sums = (base for base in reversed(self.bases) if base.kind == "money")
        self.sum_before = next(sums, None) if paragraph == self.paragraph else None
        self.idle = self.colon = self.outer = self.shared = self.said = self.against = EMPTY
        self.sharing = None
        self.pair = self.pair or self.bases[-2:] if continued else []
        self.continued = self.bases if continued else []
        if not (continued and self.frame_lasts and str(self.frame).endswith(EXAMS)):
            self.frame = EMPTY
        self.grant = EMPTY
        if not continued or (self.subject.words.letters and self.subject.is_thing):
            self.subject.tell(EMPTY)  # a school goes on behind a semicolon, a thing that was only measured does not
        measured = (base for base in reversed(self.bases) if base.kind not in ("percent", "percentage_point"))
        self.region = self.listed = None
        self.whole = self.split = self.split if continued else None
        self.level = next(measured, self.bases[-1] if self.bases else None) if paragraph == self.paragraph else None
        self.paragraph = paragraph
        self.bases = []

    def set_frame(self, scene: Words, test: Words = EMPTY) -> None:
        """Where what follows takes place, if one of these tells it; the test only to the end of the sentence."""
        if scene.letters or test.letters:
            self.frame = scene if scene.letters else test
            self.frame_lasts = bool(scene.letters)

    def add(self, base: Base, *, each: bool = False) -> None:
        """One more quantity has been named; `each` if it is what each gets of money that was named before."""
        self.bases.append(base)
        self.grant = self.grant if each else grant_named(base.phrase, self.grant)
        if len(self.bases) > REMEMBERED:
            del self.bases[: REMEMBERED // 2]

    def leave_bracket(self) -> None:
        """What was told in brackets is an aside: what follows them goes on with what stands before them."""
        begin = len(self.bases)
        while begin and self.bases[begin - 1].aside:
            begin -= 1
        if 0 < begin < len(self.bases):
            self.bases.append(self.bases.pop(begin - 1))

    def tells_part(self, left: Words) -> bool:
        """Whether the figure behind these words is of a part of what was told before, or more of the part told last."""
        return self.listed is not None or bool(not left.letters and self.bases and self.bases[-1].is_part)

    def list_parts(self, unit: str | None, *, among: bool) -> None:
        """Remember what the parts that follow 其中 are parts of, until something in another unit is told."""
        if among:
            self.listed = next((base for base in reversed(self.bases) if base.unit == unit), None)
        elif self.listed is not None and self.listed.unit != unit:
            self.listed = None

    def of_change(self, unit: str | None, kind: str) -> Base | None:
        """What a change without a subject changes: the last thing measured in its unit, or the last one at all."""
        if kind not in ("percent", "percentage_point", "ratio"):
            for base in reversed(self.bases):
                if base.unit == unit or base.kind == kind == "count":
                    return base
        lasting = [base for base in reversed(self.bases) if base.kind != "duration"]
        if kind == "percent":
            # 教育支出5亿元,占财政支出的23%,增长27%: the expenditure has grown
            return next((base for base in lasting if not base.is_share), lasting[0] if lasting else None)
        return lasting[0] if lasting else None

    def enumerates(self) -> bool:
        """Whether the last figures count several sorts of institutions one by one (高中2所,初中9所,小学31所), so that
        what follows is not of the last sort."""
        end = len(self.bases)
        while end and not self.lexicon.members.isdisjoint(self.bases[end - 1].phrase.texts[-1:]):
            end -= 1  # …,小学31所,在校学生3万人,教师2000人
        last = self.bases[max(0, end - FEWEST_SORTS) : end]
        sorts = {str(base.noun) for base in last if base.unit in HOUSES and base.kind == "count"}
        return "" not in sorts and len(sorts) == FEWEST_SORTS

    def owner(self) -> Words:
        """Whose property a bare property is."""
        at = len(self.bases) - 1
        while at >= 0 and self.bases[at].in_row:
            at -= 1
        if at < len(self.bases) - 2:
            # 就业率96%,对口率、满意率依次为79%、95%,平均起薪4860元: what stands before the row
            shared = alike([base.phrase for base in self.bases[at + 1 :]])
            return shared if shared.letters or at < 0 else owner(self.bases[at].phrase)
        if at < 0:
            return EMPTY
        last = owner((whole_before(self.bases) or self.bases[-1]).phrase)
        if last.letters and (thin(last, self.lexicon) or not last.letters.strip("VSZ")):
            # 安排项目136个,年度计划投资72亿元,开工率90%: the figure between is no owner
            for base in reversed(self.bases[-3:-1]):
                whole = owner(base.phrase)
                if whole.letters.strip("VSZ") and not thin(whole, self.lexicon):
                    return whole
        return last

    def giver(self) -> Words:
        """What serves those that a serving verb names: the money itself (发放助学金), else what a property is of."""
        last = self.bases[-1].phrase if self.bases else EMPTY
        return last if is_given(last) else self.owner()

    def full_noun(self, noun: Words, lexicon: Lexicon) -> Words:
        """A counted noun as it was called in full before: 项目 → 校舍建设项目, 在建项目 → 在建校舍建设项目."""
        text = str(noun)
        if not text or len(text) > 6:
            return noun
        for base in reversed(self.bases):
            whole = base.noun
            if len(whole) > len(noun) and str(whole).endswith(text) and "V" not in whole.letters:
                return whole
            if 1 < len(noun) < len(whole) and whole.texts[-1] == noun.texts[-1] and noun.texts[0] in lexicon.bare:
                return noun[:-1] + whole
        return noun

    def matter(self) -> Words:
        """What the heading right above is about (推进危房改造 → 危房改造); empty if it is too short or long to tell."""
        if self.lead is None:
            return EMPTY
        phrase = content(self.lead())
        begin = len(phrase.letters) - len(phrase.letters.lstrip("VSZE"))
        phrase = phrase[begin:]
        if not phrase.letters or not SHORTEST_MATTER <= phrase.length <= LONGEST_MATTER:
            return EMPTY
        told = phrase.letters[-1] in "NYV" and self.lexicon.talk.isdisjoint(phrase.texts)
        return phrase if told and not str(phrase).endswith(self.lexicon.endings) else EMPTY

    def qualified(self, phrase: Words, rules: list[str]) -> Words:
        """A verb and its object with what told the object apart before: 城市低保对象…, 发放低保金 → 发放城市低保金."""
        at = len(phrase.letters) - len(phrase.letters.lstrip("VSW"))
        if not 0 < at < len(phrase) or phrase.letters[at] not in "NYZ" or len(phrase.texts[at]) < 2:
            return phrase
        word = phrase.texts[at][:2] if len(phrase.texts[at]) == 3 else phrase.texts[at]
        for base in sorted(self.bases[:-5:-1], key=lambda base: base.is_part):
            earlier = base.phrase
            for place in range(1, len(earlier)):
                if earlier.texts[place].startswith(word) and earlier.letters[place] in "NYV":
                    if telling := self._telling(earlier, place):
                        rules.append("naming.qualified")
                        return phrase[:at] + telling + phrase[at:]
                    return phrase
        return phrase

    def _telling(self, phrase: Words, place: int) -> Words | None:
        """The nouns right before a word of a phrase, if they tell it apart from others of its kind."""
        begin = place
        while begin and phrase.letters[begin - 1] in "NA":
            begin -= 1
        telling = tail(phrase[begin:place], LONGEST_QUALIFIER)
        return telling if telling.letters and not self.lexicon.bare.issuperset(telling.texts) else None

    def repeated(self, phrase: Words, rules: list[str]) -> Words:
        """A phrase whose first word was said before, with what told it apart there: 参加职业技能培训 + 培训合格率."""
        word = phrase.texts[0]
        if len(word) < 2:
            return phrase
        for base in reversed(self.bases[-4:]):
            earlier = base.phrase
            for place in range(1, len(earlier)):
                if earlier.texts[place] != word:
                    continue
                if telling := self._telling(earlier, place):
                    rules.append("naming.repeated")
                    return telling + phrase
        return phrase

    def with_colon(self, phrase: Words, rules: list[str]) -> Words:
        """With the topic before the colon, unless the phrase says it."""
        if self.colon.letters and str(self.colon) not in str(phrase):
            rules.append("naming.colon")
            if self.colon.letters == "Y" and phrase.letters and not phrase.letters.strip("NA&z"):
                return phrase + self.colon  # 以产量说,粮食增长…
            if phrase.texts[:1] and phrase.texts[0] in self.lexicon.places:
                return phrase[:1] + merged(self.colon, phrase[1:])  # 拿钢来说,英国…
            return merged(self.colon, phrase)
        return phrase
