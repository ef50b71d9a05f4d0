"""What every stage may use besides its input: the rules, the name of the segmenter, the folder of models."""

from __future__ import annotations

from pathlib import Path

from pipeline.rules import Rules


class Resources:
    """Cheap to make: each rule file and model is loaded when a stage first asks for it, once for a process."""

    def __init__(self, *, rules: Rules | None = None, segmenter: str = "rjieba") -> None:
        self.rules = rules or Rules()
        self.segmenter = segmenter
        """A name that `segment.segmenters.segmenter` knows."""


def models_folder() -> Path:
    """models/ of the checkout, or the copy inside an installed package."""
    package = Path(__file__).parent
    checkout = package.parent / "models"
    return checkout if checkout.is_dir() else package / "bundled" / "models"
