"""What is kept of a report to compare it with others: hashes of its repaired text, and how damaged it is.

Compared are the Han characters and letters of the body, each number as one digit: copies of a page differ in marks,
spaces and widths, and damage hits figures first. Whether the figures agree is a question of its own. Script and
inserted pinyin are already repaired (a simplified and a traditional copy share 0.95 of their shingles after that, 0.19
before).
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.fold import fold
from pipeline.patterns import re
from pipeline.records import Report

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

PERMUTATIONS = 128
SEED = 42
SHINGLE = 4
"""Characters in a shingle of the MinHash: two copies with every tenth word exchanged still share most of them."""
LONG_SHINGLE = 8
"""Characters in a shingle of the sample: the formulas that all reports share are shorter."""
SAMPLE = 2048
"""Hashes kept of the longest text."""
FIRST_LIMIT = 2**59
"""Hashes below it are kept, one shingle in 32; longer texts halve it until `SAMPLE` are enough."""
WHOLE_PAGE_WEIGHT = 100
"""What a finding about a whole page (spun, masked) weighs against a finding at one place."""
FIGURES = 256
_NUMBER = re.lazy(r"[0-9*×_][0-9xX*×_.]*|[xX]{2,}[0-9*×_.xX]*|[xX](?=[0-9])")
"""Figures, masked ones too, are compared for themselves: damage, and the same form filled in anew, change them all."""
UNBELIEVABLE = frozenset(("spun", "yearshift", "yearbleed"))
"""Kinds of damage after which a copy may bear another year than its original."""
_FIGURE = re.lazy(r"(?<![\dx*×_?.])(?:\d+\.\d+|\d{2,})(?![\dx*×_.])", re.IGNORECASE)
"""Whole numbers only: what a mask has left of one is none."""
_MULTIPLIER = 0x9E3779B97F4A7C15


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """What `duplicates` needs to know of one report."""

    document_id: str
    path: str
    part: int
    size: int
    """Number of compared characters."""
    incomplete: bool
    damage: int
    """How much of the text is not what the author wrote, as far as that is known: higher is worse."""
    text_digest: bytes
    """Of the compared characters: equal for reports that say the same, word for word."""
    minhash: bytes
    """`PERMUTATIONS` little-endian 32-bit values, empty for texts shorter than a shingle."""
    limit: int
    sample: bytes
    """Ascending 64-bit hashes of all long shingles whose hash lies below `limit`."""
    figures: bytes
    """Ascending 32-bit checksums of the numbers of two and more digits, at most `FIGURES` of them: what a form that is
    filled in anew does not repeat."""
    region: str | None
    period: str | None
    """None where the page's years cannot be believed."""


def signature(report: Report) -> Signature:
    """The signature of a report, from the repaired text of its body and the damage that is known of its page."""
    body = fold(report.text[report.part.body_start : report.part.body_end])
    characters = _compared(body)
    words = _compared(_NUMBER.sub("0", body))
    limit, sample = _sample(_hashes(words, LONG_SHINGLE))
    return Signature(
        document_id=report.document.document_id,
        path=report.document.path,
        part=report.document.part,
        size=len(characters),
        incomplete=not report.document.complete,
        damage=_damage(report),
        text_digest=hashlib.blake2b(characters.tobytes(), digest_size=16).digest(),
        minhash=_minhash(_hashes(words, SHINGLE)),
        limit=limit,
        sample=sample.astype("<u8").tobytes(),
        figures=_figures(body),
        region=report.document.region,
        period=None if UNBELIEVABLE.intersection(report.document.damage) else report.document.period,
    )


def _figures(folded: str) -> bytes:
    import numpy as np

    sums = sorted({zlib.crc32(figure.encode()) for figure in _FIGURE.findall(folded)})
    return np.array(sums[:FIGURES], dtype="<u4").tobytes()


def _compared(folded: str) -> npt.NDArray[np.uint32]:
    """The code points of Han, ASCII letters (lower case) and digits of a folded text, in order."""
    import numpy as np

    codes = np.frombuffer(folded.lower().encode("utf-32-le", "replace"), dtype="<u4")
    ascii_word = ((codes >= 0x30) & (codes <= 0x39)) | ((codes >= 0x61) & (codes <= 0x7A))
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | (codes == 0x3007) | ((codes >= 0x20000) & (codes <= 0x323AF))
    compared: npt.NDArray[np.uint32] = codes[ascii_word | han]
    return compared


def _hashes(characters: npt.NDArray[np.uint32], length: int) -> Hashes:
    """A 64-bit hash of every `length` characters in a row (polynomial, then mixed as in SplitMix64)."""
    import numpy as np

    count = len(characters) - length + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = characters.astype(np.uint64)
    multiplier = np.uint64(_MULTIPLIER)
    hashes = wide[:count].copy()
    for offset in range(1, length):
        hashes *= multiplier
        hashes += wide[offset : offset + count]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= np.uint64(factor)
    hashes ^= hashes >> np.uint64(31)
    return hashes


def _minhash(shingles: Hashes) -> bytes:
    import numpy as np
    from rensa import RMinHash

    if not len(shingles):
        return b""
    matrix: Any = RMinHash.digest_matrix_from_flat_token_hashes(shingles, [0, len(shingles)], PERMUTATIONS, SEED)
    return np.asarray(matrix.to_rows()[0], dtype="<u4").tobytes()


def _sample(hashes: Hashes) -> tuple[int, Hashes]:
    import numpy as np

    limit = FIRST_LIMIT
    kept = np.sort(hashes[hashes < limit])
    kept = kept[np.concatenate(([True], kept[1:] != kept[:-1]))] if len(kept) else kept  # np.unique loads numpy.ma
    while len(kept) > SAMPLE:
        limit //= 2
        kept = kept[kept < limit]
    return limit, kept


def _damage(report: Report) -> int:
    """Places that stay damaged, and readings that a model guessed."""
    text = report.page.text
    start, end = text.source_span(report.part.start, report.part.end)
    found = sum(
        WHOLE_PAGE_WEIGHT if damage.whole_page else report.part.start <= damage.start < report.part.end
        for damage in report.page.damage
    )
    return found + sum(step.evidence == "guessed" and start <= step.source_start < end for step in text.history)
