"""Only the report is left of a page, whatever the site, and all of the report."""

from __future__ import annotations

import pytest

from pipeline.clean.furniture import remove_furniture
from tests.clean.pages import after

BODY = "各位代表:\n全年完成造林5万亩,育苗300万株,成活率达到九成以上,林农收入稳步增加。\n一、主要工作\n(一)抓造林。\n完成投资400万元。"
REPORT = f"某县林业局工作总结\n{BODY}\n"

PAGES = {
    "a document site": (
        "分享\n某县林业局工作总结.docx\n下载文档\nID:4410287\n大小:48.2KB\n页数:8页\n格式:DOCX\n时间:2031-04-25\n收藏 分享\n温馨提示:\n"
        "1. 下载前请看清文档内容,不符可向客服投诉。\n网站客服:40012345\n2031 林业局 上半年 工作总结 个人 计划\n",
        "本文档由会员上传,版权归作者\n下载文档\n猜你喜欢\n某局计划\n展开",
    ),
    "a government site, one link a line": (
        "当前位置：\n首页\n>\n政务信息\n>\n要闻\n发表时间：\n2031-02-09 09:45:30\n来源：\n某日报客户端\n阅读量：\n【字体：\n小\n中\n大\n】\n",
        "扫一扫在手机打开当前页\n【\n打印本页\n】\n【\n关闭窗口\n】",
    ),
    "an index of files": (
        "返回顶部\n  • 索引号:\n\n    61-2031\n  • 发文机构:\n\n    县政府网站\n  • 发布日期:\n\n    2031年04月06日 16:34\n",
        "【字号 大 中 小】 【打印】 【关闭】\n分享到:\n主办:某县人民政府办公室\n网站标识码:61000001 某ICP备05000001号",
    ),
    "essays for sale": (
        "工作总结是对一段时间的工作进行回顾的书面材料,它能帮助我们提高认识。以下是小编为大家整理的范文,仅供参考,希望对大家有所帮助。\n",
        "【某县林业局工作总结】相关文章:\n1.某局计划04-12\n2.某局总结05-08",
    ),
    "a wiki": (
        "",
        "本作品是某国的\n法律\n、\n法规\n,国家机关的决议、决定、命令和其他文件。根据《\n某法\n》第五条,属于\n公有领域\n。\nPublic domain\nfalse",
    ),
    "an unknown site": (
        "本网首页 免费注册 会员登录\n本站VIP会员点击这里免费下载\n",
        "点击这里收藏本站\n本站客服QQ在线",
    ),
    "a library with its facts on one line": (
        "《某局总结》由会员分享，可在线阅读，更多相关《某局总结（9页珍藏版）》请在某某网上搜索。\n"
        "上传人：w*** IP属地：某省 上传时间：2031-04-25 格式：DOC 页数：8 大小：48KB\n文档介绍:\n",
        "1/2\n相关资源\n某局总结",
    ),
    "an introduction without an editor": ("说到总结,却不知道写些什么,下面是我整理的某局总结,欢迎大家分享。\n", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", PAGES)
def test_only_the_report_is_left(name: str) -> None:
    head, foot = PAGES[name]
    assert after(remove_furniture, head + REPORT + foot).strip() == REPORT.strip()


@pytest.mark.parametrize(
    "kept",
    [
        "某县林业局\n2031年工作总结\n" + BODY,
        "政府工作报告\n——2031年1月25日在某市第九届人民代表大会第四次会议上\n市长 王某\n" + BODY,
        "政府工作报告\n(2031年1月25日)\n" + BODY,
        REPORT + "谢谢大家!\n\n某县林业局\n二〇三一年一月十日",
        REPORT + "附件:1.统计表\n某县林业局\n2031年1月10日",
        REPORT + "(一)推广使用下载安装反诈软件,打印宣传资料3万份,收藏文物12件,点击量达4万次。",
        REPORT + "指标\n单位\n造林\n亩\n46695\n育苗\n万株\n732\n注:本表数据为初步统计数。",
        "一、综合\n某县面积4千平方公里。\n二、农业\n粮食产量4万吨。",
    ],
)
def test_reports_without_a_site_stay_as_they_are(kept: str) -> None:
    assert after(remove_furniture, kept) == kept


def test_the_signature_stays_when_the_foot_goes() -> None:
    text = REPORT + "某县林业局\n2031年1月10日\n上一篇:某局计划\n下一篇:某局总结"
    assert after(remove_furniture, text).strip() == (REPORT + "某县林业局\n2031年1月10日").strip()


def test_a_title_printed_twice_stays_once() -> None:
    text = "某县林业局工作总结\n发布时间:2031-01-02 来源:本站\n" + REPORT
    assert after(remove_furniture, text) == REPORT


def test_parts_of_a_compilation_stay() -> None:
    text = (
        "下面是小编整理的材料5篇,供大家参考。\n某局汇报材料篇1\n"
        + BODY
        + "\n某局汇报材料篇2\n"
        + BODY
        + "\n相关文章\n关闭"
    )
    left = after(remove_furniture, text)
    assert left.startswith("某局汇报材料篇1\n") and "某局汇报材料篇2\n" in left and left.rstrip().endswith("400万元。")


def test_a_page_on_one_line() -> None:
    body = (
        "某县林业局工作总结 今年以来,我局造林5万亩,群众普遍满意。"
        + "一、造林 全年投入资金四百万元,新修林道十二公里。" * 20
    )
    assert after(remove_furniture, f"下载文档 大小:48KB {body} 下载文档 相关文章 某局计划") == body


def test_search_words_above_the_title() -> None:
    report = "某县白鹭镇2031年上半年工作总结 今年以来,我镇坚持稳中求进,真抓实干,圆满完成了各项目标任务。"
    assert after(remove_furniture, f"乡镇 半年 总结\n脱贫\n乡村振兴\n党建\n{report}") == report
    speech = f"政府工作报告\n某县人民政府县长\n王 某\n李 某\n{BODY}"
    assert after(remove_furniture, speech) == speech


def test_windows_line_ends() -> None:
    page = ("首页\n下载\n" + REPORT + "相关文章\n关闭").replace("\n", "\r\n")
    assert after(remove_furniture, page).strip() == REPORT.strip().replace("\n", "\r\n")


def test_a_page_of_furniture_alone_is_left_for_split_to_judge() -> None:
    text = "首页\n下载\n关闭"
    assert after(remove_furniture, text) == text
