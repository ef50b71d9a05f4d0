"""Train the classifier of lines, and write weights.json.

    python -m models.lines.train [--pages FOLDER --gold FOLDER] [--ruled FOLDER]

The report's lines come from corpora/ of this repository, the site's from the invented frames of frames.txt. `--pages`
are real pages with the gold that says where their reports begin and end, `--ruled` real pages whose furniture the rules
find without the model, which was checked by eye. They are no part of this repository, and nothing of them is kept but
the weights of the features, none of which holds a word.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

import numpy
from sklearn.linear_model import LogisticRegression

from benchmarks.damage.sites import frames
from pipeline.clean import clean, furniture
from pipeline.clean.line_features import NAMES, Lookout, features
from pipeline.clean.line_rules import Judge
from pipeline.clean.lines import lines
from pipeline.records import Source
from pipeline.resources import Resources
from pipeline.rules import Rules

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "corpora"
CHOICE = re.compile(r"\{([^{}]*)\}")
EDGE = 40
"""So many lines from each end of a page are learned from."""
WRAPPINGS = 10
"""How often each frame is put around a report, with other choices."""
STRENGTH = 0.3
"""Inverse of the regularization, found by cross-validation over kinds of frames."""


class Example(NamedTuple):
    """A line at the edge of a page."""

    features: list[float]
    site: bool
    group: str
    """What is left out together when the model is tested: a kind of frame, or a page."""


class Framed(NamedTuple):
    """A page, and where its report stands in it."""

    text: str
    start: int
    end: int
    group: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--ruled", type=Path)
    given = parser.parse_args()
    rules = Rules()
    pages = [*invented(), *judged(CORPORA / "texts", CORPORA / "gold")]
    if given.pages and given.gold:
        pages += judged(given.pages, given.gold)
    if given.ruled:
        pages += ruled(given.ruled)
    lookout, judge = Lookout(rules), Judge(rules)
    examples = [example for page in pages for example in examples_of(page, lookout, judge)]
    print(f"{len(pages)} pages, {len(examples)} lines, {sum(one.site for one in examples)} of a site")
    validate(examples)
    model = fit(examples)
    weights = {
        "bias": round(float(model.intercept_[0]), 4),
        "weights": dict(zip(NAMES, (round(float(one), 4) for one in model.coef_[0]), strict=True)),
    }
    (HERE / "weights.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def invented() -> Iterator[Framed]:
    """The project's own reports in invented frames, whole or from somewhere inside, and without any frame."""
    own = judged(CORPORA / "texts", CORPORA / "gold")
    reports = [page.text[page.start : page.end] for page in own if page.text.count("\n", page.start, page.end) > 4]
    rng = Random(0)
    for kind, head, foot in frames(HERE / "frames.txt"):
        for _ in range(WRAPPINGS):
            report = excerpt(rng.choice(reports), rng)
            top, bottom = some_lines(chosen(head, rng), rng), some_lines(chosen(foot, rng), rng)
            yield Framed(top + report + "\n" + bottom, len(top), len(top) + len(report), kind)
    for number, report in enumerate(reports):
        for _ in range(WRAPPINGS):
            part = excerpt(report, rng)
            yield Framed(part, 0, len(part), f"report {number}")


def excerpt(report: str, rng: Random) -> str:
    """The report, or so many lines from somewhere in it."""
    found = [line.text for line in lines(report)]
    if rng.random() < 0.5 and len(found) > 12:
        start = rng.randrange(len(found) - 8)
        found = found[start : start + rng.randint(8, 60)]
    return "\n".join(found)


def chosen(frame: str, rng: Random) -> str:
    return CHOICE.sub(lambda match: rng.choice(match.group(1).split("|")), frame)


def some_lines(frame: str, rng: Random) -> str:
    """The frame with some lines left out, so that no line is learned by the company that it keeps."""
    return "".join(line + "\n" for line in frame.split("\n") if line.strip() and rng.random() < 0.7)


def judged(folder: Path, gold: Path) -> list[Framed]:
    """Pages whose gold says where the body of the report begins and ends."""
    pages = []
    for path in sorted(gold.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        page = folder / f"{path.stem}.txt"
        parts = told.get("parts") or [told["document"]]
        if not page.is_file() or not all(part.get("body_first") and part.get("body_last") for part in parts):
            continue
        text = page.read_text(encoding="utf-8")
        start, last = text.find(parts[0]["body_first"]), text.rfind(parts[-1]["body_last"])
        if start < 0 or last < start:
            continue
        pages.append(Framed(text, start, last + len(parts[-1]["body_last"]), path.stem))
    return pages


def ruled(folder: Path) -> Iterator[Framed]:
    """Real pages from which the rules cut what a site put above and below."""
    resources = Resources()
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        with patch.object(furniture, "site_edge", return_value={}):
            page = clean(Source(path=path.name, text=text), resources).text
        yield Framed(text, page.source_span(0, 1)[0], page.source_span(0, len(page.text))[1], path.stem)


def examples_of(page: Framed, lookout: Lookout, judge: Judge) -> Iterator[Example]:
    """The lines at both ends of the page, but for titles, bylines and signatures, which may stand on either side."""
    found = lines(page.text)
    for part, foot in ((found[:EDGE], False), (found[-EDGE:][::-1], True)):
        looks = [lookout.look(line.text) for line in part]
        for at, line in enumerate(part):
            above, below = line.end <= page.start, line.begin >= page.end
            outside = below if foot else above
            if (above or below) and (not outside or judge(line).kind in ("title", "byline", "closing", "outline")):
                continue
            yield Example(features(looks, at, foot=foot), outside, page.group)


def fit(examples: list[Example]) -> LogisticRegression:
    matrix = numpy.array([one.features for one in examples])
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, [one.site for one in examples])


def validate(examples: list[Example]) -> None:
    """Leave out each group in turn, and print how many of its lines are judged right."""
    right = found = site = wrong = clean = 0
    for group in sorted({one.group for one in examples}):
        rest, held = ([one for one in examples if (one.group == group) is out] for out in (False, True))
        model = fit(rest)
        told = model.predict_proba(numpy.array([one.features for one in held]))[:, 1]
        hits = [(share >= 0.5, one.site) for share, one in zip(told, held, strict=True)]
        right += sum(said == is_site for said, is_site in hits)
        found += sum(said and is_site for said, is_site in hits)
        wrong += sum(said and not is_site for said, is_site in hits)
        site += sum(is_site for _, is_site in hits)
        clean += sum(not is_site for _, is_site in hits)
        mine = [said == is_site for said, is_site in hits]
        print(f"  {group:24}{len(held):6} lines{sum(mine) / len(mine):8.1%} right")
    print(
        f"left out in turn: {right / len(examples):.1%} right, {found / site:.1%} of the site's lines found, ", end=""
    )
    print(f"{wrong / clean:.1%} of the report's taken for the site's")


if __name__ == "__main__":
    main()
