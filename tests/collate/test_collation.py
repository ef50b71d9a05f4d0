"""Copies of one report, damaged each in another way: every figure that one copy kept comes back, nothing counts twice."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

from pipeline.batch import files
from pipeline.batch.run import run
from pipeline.config import Config

REPORT = """岭川县教育局2019年工作总结

2019年,在县委、县政府的正确领导下,全县教育系统夯实发展基础,改进服务,巩固成果,团结广大师生,坚定信心,弥补不足,督促落实,规范管理,较好地完成了各项工作任务。现总结如下:

一、办学条件明显改善
全年新建和改扩建学校36所,完成投资4612万元,比上年增长8.5%。新增校舍面积28450平方米,其中乡镇学校19300平方米。\
全县现有中小学校214所,在校学生86430人,专任教师5218人。为176所农村学校配备图书31.6万册,购置课桌凳12480套。

二、教育质量稳步提高
全县小学入学率达到99.8%,初中巩固率达到97.6%,比上年提高1.3个百分点。高考本科上线1473人,上线率为46.2%,位居全市第三位。\
全县职业学校招生2365人,完成计划的118.2%。

三、教师队伍不断加强
面向社会公开招聘教师287名,其中幼儿园教师94名。组织各类培训63期,培训教师7840人次。发放乡村教师补贴1326万元,\
惠及教师3154人。评选县级骨干教师135名,推荐市级名师28名。

四、资助工作扎实开展
全年资助家庭经济困难学生15260人次,发放资助金2178.4万元。其中,资助普通高中学生1834人,发放助学金366.8万元,人均2000元。

五、安全工作常抓不懈
开展安全检查42次,排查隐患517处,整改率达到98%。为203所学校安装监控设备1950套,投入资金684万元。

六、下步打算
2020年,全县计划新建学校17所,投资3850万元,招聘教师240名,力争高考本科上线率达到48%以上。
"""
FIGURE = re.compile(r"(?<![\d.])\d{2,}(?:\.\d+)?(?!\d*年)")
SPUN = {
    "发展": "开展", "基础": "根底", "服务": "效劳", "巩固": "稳固", "改进": "改良", "广大": "广阔", "坚定": "坚决",
    "不足": "缺乏", "督促": "催促", "规范": "标准", "安全": "平安", "达到": "到达", "计划": "方案",
}  # fmt: skip
TRADITIONAL = str.maketrans("岭县领导下统树较为现学时总结办条显资师队伍专课图书发补贴评选级骨干荐",
                            "嶺縣領導下統樹較為現學時總結辦條顯資師隊伍專課圖書發補貼評選級骨幹薦")  # fmt: skip
Row = dict[str, str]


def extract(texts: dict[str, str], folder: Path, workers: int = 1) -> dict[str, list[Row]]:
    """The tables of a corpus of these texts."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    run(corpus, folder / "out", Config(workers=workers))
    tables = {}
    for name in ("documents", "indicators", "panel", "edits", "readings"):
        with (folder / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def stated(tables: dict[str, list[Row]]) -> list[tuple[str, ...]]:
    """What the figures of the reports that are no copies say."""
    canonical = {row["document_id"] for row in tables["documents"] if not row["duplicate_of"]}
    fields = ("name", "value", "low", "unit", "time_period", "status")
    return [tuple(row[f] for f in fields) for row in tables["indicators"] if row["document_id"] in canonical]


def counted(tables: dict[str, list[Row]]) -> list[tuple[str, ...]]:
    fields = ("indicator", "time_period", "status", "obs_value")
    return sorted(tuple(row[f] for f in fields) for row in tables["panel"])


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    return extract({"whole": REPORT}, tmp_path_factory.mktemp("truth"))


def damaged(seed: int) -> dict[str, str]:
    """Three copies in which every figure is damaged at least once, but whole in one copy, and unmarked damage (a digit
    lost or changed) leaves two."""
    draw = random.Random(seed)
    copies = [REPORT] * 3
    for figure in reversed(list(FIGURE.finditer(REPORT))):
        hit = draw.sample(range(3), draw.choice([1, 1, 2]))
        for copy in hit:
            kind = "mask" if len(hit) == 2 else draw.choice(["mask", "lose", "change"])
            text = copies[copy]
            copies[copy] = text[: figure.start()] + _damage(figure.group(), kind, draw) + text[figure.end() :]
    return {f"copy{number}": text for number, text in enumerate(copies)}


def _damage(figure: str, kind: str, draw: random.Random) -> str:
    digits = [place for place, character in enumerate(figure) if character.isdigit()]
    if kind == "mask":
        masked = draw.sample(digits, draw.randrange(1, len(digits) + 1))
        return "".join("x" if place in masked else character for place, character in enumerate(figure))
    place = draw.choice(digits)
    if kind == "lose":
        return figure[:place] + figure[place + 1 :]
    return figure[:place] + str((int(figure[place]) + draw.randrange(1, 9)) % 10) + figure[place + 1 :]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_damaged_copies(seed: int, truth: dict[str, list[Row]], tmp_path: Path):
    tables = extract(damaged(seed), tmp_path)
    assert sum(bool(row["duplicate_of"]) for row in tables["documents"]) == 2
    assert stated(tables) == stated(truth)
    assert counted(tables) == counted(truth)
    figures = {row["reading"] for row in tables["readings"]}
    assert len(figures) > 60, "all readings are kept"
    collated = [row for row in tables["indicators"] if "collated" in row["flags"]]
    assert collated and all(row["damaged"] == "true" for row in collated)
    assert any(row["rule"] == "collate.vote" for row in tables["edits"])


def test_digits_kept_by_different_copies_are_put_together(truth: dict[str, list[Row]], tmp_path: Path):
    copies = {"a": ("43x0", "xx12"), "b": ("4x60", "4xxx"), "c": ("xx60", "46xx")}
    texts = {name: REPORT.replace("5218", one).replace("4612", other) for name, (one, other) in copies.items()}
    tables = extract(texts, tmp_path)
    expected = [tuple("4360" if field == "5218" else field for field in row) for row in stated(truth)]
    assert stated(tables) == expected
    assert {row["rule"] for row in tables["readings"] if row["chosen"] == "true"} == {"collate.digits"}


def test_the_words_of_a_spun_copy_lose(truth: dict[str, list[Row]], tmp_path: Path):
    spun = REPORT
    for right, wrong in SPUN.items():
        spun = spun.replace(right, wrong)
    tables = extract({"a": spun, "b": REPORT}, tmp_path / "whole")
    assert stated(tables) == stated(truth)
    assert counted(tables) == counted(truth)


def test_a_traditional_copy(truth: dict[str, list[Row]], tmp_path: Path):
    tables = extract({"a": REPORT.replace("4612", "46x2"), "b": REPORT.translate(TRADITIONAL)}, tmp_path)
    assert len({row["duplicate_of"] for row in tables["documents"]}) == 2
    assert stated(tables) == stated(truth)
    assert counted(tables) == counted(truth)


def test_a_fragment_inside_a_compilation_restores_the_whole(truth: dict[str, list[Row]], tmp_path: Path):
    start = REPORT.index("三、教师")
    other = "金溪县水利局2018年工作总结\n2018年,全县新修水渠45公里,加固堤防12公里,投入资金830万元。农村饮水安全巩固提升工程惠及群众2.6万人。\n"
    compilation = f"篇一:{other}\n篇二:岭川县教育局2019年工作总结\n2019年,{REPORT[start:]}"
    tables = extract({"a": REPORT.replace("1326", "1xxx").replace("684", "xx4"), "b": compilation}, tmp_path)
    restored = [row for row in stated(tables) if row[1] in ("13260000", "6840000")]
    assert len(restored) == 2
    assert counted(tables) == sorted([*counted(truth), *(row for row in counted(tables) if row not in counted(truth))])


def test_what_only_a_copy_tells_still_counts(truth: dict[str, list[Row]], tmp_path: Path):
    more = "2019年,全县学前三年毛入园率达到88.4%,新建幼儿园15所,建成标准化食堂26个,新增学前教育学位3300个。\n"
    at = REPORT.index("三、教师")
    tables = extract({"a": REPORT, "b": REPORT[:at] + more + REPORT[at:].replace("4612", "46x2")}, tmp_path)
    assert len({row["duplicate_of"] for row in tables["documents"]}) == 2
    assert set(counted(truth)) < set(counted(tables))
    assert len(counted(tables)) == len(set(counted(tables)))


def test_copies_that_contradict_each_other_keep_both_readings(tmp_path: Path):
    tables = extract({"a": REPORT, "b": REPORT.replace("4612", "4162")}, tmp_path)
    assert [row["reading"] for row in tables["readings"]] == ["4612", "4162"]
    assert all(row["contested"] == "true" for row in tables["readings"])
    assert [row["value"] for row in tables["indicators"] if "contested" in row["flags"]] == ["46120000"]


def test_the_number_of_workers_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "TASK_FILES", 1)
    texts = damaged(4) | {"other": "金溪县水利局2018年工作总结\n2018年,全县新修水渠45公里。\n"}
    extract(texts, tmp_path / "one", workers=1)
    extract(texts, tmp_path / "two", workers=2)
    for path in sorted((tmp_path / "one" / "out").glob("*.csv")):
        assert path.read_bytes() == (tmp_path / "two" / "out" / path.name).read_bytes(), path.name
