"""The one kind of error that ends a run although its documents are fine."""

from __future__ import annotations


class SetupError(Exception):
    """Rules, segmenter or options are broken, so that no document could be read as it should. Stages let it through;
    everything else that goes wrong costs one document and becomes a problem."""
