"""Points: which 一是 and 一要 open a point, and which are part of a sentence (这是唯一是…)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.structure.labels import Label


def points_of(folded: str, labels: Sequence[Label]) -> list[Label]:
    """The labels that open points: 一是 behind a stop or at the start of a line always; 一要, and what stands behind a
    comma or other text, only as part of a count (原因一是…,二是…)."""
    points: list[Label] = []
    last: Label | None = None
    for at, label in enumerate(labels):
        if label.boundary in ("line", "stop", "space") and folded[label.end - 1] == "是":
            firm = True
        else:
            following = labels[at + 1] if at + 1 < len(labels) else None
            same_line = following is not None and "\n" not in folded[label.start : following.start]
            firm = (last is not None and label.number == (last.number or 0) + 1) or (
                label.number == 1 and same_line and following is not None and following.number == 2
            )
        if firm:
            points.append(label)
            last = label
    return points
