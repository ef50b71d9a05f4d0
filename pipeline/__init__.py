"""baogao: every number of a Chinese report, with what it measures, its unit, its period and its place.

>>> from pipeline import extract
>>> [(i.name, i.value, i.unit) for i in extract("全县新建学校12所。").indicators]
[('新建学校数', 12.0, '所')]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.api import Pipeline as Pipeline
    from pipeline.api import Reports as Reports
    from pipeline.api import extract as extract

__version__ = "0.1.0"
__all__ = ["Pipeline", "Reports", "extract"]


def __getattr__(name: str) -> object:
    """Load the API when it is first used, so that `baogao --version` need not."""
    if name in __all__:
        return getattr(importlib.import_module("pipeline.api"), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
