"""Lines that a site put around a report although no rule knows them: the classifier of lines, and what it decides.

A line by itself says little: 某地樱花开了 may be a heading. So the whole edge of the page is judged at once: the site
ends where the lines outside, taken together, speak for a site most.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence

from pipeline.clean.line_features import NAMES, Look, Lookout, features
from pipeline.clean.lines import ENDS_SENTENCE, Line
from pipeline.resources import models_folder

KNOWN = 3.0
"""What a line says that a rule knows as furniture, in nats."""
REPORTS = {
    "title": -1.0,
    "byline": -1.0,
    "closing": -1.0,
    "label": -2.0,
    "prose": -2.5,
    "opening": -100.0,
    "outline": -100.0,
}
"""What the other verdicts of the rules add to what the classifier says."""
SENTENCE = -2.0
"""What a line adds that no rule knows, if it ends like a sentence."""
PROSE_UNIT = 100
"""Prose counts once for each so many characters: a whole report may stand on one line, with much of a site behind."""
ENOUGH = 3.0
"""The least that the lines of an edge must say together."""
HOPELESS = 8.0
"""The search ends where the lines speak so much less for a site than further out."""
FURTHEST = 120
"""So many lines from the end of the page are asked at most."""


def site_edge(
    found: Sequence[Line], verdict: Callable[[Line], str], lookout: Lookout, *, foot: bool
) -> dict[int, float]:
    """The lines at one end of a page that a site put there, with what the classifier says of each, in nats.

    `verdict` is the kind of a line by the rules: `site` where they know it as furniture. Empty where the page begins
    (or ends, for `foot`) with the report.
    """
    order = range(len(found) - 1, -1, -1) if foot else range(len(found))
    outermost = [found[index] for index in order[:FURTHEST]]
    looks: list[Look] = []
    said: list[float] = []
    total = best = 0.0
    reach = 0
    for distance, line in enumerate(outermost):
        while len(looks) < min(distance + 3, len(outermost)):
            looks.append(lookout.look(outermost[len(looks)].text))
        kind = verdict(line)
        odds = log_odds(features(looks, distance, foot=foot))
        said.append(max(odds, KNOWN) if kind == "site" else odds)
        total += said[-1] + _report_odds(kind, line.text)
        if total > best:
            best, reach = total, distance + 1
        elif total < best - HOPELESS:
            break
    return {} if best < ENOUGH else {order[at]: said[at] for at in range(reach)}


def _report_odds(kind: str, text: str) -> float:
    """What the rules' verdict on a line adds to what the classifier says of it, in nats."""
    if kind == "prose":
        return REPORTS[kind] * max(1, len(text) // PROSE_UNIT)
    if not kind and text[-1] in ENDS_SENTENCE:
        return SENTENCE
    return REPORTS.get(kind, 0.0)


def log_odds(row: Sequence[float]) -> float:
    """The logarithm of the odds that a line with these features is a site's."""
    bias, weights = _weights()
    return bias + sum(weight * value for weight, value in zip(weights, row, strict=True))


@functools.cache
def _weights() -> tuple[float, list[float]]:
    model = json.loads((models_folder() / "lines" / "weights.json").read_text(encoding="utf-8"))
    return model["bias"], [model["weights"][name] for name in NAMES]
