"""Makes the sample corpus from corpora/src: `python corpora/make.py`.

Writes reports/ (every input format, the same bytes each time), texts/ (each report as the readers read it; what gold
positions refer to) and gold/ (JSON from the hand-written notation of src/*.gold, see README.md).
"""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from corpora.goldfile import compile_gold  # noqa: E402
from corpora.office import doc, docx, packed, pdf  # noqa: E402

SRC = HERE / "src"

TEXTS = {
    # file in src/ and reports/: the encoding in which a scraper left it; the text goes in as it stands
    "anpei-education-half-2009.txt": "utf-8",
    "cangling-education-half.txt": "utf-16",
    "fengzhu-court-2015.html": "gb18030",  # the page itself says UTF-8
    "forest-masked.txt": "utf-8",
    "heting-machinery.csv": "gb18030",
    "heting-plan-1983.txt": "gb18030",
    "jingpu-civil-affairs.txt": "big5hkscs",
    "jishan-plan-1956.txt": "utf-8",
    "lanping-government-2022.html": "utf-8",
    "lanxi-education-2016.txt": "utf-8",
    "lichuan-agriculture.txt": "gb18030",
    "linxun-education-2016.txt": "gb18030",
    "mianyu-training-2019.txt": "utf-8",
    "muhuai-student-aid-2015.txt": "utf-8",
    "qushan-tourism-2018.txt": "utf-8",
    "qutang-education-aid-2018.txt": "gb18030",
    "school-work-collection.txt": "utf-8",
    "shuanghe-school-year-2011.txt": "gb18030",
    "tangyin-education-sports-2016.txt": "gb18030",
    "tangzhou-communique-1998.txt": "gb18030",
    "taoping-education-2009.txt": "utf-8",
    "tongpu-township-oneline.txt": "utf-8",
    "weitang-finance.txt": "utf-8",
    "yanchi-education-spun.txt": "utf-8",
    "yanchuan-education-damaged.txt": "utf-8",
    "yuanping-education-2004.txt": "gb18030",
    "yunlong-education-2021.txt": "utf-8",
}


def main() -> None:
    """Make everything anew."""
    for folder in ("reports", "texts", "gold"):
        for old in (HERE / folder).iterdir():
            old.unlink()
    for name, data in files().items():
        (HERE / "reports" / name).write_bytes(data)
    for stem, text in texts().items():
        (HERE / "texts" / f"{stem}.txt").write_bytes(text.encode("utf-8"))
    for path in sorted(SRC.glob("*.gold")):
        text = (HERE / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        gold = compile_gold(path.read_text(encoding="utf-8"), text, path.name)
        out = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (HERE / "gold" / f"{path.stem}.json").write_text(out, encoding="utf-8")


def files() -> dict[str, bytes]:
    """Name in reports/ → bytes of every file."""
    made = {name: encoded(source(name), encoding) for name, encoding in TEXTS.items()}
    made["shishu-communique-2020.docx"] = docx(source("shishu-communique-2020.docx.txt"), title="统计公报")
    made["songhe-transport-2013.doc"] = doc(source("songhe-transport-2013.doc.txt"))
    made["wangyuan-health-2018.pdf"] = pdf(
        source("wangyuan-health-2018.pdf.txt"), head="望垣县卫计局文件", title="上半年工作总结"
    )
    made["2016年统计资料.zip"] = packed(
        {"统计公报/zhehu-communique-2016.txt": source("zhehu-communique-2016.txt").encode("gb18030")}, names="gb18030"
    )
    environment = {"url": "", "title": "槐桥县环保局2017年工作总结", "text": source("huaiqiao-environment.txt")}
    lines = json.dumps(environment | {"date": "2018-01-11"}, ensure_ascii=False) + "\n" + '{"title": "断行的'
    made["huaiqiao-environment.jsonl"] = lines.encode("utf-8")
    return made


def source(name: str) -> str:
    """A file of src/, line ends as they are."""
    return (SRC / name).read_bytes().decode("utf-8")


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text; UTF-16 with its mark, little-endian on every machine."""
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)


def texts() -> dict[str, str]:
    """Stem → text of every source in reports/, as the readers of the pipeline read it."""
    from pipeline.read import read
    from pipeline.records import Source

    found: dict[str, str] = {}
    for path in sorted((HERE / "reports").iterdir()):
        for source in read(path, path.name):
            if isinstance(source, Source):
                found[Path(source.path).stem] = source.text
    return found


if __name__ == "__main__":
    main()
