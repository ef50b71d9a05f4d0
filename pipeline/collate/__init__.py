"""Collate: find the copies of one report among all documents of a run.

Two steps, so that the texts need not be held: each worker reduces its reports to signatures, and once all documents are
known the signatures alone decide.

    signature(report) -> Signature                    in the worker; at most 20 KB, usually 3 KB
    duplicates(signatures) -> {document_id: Duplicate}   over all signatures of the run, in any order
"""

from __future__ import annotations

from pipeline.collate.duplicates import Duplicate, duplicates
from pipeline.collate.signature import Signature, signature

__all__ = ["Duplicate", "Signature", "duplicates", "signature"]
