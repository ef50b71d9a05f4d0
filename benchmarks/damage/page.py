"""Damage to the page: marks and counters between the words, wraps, masks, rewritten years, lost figures, spun words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.damage.injury import Damaged, damaged
from pipeline.rules import Rules

INSIDE = re.compile(r"(?<=[一-鿿])(?=[一-鿿0-9])")
"""Inside a sentence: where a page may end between two words."""
NUMBER = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?(?![\d.,])")
UNIT = re.compile(
    r"(?:余|多)?(?:[万亿千百](?!年)|元|人(?!民|大|口|才|均|工|社)|户|个|所|台|套|亩|吨|公里|公顷|平方|项|家|次|%)"
)
YEAR = re.compile(r"(?<![\d])(?:19|20)\d\d(?=年)")
PLACE = re.compile(r"[一-鿿]{2}(?=[县市镇乡](?![场长级区委政域民化直人]))")


def _every(text: str, length: int) -> Iterator[int]:
    """Places inside sentences, about `length` characters apart."""
    at = length
    while match := INSIDE.search(text, at):
        yield match.start()
        at = match.start() + length


def page_numbers(text: str, rng: Random) -> Damaged:
    """`新建4座,第 2 页 共 7 页改建2座`: in the middle of sentences."""
    places = list(_every(text, 600))
    form = rng.choice(["第{n}页共{all}页", "第 {n} 页 共 {all} 页", "第{n}页/共{all}页", "共{all}页第{n}页"])
    marks = [form.format(n=number, all=len(places)) for number, _ in enumerate(places, 1)]
    return damaged(text, [(place, place, mark) for place, mark in zip(places, marks, strict=True)])


def page_lines(text: str, rng: Random) -> Damaged:
    """A line with the number of the page in the middle of sentences: `- 3 -`, `—3—`, or the bare number."""
    form = rng.choice(["\n- {n} -\n", "\n—{n}—\n", "\n{n}\n", "\n第{n}页\n"])
    first = rng.randint(1, 30)
    places = list(_every(text, 500))
    return damaged(text, [(place, place, form.format(n=number)) for number, place in enumerate(places, first)])


def chunk_counters(text: str, rng: Random) -> Damaged:
    """`果园2\\n4、7亩`: re-cut into numbered pieces of one length, wherever the cut falls."""
    text = text.strip("\n")
    length = rng.randint(200, 400)
    changes = [(0, 0, "1、")]
    for number, place in enumerate(range(length, len(text), length), 2):
        if "\n" not in text[place - 1 : place + 1]:
            changes.append((place, place, f"\n{number}、"))
        else:
            break
    return damaged(text, changes)


def hard_wraps(text: str, rng: Random) -> Damaged:
    """Lines broken at the measure of a page."""
    return damaged(text, _wraps(text, rng, "\n"))


def wrap_blanks(text: str, rng: Random) -> Damaged:
    """The same, with the breaks turned into blanks."""
    return damaged(text, _wraps(text, rng, " "))


def _wraps(text: str, rng: Random, mark: str) -> list[tuple[int, int, str]]:
    measure = rng.randint(24, 44)
    changes = []
    for paragraph in re.finditer(r"[^\n]+", text):
        bare = paragraph.group().strip()
        start = paragraph.start() + paragraph.group().find(bare)
        changes += [
            (place, place, mark)
            for place in range(start + measure, start + len(bare), measure)
            if text[place - 1 : place + 1].strip() == text[place - 1 : place + 1]
        ]
    return changes


def year_masks(text: str, rng: Random) -> Damaged:
    """`20xx年`: nothing tells which year it was."""
    form = rng.choice(["20xx", "20XX", "20**", "20__", "20___", "201x", "XX", "xxxx", "_"])
    return damaged(text, [(m.start(), m.end(), form) for m in YEAR.finditer(text)], must_flag=True)


def part_masks(text: str, rng: Random) -> Damaged:
    """`113户 → xx3户`, `3592011元 → 35920xx元`: a mask for 11 hits the digits of quantities."""
    mark = rng.choice(["xx", "XX", "**"])
    changes = []
    for match in NUMBER.finditer(text):
        if len(match.group()) > 2 and UNIT.match(text, match.end()):
            at = rng.randrange(0, len(match.group().split(".")[0]) - 1) if match.group().find(".") != 1 else 0
            figure = match.group()[:at] + mark + match.group()[at + 2 :]
            if rng.random() < 0.3 and figure != mark:
                changes.append((match.start(), match.end(), figure))
    return damaged(text, changes, must_flag=True)


def quantity_masks(text: str, rng: Random) -> Damaged:
    """`投资X万元`, `xxx人`, `x.x%`."""
    form = rng.choice(["X", "xx", "xxx", "**", "_", "__", "x.x"])
    found = [
        m for m in NUMBER.finditer(text) if UNIT.match(text, m.end()) and text[m.start() - 1 : m.start()].isalpha()
    ]
    return damaged(text, [(m.start(), m.end(), form) for m in found if rng.random() < 0.5], must_flag=True)


def name_masks(text: str, rng: Random) -> Damaged:
    """`**县`, `××乡`."""
    form = rng.choice(["**", "xx", "XX", "××", "*", "○○"])
    return damaged(text, [(m.start(), m.end(), form) for m in PLACE.finditer(text)], must_flag=True)


def rewritten_years(text: str, rng: Random) -> Damaged:
    """`310户 → 32023户`: every 10 becomes the year of the site; the injuries that count are those in quantities."""
    year = rng.choice(["2022", "2023"])
    found = [m for m in NUMBER.finditer(text) if "10" in m.group()]
    whole = damaged(text, [(m.start(), m.end(), m.group().replace("10", year)) for m in found], must_flag=True)
    return Damaged(whole.text, tuple(one for one in whole.injuries if UNIT.match(whole.text, one.end)))


def lost_numbers(text: str, rng: Random) -> Damaged:
    """`巩固率%`: the number before a percent sign is gone."""
    found = [m for m in re.finditer(r"(?<=[一-鿿])\d+(?:\.\d+)?%", text) if rng.random() < 0.5]
    return damaged(text, [(m.start(), m.end(), "%") for m in found], must_flag=True)


def lost_signs(text: str, rng: Random) -> Damaged:
    """`合格率达到71.8;`: the percent sign is gone."""
    found = re.finditer(r"(?:(?<=率达)|(?<=率为))\d+(?:\.\d+)?%(?=[,，。;；])", text)
    return damaged(text, [(m.start(), m.end(), m.group()[:-1]) for m in found], must_flag=True)


def lost_dashes(text: str, rng: Random) -> Damaged:
    """`20142018年` for 2014-2018年."""
    spans = re.sub(r"(?<!\d)((?:19|20)\d\d)年", lambda m: f"{m.group(1)}-{int(m.group(1)) + rng.randint(1, 9)}年", text)
    found = re.finditer(r"(?<!\d)((?:19|20)\d\d)-(\d{4})(?=年)", spans)
    return damaged(spans, [(m.start(), m.end(), m.group(1) + m.group(2)) for m in found])


def spun_words(text: str, rng: Random) -> Damaged:
    """根底 for 基础: blindly, each pair of the spinner's list all over the page."""
    rules = {
        (rule.replacement, spun) for rule in Rules().patterns("clean/spun") for spun in _spun(rule.replacement or "")
    }
    pairs = {right: spun for right, spun in sorted(rules) if rng.random() < 0.7}
    pattern = re.compile("|".join(sorted(pairs)))
    return damaged(text, [(m.start(), m.end(), pairs[m.group()]) for m in pattern.finditer(text)])


def _spun(right: str) -> list[str]:
    return [word.word for word in Rules().words("clean/spun") if word.value == right]


HEADS = (
    "首页\n>\n工作总结\n>\n正文\n",
    "分享\n某单位工作总结.docx\n下载文档\nID:4410287\n大小:48.2KB\n页数:8页\n格式:DOCX\n时间:2031-04-25\n"
    "收藏 分享赚钱\n温馨提示:\n1. 下载前请看清文档内容,如有问题请联系客服。\n网站客服:400123456\n",
    "您的位置:首页>>公文/总结/>>正文\n发表时间:2031/1/6 16:30:26\n阅读量:1834次\n【字体:大 中 小】\n",
    "发布时间:2031-05-04 来源:本站 浏览次数:221次\n下面是小编为大家整理的范文,供大家参考,希望对大家有所帮助。\n",
    "当前位置:首页 > 政务公开 > 总结\n索引号:\n0112/2031-0001\n主题分类:\n综合\n发布机构:\n某办公室\n",
)
FEET = (
    "\n相关文章:\n某单位计划\n某单位方案\n最新文章\n关闭",
    "\n本文档由会员上传,版权归原作者\n下载文档\n猜你喜欢\n某单位计划\n展开",
    "\n上一篇:某单位计划\n下一篇:某单位方案\n打印本页 关闭窗口\n主办:某办公室\n某ICP备12345678号",
    "\n《某单位工作总结.doc》\n将本文的Word文档下载到电脑,方便收藏和打印\n推荐度:\n点击下载文档\n",
    "\n扫一扫在手机打开当前页\n【\n打印本页\n】\n",
)


def furniture(text: str, rng: Random) -> Damaged:
    """What sites put above and below a report."""
    text = text.rstrip("\n") + "\n"
    return damaged(text, [(0, 0, rng.choice(HEADS)), (len(text), len(text), rng.choice(FEET).lstrip("\n"))])


def previews(text: str, rng: Random) -> Damaged:
    """The beginning, broken off, above the text."""
    length = rng.randint(60, 200)
    body = text.lstrip()
    start = len(text) - len(body)
    return damaged(text, [(start, start, body[:length].rstrip() + rng.choice(["\n", " ", "...\n"]))])


def watermarks(text: str, rng: Random) -> Damaged:
    """Addresses and slogans between the words."""
    mark = rng.choice(
        ["www.example.com", "本文来自http://www.example.cn/a/12.html", "精品文档 欢迎下载", "- - - 名师归纳总结 - - -"]
    )
    return damaged(text, [(place, place, mark) for place in _every(text, 800)])


def omissions(text: str, rng: Random) -> Damaged:
    """`……(省略980字,会员可读)……` in place of a part."""
    places = list(_every(text, 1200))[:2]
    marks = [f"……(某某网省略{rng.randint(100, 900)}字,会员可读)……" for _ in places]
    changes = [(place, min(len(text), place + 300), mark) for place, mark in zip(places, marks, strict=True)]
    return damaged(text, changes, must_flag=True)
