"""Copies are found whatever the order, whole or in part, and parts of one page are not copies of each other."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.aligned import AlignedText
from pipeline.collate import Signature, duplicates, signature
from pipeline.records import Damage, Document, Page, Part, Report, Source

WORDS = [
    "学校",
    "教师",
    "学生",
    "工程",
    "投入",
    "万元",
    "完成",
    "新建",
    "改造",
    "管理",
    "安全",
    "质量",
    "活动",
    "检查",
    "培训",
    "河岸",
    "山区",
    "乡镇",
    "全县",
    "今年",
    "明年",
    "推进",
    "落实",
    "提高",
]


def words(seed: int, count: int = 900) -> list[str]:
    """Invented prose: pairs of known words with a rare character between, so that shingles differ from seed to seed."""
    draw = random.Random(seed)
    return [draw.choice(WORDS) + chr(draw.randrange(0x4E00, 0x9FA0)) for _ in range(count)]


def report(text: str, path: str, *, part: int = 1, complete: bool = True, damage: tuple[Damage, ...] = ()) -> Report:
    page = Page(source=Source(path=path, text=text), text=AlignedText.of(text), damage=damage)
    document = Document(
        document_id=f"{path}-{part}",
        path=path,
        part=part,
        complete=complete,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=len(text),
        text_chars=len(text),
        body_start=0,
        body_end=len(text),
    )
    whole = Part(number=part, start=0, end=len(text), body_start=0, body_end=len(text))
    return Report(page=page, part=whole, document=document)


def found(*reports: Report) -> dict[str, str]:
    return {name: copy.duplicate_of for name, copy in duplicates(signature(r) for r in reports).items()}


def test_same_text_in_other_widths_and_line_breaks():
    text = "".join(words(1))
    assert found(report(text, "a"), report(text.replace("完成", "完成，\n"), "b")) == {"b-1": "a-1"}


def test_one_word_in_ten_exchanged():
    original = words(2)
    spun = [w if i % 10 else "甲乙" + w[2:] for i, w in enumerate(original)]
    copies = duplicates([signature(report("".join(original), "b")), signature(report("".join(spun), "a"))])
    assert copies["b-1"].duplicate_of == "a-1"
    assert 0.5 <= copies["b-1"].similarity < 0.95


def test_the_less_damaged_page_is_canonical():
    text = "".join(words(3))
    spun = report(text + "尾", "a", damage=(Damage(kind="spun", start=0, end=0),))
    assert found(spun, report(text, "b")) == {"a-1": "b-1"}


def test_the_complete_page_is_canonical():
    text = "".join(words(3))
    assert found(report(text, "a", complete=False), report(text, "b")) == {"a-1": "b-1"}


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_part_of_a_report_is_a_copy_of_the_whole(share: float):
    text = "".join(words(4, 1500))
    assert found(report(text[: int(len(text) * share)], "a"), report(text, "b"))["a-1" if share < 0.8 else "b-1"]


def test_different_reports_are_not_copies():
    assert found(*(report("".join(words(seed)), f"r{seed}") for seed in range(10, 20))) == {}


def test_parts_of_one_page_are_copies_only_if_equal():
    original = words(5)
    changed = "".join(w if i % 20 else "甲乙" for i, w in enumerate(original))
    first, second = report("".join(original), "a", part=1), report(changed, "a", part=2)
    assert found(first, second) == {}
    assert found(first, report("".join(original), "a", part=3)) == {"a-3": "a-1"}
    assert found(first, second, report("".join(original), "b")) == {"b-1": "a-1"}


@pytest.mark.parametrize("text", ["", "。", "短文", "三个字符"])
def test_short_texts(text: str):
    assert found(report("", "a"), report(text, "b")) == {}


def test_a_signature_is_small_and_can_be_sent_to_another_process():
    mark = signature(report("".join(words(6, 40_000)), "a"))
    assert len(pickle.dumps(mark)) < 20_000
    assert pickle.loads(pickle.dumps(mark)) == mark


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_signatures_is_irrelevant(draw: random.Random):
    base = [signature(report("".join(words(seed, 300)), f"r{seed}")) for seed in (7, 8)]
    marks: list[Signature] = base + [
        replace(m, document_id=f"x{i}{m.path}", path=f"x{i}") for i in (1, 2) for m in base
    ]
    expected = duplicates(marks)
    draw.shuffle(marks)
    assert list(duplicates(marks).items()) == list(expected.items())
    assert len(expected) == 4


def test_forms_filled_in_anew_are_no_copies():
    """Monthly bulletins of one office share nearly all their words; their figures are their own."""
    sentences = [w + "增长{0}.{1}%" for w in words(9, 60)]
    first = "".join(s.format(3 + n, n * 7 % 10) for n, s in enumerate(sentences))
    second = "".join(s.format(83 + n, n * 3 % 10) for n, s in enumerate(sentences))
    assert found(report(first, "a"), report(second, "b")) == {}
    assert found(report(first, "a"), report(first + "尾", "b")) != {}


@pytest.mark.parametrize("field", ["region", "period"])
def test_the_same_words_of_another_place_or_period_are_no_copy(field: str):
    text = "".join(words(10))
    one, other = report(text, "a"), report(text + "尾", "b")
    one = replace(one, document=replace(one.document, **{field: "甲"}))
    assert found(one, replace(other, document=replace(other.document, **{field: "乙"}))) == {}
    assert found(one, other) == {"b-1": "a-1"}
