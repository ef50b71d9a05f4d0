"""Tokens → words with their letters; a quantity with the words that belong to it is one word, `Q`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.nominal import GOVERNED, read_anew
from pipeline.measure.naming.words import PLAN, TIME_ENDS, Lexicon, letter
from pipeline.patterns import re
from pipeline.records import Quantity
from pipeline.structure.labels import POINT
from pipeline.tokens import Lexeme, Tokens

AFTER_PREFIX = {
    "可": frozenset({"支配", "再生", "持续"}),
    "再": frozenset({"就业", "生产", "贷款", "生", "制造"}),
    "不": frozenset({"合格", "达标", "及格", "规范", "批准", "批准逮捕", "批捕", "起诉", "满意", "符合", "符合条件"}),
    "未": frozenset({"达标"}),
    "全": frozenset({"地区", "社会"}),
    "学前": frozenset({"一年", "三年"}),
    "初中": frozenset({"三年"}),
    "列": frozenset({"支"}),
    "到": frozenset({"岗"}),
    "希望": frozenset({"小学", "中学"}),
    "师": frozenset({"生"}),
    "压": frozenset({"减", "减至", "减到"}),
    "规模": frozenset({"以上"}),
    "预期": frozenset({"寿命"}),
    "和": frozenset({"美"}),
    "早": frozenset({"在"}),
    "三年": frozenset({"巩固率"}),
    "六年": frozenset({"巩固率"}),
    "九年": frozenset({"巩固率", "义务教育", "级"}),
    "高": frozenset({"水平", "素质"}),
    "回": frozenset({"落", "升"}),
    "年度": frozenset({"任务", "计划", "目标"}),
    "在": frozenset({"岗", "册", "籍", "园", "读", "聘", "训", "用"}),
    "最高": frozenset({"分"}),
    "平均": frozenset({"分列"}),
    "最低": frozenset({"分"}),
}
"""Words that the segmenter cuts after their prefix (可支配, 再就业, 不合格), or takes for two (和美乡村)."""
PLACES = frozenset({"自治区", "自治州", "自治县", "直辖市"})
"""Longer ones, which behind a number are what is counted."""
GROUPS = frozenset("同全各本")
"""Characters that begin the words for those among whom something is ranked."""
PER = frozenset("人生师校园户亩班村组乡镇县床日月")
"""What an average is taken over: 生均, 人均, 亩均."""
SCHOOL_CUT_AMISS = "小学校"
OF_YEAR = frozenset({"年初", "年末", "年度", "年内", "年底"})
YEARLY = frozenset({"年", "年度", "每年", "每月", "每天", "每日", "每学期", "每学年"})
"""Words that make one with 每生 before them (每生每年), or with 上学, which is 上学年 cut amiss."""
TRAINING = "培"
TRAINERS = frozenset("国省市县校园")
"""Whose training it is (参加|国培, which the segmenter cuts 参加国|培)."""
JOINED = frozenset(
    {"均", "比", "会", TRAINING, *YEARLY, *OF_YEAR, *(word for words in AFTER_PREFIX.values() for word in words)}
)
"""Words that may belong to the word before them."""
RATIO = re.lazy("(?<=Q):(?=Q)")
"""A colon between two quantities parts no clauses (三次产业结构为9:45:46)."""
EDGES = frozenset({"份", "来", "前", "后", "之前", "之后", "以前", "以后"})
"""Words that make a stretch of time of the point of time before them."""
DEPENDENT = JOINED | EDGES | {"会上", "生于"}
"""Words that are read in another way behind some words, so that each has to be looked at."""
COMPARING = frozenset({"高于", "低于", "高出", "低出", "多于", "少于", "优于", "好于", "快于", "慢于"})
"""Verbs that say of two figures which is more."""
NUMERALS = frozenset("一二两三四五六七八九十")
MORE_OF = frozenset("招收录产销种建养支转拨")
"""Verbs behind 多 and 少 that say of what there is more."""
PASSED = "D"
"""The letter of words that tell nothing."""
LABEL_BEHIND = ("line", "stop")
"""Behind what the label of a list item may be told from figures and from words in brackets; another numeral right
behind it tells that it is none (一、二年级)."""
UNREAD = "?"
"""Stands for the letter of a word that has not been read before, or not everywhere in the same way."""
CLOSER = re.lazy(f"[{UNREAD}]")
CLOSER_IN_QUOTE = re.lazy(f"[{UNREAD},;:]")
"""Words that need a closer look; in a quotation so does a mark, which may tell that it was never closed."""
REMEMBERED = 50_000
"""Words whose reading is kept; with more the memory is begun anew."""
LONGEST_QUOTE = 25
"""Words; a quotation that goes on past a comma for longer was never closed."""


def words_of(
    text: str,
    folded: str,
    tokens: Tokens,
    quantities: Sequence[tuple[int, Quantity]],
    lexicon: Lexicon,
    defining: Sequence[tuple[int, int]] = (),
) -> tuple[Words, list[int]]:
    """The words of a sentence, and the number of the quantity for each `Q` among them in order.

    Of a token that reaches into a quantity only the part outside is kept. The label of a list item says nothing.
    Figures that only define are attributes, each with its words: `defining` says where they stand.
    """
    reader = _Reader(folded, tokens, lexicon)
    for label in lexicon.labels.find(folded, tokens.bounds[0], tokens.bounds[-1]):
        if label.kind != POINT and label.boundary in LABEL_BEHIND and folded[label.end : label.end + 1] not in NUMERALS:
            reader.pass_over(label.start, label.end)
    numbers = []
    end = tokens.bounds[-1]
    marks = [(_begin(text, quantity), quantity.modifier_end, "Q", number) for number, quantity in quantities]
    if defining:
        marks += [(*span, "N", -1) for span in defining if tokens.bounds[0] <= span[0] < end]
        marks.sort()
    for start, stop, mark, number in marks:
        begin = max(start, reader.done)
        if begin >= end:
            break
        reader.read(begin)
        reader.whole(text[begin:stop], mark, max(begin, stop))
        if mark == "Q":
            numbers.append(number)
    reader.read(end)
    reader.close()
    letters = "".join(reader.letters)
    return Words(reader.texts, RATIO.sub("z", letters) if "Q:" in letters else letters), numbers


def _begin(text: str, quantity: Quantity) -> int:
    """Where the word for a quantity begins; a verb that compares is a word of its own (高于全省平均水平的, 高出3个)."""
    if text[quantity.modifier_start : quantity.start] in COMPARING:
        return quantity.start
    return quantity.modifier_start


class _Reader:
    """Reads word after word, and mends what the segmenter cut amiss."""

    __slots__ = ("at", "done", "folded", "known", "letters", "lexicon", "quote", "texts", "tokens", "words")

    def __init__(self, folded: str, tokens: Tokens, lexicon: Lexicon) -> None:
        self.folded = folded
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = [lexeme.text for lexeme in tokens.lexemes]
        self.known = "".join(map(lexicon.readings.get, tokens.lexemes, repeat(UNREAD)))
        """The letters of the words as they were read before."""
        self.at = 0
        """The first word not yet read as a whole."""
        self.done = tokens.bounds[0]
        """The end of what has been read."""
        self.texts: list[str] = []
        self.letters: list[str] = []
        self.quote = -1
        """Where the quotation begins that is open, -1 if none is."""

    def pass_over(self, start: int, end: int) -> None:
        """The words of a stretch that has not been read yet tell nothing."""
        first, stop = self.tokens.holding(start), self.tokens.holding(end)
        self.known = self.known[:first] + PASSED * (stop - first) + self.known[stop:]

    def whole(self, text: str, mark: str, end: int) -> None:
        """A quantity, or an attribute with a figure in it, that begins where everything has been read."""
        self.texts.append(text)
        self.letters.append(mark)
        self.at = self.tokens.holding(end, self.at)
        self.done = end

    def read(self, end: int) -> None:
        """All words up to `end`; of a word that a quantity has cut in two what is left."""
        bounds, lexemes, at = self.tokens.bounds, self.tokens.lexemes, self.at
        self.at = last = self.tokens.holding(end, at)
        if at < last and self.done > bounds[at]:
            self.add(self.words[at][self.done - bounds[at] :], "n")
            at += 1
        if at < last:
            self._read(at, last)
        begin = max(self.done, bounds[last])
        if begin < end:
            self.add(self.words[last][begin - bounds[last] : end - bounds[last]], lexemes[last].tag)

    def _read(self, at: int, last: int) -> None:
        """These words; most have been read before, and are taken over in runs."""
        if self.known[at] in "OT" and self.letters[-1:] == ["Q"]:
            self._look(at)
            at += 1
        while match := (CLOSER_IN_QUOTE if self.quote >= 0 else CLOSER).search(self.known, at, last):
            stop = match.start()
            self.texts += self.words[at:stop]
            self.letters += self.known[at:stop]
            self._look(stop)
            at = stop + 1
        self.texts += self.words[at:last]
        self.letters += self.known[at:last]

    def _look(self, at: int) -> None:
        """One word, which reads otherwise in other places or was never read before."""
        lexeme, bounds = self.tokens.lexemes[at], self.tokens.bounds
        self.add(lexeme.text, lexeme.tag, self.folded[bounds[at] : bounds[at + 1]], lexeme)

    def add(self, word: str, tag: str, folded: str | None = None, lexeme: Lexeme | None = None) -> None:
        """One more word; `folded` is the same for matching, `lexeme` what it is if it stands there as a whole."""
        if not word:
            return
        texts, letters = self.texts, self.letters
        folded = folded or word
        pieces = self._pieces(folded, tag)
        if pieces:
            cut = len(pieces[0][0])
            self.add(word[:cut], pieces[0][1])
            self.add(word[cut:], pieces[1][1])
            return
        mark = letter(folded, tag, self.lexicon.letters)
        if mark == "“":
            if self.quote < 0:
                self.quote = len(texts)
            mark = "N"
        elif mark == "”":
            mark = "x"
            if self._unquote(word):
                return
        elif mark in ",;:":
            if self.quote >= 0 and len(texts) - self.quote > LONGEST_QUOTE:
                self.close()
            self._remember(lexeme, folded, mark)
        elif folded in JOINED and texts and self._join(folded):
            return
        elif mark in "OT" and letters and letters[-1] == "Q" and (mark == "T" or len(word) == 1 or word in PLACES):
            mark = "N"
        elif mark == "O" and not folded.strip("xX"):
            if texts and texts[-1].isdigit():
                letters[-1] = mark = "T"  # 20xx
        elif folded in EDGES and letters and letters[-1] in "TDF" and texts[-1][-1] in TIME_ENDS:
            mark = "T"  # 年底前
        else:
            self._remember(lexeme, folded, mark)
        texts.append(word)
        letters.append(mark)

    def close(self) -> None:
        """The end: a quotation that is still open was none, and verbs become parts of nouns."""
        if self.quote >= 0:
            self.letters[self.quote] = "x"
            self.quote = -1
        read_anew(self.texts, self.letters, self.lexicon)

    def _remember(self, lexeme: Lexeme | None, folded: str, mark: str) -> None:
        if lexeme is not None and folded not in DEPENDENT and folded[0] not in "内xX":
            if len(self.lexicon.readings) > REMEMBERED:
                self.lexicon.readings.clear()
            self.lexicon.readings[lexeme] = mark

    def _pieces(self, word: str, tag: str) -> list[tuple[str, str]]:
        """The two words, with their tags, that the segmenter took for one; empty for most."""
        size = len(word)
        if size < 2:
            return []
        known = self.lexicon.letters
        if word in known:
            return []
        if word[-1] in "为达降升增" and (
            word[:-1] in self.lexicon.properties or (size > 2 and letter(word, tag, known) == "N")
        ):
            return [(word[:-1], "n"), (word[-1], "v")]
        if word[0] in "率额量数" and (known.get(word[1:]) in ("C", "c", "E", "J") or word[1:] == "均"):
            return [(word[0], "n"), (word[1:], "v")]  # 率控制, 数均
        if word == "中所":
            return [("中", "f"), ("所", "u")]
        if size == 2 and word[0] == "中" and word[1] in "有获夺列居占":
            return [("中", "f"), (word[1], "v")]  # 大赛|中获一等奖
        if word[0] == "内" and (self.letters[-1:] == ["T"] or self.texts[-1:] == ["时间"]):
            return [(word[0], "f"), (word[1:], "v")]  # 五年内新
        if size >= 4 and (known.get(word[-2:]) in ("C", "c") or word[-2:] == "控制"):
            return [(word[:-2], "n"), (word[-2:], "v")]  # 价格上涨, 比例控制
        if size == 2 and word[0] in "多少" and word[1] in MORE_OF:
            return [(word[0], "a"), (word[1], "v")]  # 多招
        if size == 2 and word[0] == "占" and (tag[:1] == "v" or word[1] in GOVERNED or word[1] == "全"):
            return [(word[0], "v"), (word[1], "d")]  # 占应, 占全
        if word[0] in "居列" and word[1] in NUMERALS:
            return [(word[0], "v"), (word[1:], "m")]  # 居七|县市首位
        if word[0] in "比较距离" and (word[-1] == "定" if word[1] in GOVERNED else size == 2 and word[1] in "原同全"):
            return [(word[0], "p"), (word[1:], "n")]  # 比省定, 比原|计划
        if size > 2 and word[0] == "列" and word[1] in GROUPS:
            return [(word[0], "v"), (word[1:], "n")]  # 列同批|受检县第二
        if word == "生于" and self.texts[-1:] == ["师"]:
            return [(word[0], "n"), (word[1], "p")]  # 2万名|师生|于6月2日
        if word == "会上" and self.texts and self.texts[-1].endswith("运动"):
            return [(word[0], "n"), (word[1], "f")]
        if size == 2 and word[1] == "中" and tag == "f":
            return [(word[0], "n"), (word[1], "f")]  # 前200名中
        return []

    def _unquote(self, word: str) -> bool:
        """Make one noun of what is quoted, unless it holds a quantity."""
        texts, letters, quote = self.texts, self.letters, self.quote
        self.quote = -1
        if 0 <= quote < len(texts) and "Q" not in letters[quote:]:
            texts[quote:] = ["".join(texts[quote:]) + word]
            letters[quote:] = ["T" if PLAN.fullmatch(texts[quote]) else "N"]
            return True
        if quote >= 0:
            letters[quote] = "x"
        return False

    def _join(self, word: str) -> bool:
        """Join the word to the one before it if the two are one word."""
        texts, letters = self.texts, self.letters
        if word == "均" and texts[-1] in PER and letters[-1] == "N":
            texts[-1] += word
        elif word == "均" and texts[-1] == SCHOOL_CUT_AMISS:
            texts[-1:] = [texts[-1][:-1], texts[-1][-1] + word]  # 小学|校均
            letters.append("N")
        elif word in OF_YEAR:
            if texts[-1] != "学":
                return False
            texts[-1], letters[-1] = texts[-1] + word, "N"
        elif word in YEARLY:
            if texts[-1] == "上学" and word[0] == "年":
                texts[-1], letters[-1] = texts[-1] + word, "T"
            elif texts[-1][0] == "每" and letters[-1] == "N" and word[0] == "每":
                texts[-1] += word
            else:
                return False
        elif word == "分列" and texts[-1] == "平均":
            texts[-1:] = ["平均分", "列"]
            letters[-1:] = ["Y", "J"]
        elif word == "会":
            if not texts[-1].endswith("运动"):
                return False
            texts[-1] += word  # 田径运动会
        elif word == "比" and texts[-1] == "占":
            texts[-1], letters[-1] = "占比", "Y"
        elif word in AFTER_PREFIX.get(texts[-1], ()):
            texts[-1] += word
            letters[-1] = self.lexicon.letters.get(texts[-1], "N")
        elif word == TRAINING and texts[-1][-1] in TRAINERS:
            before = texts.pop()
            letters.pop()
            self.add(before[:-1], "v")
            texts.append(before[-1] + word)
            letters.append("N")
        else:
            return False
        return True
