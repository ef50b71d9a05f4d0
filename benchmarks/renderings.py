"""The same reports in other clothes: how much of a report's outline survives a change of layout, script or format.

    python -m benchmarks.renderings [FOLDER…] [--differences 20]      default: ../shared/corpora and corpora/texts

Each .txt is rendered as one line, with blanks or nothing where its lines ended, with hard wraps, in traditional script,
as HTML and as .docx with automatic numbering, and goes through reading, cleaning, splitting and structure. A heading or
point has survived if one of the same level, kind, label and text stands in the same order in the outline of the
rendering.
"""

from __future__ import annotations

import argparse
import difflib
import functools
import html
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpora.office import docx
from pipeline.fold import fold
from pipeline.read import read
from pipeline.records import Report, Source
from pipeline.resources import Resources

ROOT = Path(__file__).parent.parent
SAME = str.maketrans("", "", " \t\u3000")
NUMBERED = (
    re.compile(r"([一二三四五六七八九十]{1,3})、"),
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"(\d{1,2})[.．]\s?(?!\d)"),
)
"""The labels that the writer of .docx numbers automatically, outermost first."""

Rendered = tuple[str, bytes]
"""The ending of a file, and what is in it."""


def one_line(text: str) -> Rendered:
    """No line breaks: a blank in place of each."""
    return ".txt", " ".join(line.strip() for line in text.split("\n") if line.strip()).encode()


def glued(text: str) -> Rendered:
    """No line breaks, and nothing in place of them: what can be known is what the words tell."""
    return ".txt", "".join(line.strip() for line in text.split("\n")).encode()


def wrapped(text: str, *, width: int, indent: str = "") -> Rendered:
    """Every paragraph broken after so many characters, as a program does that looks at nothing else."""
    lines = []
    for line in text.split("\n"):
        whole = indent + line.strip() if line.strip() else ""
        lines += [whole[at : at + width] for at in range(0, len(whole), width)] or [""]
    return ".txt", "\n".join(lines).encode()


def traditional(text: str) -> Rendered:
    """In traditional characters."""
    import opencc

    return ".txt", opencc.OpenCC("s2t").convert(text).encode()


def web_page(text: str) -> Rendered:
    """A paragraph of HTML for each line."""
    title = next((line.strip() for line in text.split("\n") if line.strip()), "")
    body = "\n".join(f"<p>{html.escape(line.strip())}</p>" for line in text.split("\n") if line.strip())
    page = f'<html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>{body}</body></html>'
    return ".html", page.encode()


def web_page_of_breaks(text: str) -> Rendered:
    """HTML with `<br>` at the end of each line, and paragraphs indented with blanks."""
    body = "<br/>\n".join(f"&nbsp;&nbsp;{html.escape(line.strip())}" for line in text.split("\n") if line.strip())
    return ".html", f'<html><head><meta charset="utf-8"></head><body><div>{body}</div></body></html>'.encode()


def numbered(text: str) -> Rendered:
    """A Word document in which labels are automatic wherever Word would count as the text does."""
    counters = [0, 0, 0]
    lines = []
    for raw in text.split("\n"):
        line = raw.strip()
        for level, pattern in enumerate(NUMBERED):
            match = pattern.match(line)
            if match and _value(match.group(1)) == counters[level] + 1:
                counters[level:] = [counters[level] + 1, 0, 0][: 3 - level]
                line = f"@{level + 1} {line[match.end() :]}"
                break
        lines.append(line)
    return ".docx", docx("\n".join(lines))


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    digits = "零一二三四五六七八九"
    if not ten:
        return digits.index(numeral) if len(numeral) == 1 else -1
    return 10 * (digits.index(tens) if tens else 1) + (digits.index(ones) if ones else 0)


RENDERINGS: dict[str, Callable[[str], Rendered]] = {
    "one line": one_line,
    "no break at all": glued,
    "wrapped at 20": functools.partial(wrapped, width=20),
    "wrapped at 27": functools.partial(wrapped, width=27),
    "wrapped at 33": functools.partial(wrapped, width=33, indent="\u3000\u3000"),
    "wrapped at 40": functools.partial(wrapped, width=40),
    "traditional": traditional,
    "HTML, <p>": web_page,
    "HTML, <br>": web_page_of_breaks,
    ".docx, numbered": numbered,
}


def outline_of(content: Rendered, resources: Resources) -> list[str]:
    """The outline of a rendered report, a line for each heading and point: level, kind, label, text."""
    ending, data = content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{ending}"
        path.write_bytes(data)
        sources = [item for item in read(path, path.name) if isinstance(item, Source)]
    return [line for source in sources for report in _reports(source, resources) for line in _lines(report)]


def _reports(source: Source, resources: Resources) -> Iterable[Report]:
    from pipeline import clean, split
    from pipeline.structure import structure

    return [structure(report, resources) for report in split.split(clean.clean(source, resources), resources)]


def _lines(report: Report) -> Iterable[str]:
    for section in report.sections:
        words = fold(section.label + section.text).translate(SAME).rstrip(".,;:")
        yield f"{section.level}{'*' if section.kind == 'point' else ' '} {words}"


def survived(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines of an outline stand in another, in the same order."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def main() -> None:
    """Print a line for each rendering: precision and recall against the outline of the clean text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--differences", type=int, default=0, help="show so many lines of difference for each text")
    parser.add_argument("--only", default="", help="renderings whose name contains this")
    parser.add_argument("--text", default="", help="texts whose name contains this")
    given = parser.parse_args()
    folders = given.folders or [*sorted((ROOT.parent / "shared" / "corpora").glob("*")), ROOT / "corpora" / "texts"]
    resources = Resources()
    texts = {
        path: readable(path) for folder in folders for path in sorted(folder.glob("*.txt")) if given.text in path.name
    }
    clean = {path: outline_of((".txt", text.encode()), resources) for path, text in texts.items()}
    print(f"{len(texts)} reports, {sum(map(len, clean.values()))} headings and points\n")
    print(f"{'':<18}{'kept':>8}{'precision':>11}{'recall':>8}{'  exact':>8}   differs")
    for name, render in RENDERINGS.items():
        if given.only not in name:
            continue
        kept = found = exact = 0
        differing = []
        for path, text in texts.items():
            after = outline_of(render(text), resources)
            kept += survived(clean[path], after)
            found += len(after)
            if after == clean[path]:
                exact += 1
                continue
            differing.append(path.stem)
            if given.differences:
                print(f"--- {name}: {path.stem}")
                changes = difflib.unified_diff(clean[path], after, n=0, lineterm="")
                print(
                    "\n".join(
                        [line for line in changes if not line.startswith(("---", "+++", "@@"))][: given.differences]
                    )
                )
        total = sum(map(len, clean.values()))
        shares = f"{kept / max(found, 1):>11.3f}{kept / max(total, 1):>8.3f}"
        print(f"{name:<18}{kept:>8}{shares}{exact:>8}   {' '.join(differing)}", flush=True)


def readable(path: Path) -> str:
    """The text of a report, whatever its encoding."""
    return next(item.text for item in read(path, path.name) if isinstance(item, Source))


if __name__ == "__main__":
    main()
