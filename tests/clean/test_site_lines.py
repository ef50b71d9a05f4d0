"""Sites that no rule lists are told from the report by the classifier of lines, and reports are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean.furniture import remove_furniture
from pipeline.clean.line_features import NAMES, Lookout, features
from pipeline.clean.lines import lines
from pipeline.clean.site_lines import log_odds, site_edge
from tests.clean.pages import RESOURCES, after

TEXTS = Path(__file__).parents[2] / "corpora" / "texts"
REPORT = (
    "某县林业局2031年工作总结\n各位代表:\n全年完成造林5万亩,育苗300万株,成活率达到九成以上,林农收入稳步增加。\n一、主要工作\n"
    "(一)抓造林。\n完成投资400万元。\n二、存在的问题\n护林队伍年龄偏大,林区道路年久失修,防火物资储备不足。\n"
)
SITES = {
    "a newspaper": (
        "晨光网\n财经\n体育\n房产\n晨光网 > 综合\n+关注\n听新闻 08:31\n",
        "写跟贴 3条\n为你推送\n雨后的山村\n分享到朋友圈\n",
    ),
    "a forum": ("查看: 12 回复: 3\n楼主\n积分 320\n只看该作者\n", "沙发\n多谢楼主分享\n发新帖\n登录后可以回帖\n"),
    "a shop of papers": (
        "登录领券\n会员价 3.9元\n文库VIP免费下\n评分 4.8\n",
        "购买须知\n7天无理由\n联系在线客服\n同类文档\n某局要点\n",
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_unknown_sites_go(name: str) -> None:
    head, foot = SITES[name]
    assert after(remove_furniture, head + REPORT + foot).strip() == REPORT.strip()


def test_a_report_on_one_line_outweighs_the_site_behind_it() -> None:
    report = "某县林业局工作总结 各位代表:" + "全年完成造林5万亩,育苗300万株,成活率达到九成以上。" * 60
    head, foot = SITES["a shop of papers"]
    assert after(remove_furniture, head + report + "\n" + foot * 4).strip() == report


@pytest.mark.parametrize(
    "end",
    [
        "指标\n单位\n造林\n亩\n46695\n育苗\n万株\n732\n",
        "某县林业局\n2031年1月10日\n",
        "张某某 李某某 王某某\n",
        "主送:县政府\n抄送:县人大\n共印30份\n",
    ],
)
def test_short_lines_of_a_report_stay(end: str) -> None:
    assert after(remove_furniture, REPORT + end) == REPORT + end


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_body_of_a_report_is_no_site(path: Path) -> None:
    """Nothing is found at the ends of a text from whose ends several lines were taken away."""
    text = "\n".join(line.text for line in lines(path.read_text(encoding="utf-8"))[14:-14])
    lookout = RESOURCES.rules.make(Lookout)
    for foot in (False, True):
        assert site_edge(lines(text), lambda _: "", lookout, foot=foot) == {}


def test_every_feature_has_its_weight() -> None:
    look = RESOURCES.rules.make(Lookout).look("下载文档")
    row = features([look], 0, foot=False)
    assert len(row) == len(NAMES)
    assert log_odds(row) > 0
