"""The aligned text: a text under repair that knows, for every position, where it stood in the source.

Cleaning changes text only through `Edit`s, applied in passes. Each pass names its spans in the text that it
sees; `AlignedText` composes them with all earlier passes, so that any span of the repaired text can be carried
back to the source (`source_span`) and the other way (`text_span`), and `history` can replay every step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

Evidence = Literal["observed", "proved", "guessed"]


class Edit(msgspec.Struct, frozen=True, gc=False):
    """A replacement of `text[start:end]` in the text that a pass saw.

    `confidence` is the chance in [0, 1] that the author wrote `replacement` here. `evidence` says where that comes
    from: `observed` (the marks of the damage stand in the text), `proved` (a pinyin reading, a forward run of the
    damage, arithmetic), `guessed` (a language model); for guesses `margin` is the lead over the runner-up in nats.
    """

    start: int
    end: int
    replacement: str
    rule: str
    confidence: float = 1.0
    evidence: Evidence = "observed"
    margin: float | None = None


class Step(msgspec.Struct, frozen=True, gc=False):
    """An edit as it was applied, with its place in the source text, for the `edits` table and for explain."""

    source_start: int
    source_end: int
    before: str
    after: str
    rule: str
    confidence: float
    evidence: Evidence
    margin: float | None


class Bounds(NamedTuple):
    """Where the blocks of an aligned text begin and end: block i lies between the bounds i and i + 1 on either side.

    A block is a stretch of text and the stretch of source that it stands for. Blocks of equal length on both sides are
    parallel: character i stands for character i. In others the text as a whole stands for the source as a whole.
    """

    text: list[int]
    source: list[int]

    def parallel(self, block: int) -> bool:
        """Whether a block is as long on both sides."""
        text, source = self
        return text[block + 1] - text[block] == source[block + 1] - source[block]


class OverlappingEditsError(ValueError):
    """Two edits of one pass claim the same characters, or an edit lies outside the text."""


class AlignedText:
    """A source text, its repaired form, and the alignment between them. Immutable; `apply` returns a new one.

    >>> text = AlignedText.of("總結(jié)10所").apply([Edit(2, 7, "", "pinyin"), Edit(0, 2, "总结", "t2s")])
    >>> text.text, text.source_span(2, 5), text.text_span(0, 7)
    ('总结10所', (7, 10), (0, 2))
    """

    __slots__ = ("_bounds", "history", "source", "text")

    def __init__(self, source: str, text: str, bounds: Bounds, history: tuple[Step, ...]) -> None:
        self.source = source
        self.text = text
        self.history = history
        self._bounds = bounds

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The source text itself, unrepaired."""
        return cls(source, source, Bounds([0, len(source)], [0, len(source)]), ())

    def __repr__(self) -> str:
        return f"AlignedText({self.text[:20]!r}…, {len(self.text)} of {len(self.source)} characters)"

    def __reduce__(self) -> tuple[object, ...]:
        return (AlignedText, (self.source, self.text, self._bounds, self.history))

    # ------------------------------------------------------------ positions

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source characters that `text[start:end]` stands for; empty spans map to an empty span."""
        return _carry(self._bounds.text, self._bounds.source, start, end)

    def text_span(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The repaired characters that stand for `source[source_start:source_end]`; empty where it was cut."""
        return _carry(self._bounds.source, self._bounds.text, source_start, source_end)

    # ------------------------------------------------------------ change

    def apply(self, edits: Iterable[Edit]) -> AlignedText:
        """Apply one pass of edits, given in any order, with spans in the current text.

        Edits that change nothing are dropped. Raises `OverlappingEditsError` if two edits overlap or one lies outside
        the text; insertions at the same place are applied in the order given.
        """
        ordered = sorted(
            (edit for edit in edits if self.text[edit.start : edit.end] != edit.replacement),
            key=lambda edit: (edit.start, edit.end),
        )
        if not ordered:
            return self
        pieces: list[str] = []
        composer = _Composer(self._bounds)
        steps: list[Step] = []
        at = 0
        for edit in ordered:
            if edit.start < at or not 0 <= edit.start <= edit.end <= len(self.text):
                raise OverlappingEditsError(f"edit {edit.rule} at {edit.start}:{edit.end} overlaps or lies outside")
            pieces += (self.text[at : edit.start], edit.replacement)
            composer.keep(at, edit.start)
            composer.replace(edit.start, edit.end, len(edit.replacement))
            source_start, source_end = self.source_span(edit.start, edit.end)
            steps.append(
                Step(
                    source_start,
                    source_end,
                    self.text[edit.start : edit.end],
                    edit.replacement,
                    edit.rule,
                    edit.confidence,
                    edit.evidence,
                    edit.margin,
                )
            )
            at = edit.end
        pieces.append(self.text[at:])
        composer.keep(at, len(self.text))
        return AlignedText(self.source, "".join(pieces), composer.bounds(), (*self.history, *steps))


def _carry(here: list[int], there: list[int], start: int, end: int) -> tuple[int, int]:
    """Carry a span from the side with the bounds `here` to the side with the bounds `there`."""
    count = len(here) - 1
    block = bisect_right(here, start, 1, count) - 1
    left, stop = there[block], there[block + 1]
    if stop - left == here[block + 1] - here[block]:
        left = min(left + start - here[block], stop)
    if start >= end:
        return left, left
    if end > here[block + 1]:
        block = bisect_right(here, end - 1, block + 1, count) - 1
    right = there[block + 1]
    if right - there[block] == here[block + 1] - here[block]:
        right += end - here[block + 1]
    return left, right


class _Composer:
    """Builds the bounds of the next text from those of the current one, left to right.

    Each piece is added by its length in the text and its end in the source, since both sides are covered without gap.
    The last block stays open: pieces that lie inside the same old block become part of it, and so do parallel pieces of
    a parallel block.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._old = bounds
        self._at = 0  # the first old block that is not used up
        self._text, self._source = [0, 0], [0, 0]  # the new bounds

    def keep(self, start: int, end: int) -> None:
        """The characters `start:end` of the current text stay."""
        text, source = self._old
        while start < end:
            at = self._block_at(start)
            stop = min(end, text[at + 1])
            shift = source[at] - text[at]
            if source[at + 1] - text[at + 1] == shift:
                self._add(stop - start, start + shift, stop + shift)
            else:
                self._begin(at, start)
                self._add_inside(stop - start, source[at + 1])
            start = stop if stop == end else self._keep_whole(stop, end)

    def replace(self, start: int, end: int, length: int) -> None:
        """The characters `start:end` of the current text become `length` new ones."""
        text, source = self._old
        if start == end:
            place = max(self._source[-1], self._source_left_of(start))
            self._add(length, place, place)
            return
        first = self._block_at(start)
        last = first if end <= text[first + 1] else self._block_at(end - 1)
        shift = source[last] - text[last]
        source_end = end + shift if source[last + 1] - text[last + 1] == shift else source[last + 1]
        shift = source[first] - text[first]
        if source[first + 1] - text[first + 1] == shift:
            self._add(length, start + shift, source_end)
        else:
            self._begin(first, start)
            self._add_inside(length, source_end)

    def bounds(self) -> Bounds:
        """All bounds; nothing can be added any more."""
        if self._source[-1] < self._old.source[-1]:
            self._add(0, self._old.source[-1], self._old.source[-1])
        if len(self._text) > 2:
            self._drop_empty()
        return Bounds(self._text, self._source)

    def _keep_whole(self, start: int, end: int) -> int:
        """Keep the old blocks from `start` on that end before `end` as they are; returns where the next one starts."""
        text, source = self._old
        first = at = self._at + 1
        while text[at + 1] < end:
            at += 1
        if at == first or (self._open_is_parallel() and self._old.parallel(first)):
            return start
        self._drop_empty()
        moved = self._text[-1] - start
        self._text += [bound + moved for bound in text[first + 1 : at + 1]]
        self._source += source[first + 1 : at + 1]
        self._at = at
        return text[at]

    def _block_at(self, position: int) -> int:
        text, at = self._old.text, self._at
        while text[at + 1] <= position:
            at += 1
        self._at = at
        return at

    def _source_left_of(self, position: int) -> int:
        """Where in the source the text left of `position` ends."""
        text, source = self._old
        if position == 0:
            return 0
        at = max(0, self._at - 1)
        while text[at + 1] < position:
            at += 1
        return source[at] + position - text[at] if self._old.parallel(at) else source[at + 1]

    def _begin(self, block: int, start: int) -> None:
        """Open a block that is not parallel with an empty piece, lest a first part of it pass for a parallel one."""
        if start == self._old.text[block]:
            self._add(0, self._old.source[block], self._old.source[block + 1])

    def _add(self, length: int, source_start: int, source_end: int) -> None:
        """Add a piece to the open block if both are parallel, else begin another block with it.

        Source that nothing stands for any more (cut by an earlier pass) gets an empty block of its own.
        """
        text, source = self._text, self._source
        if source[-1] < source_start:
            self._add(0, source[-1], source_start)
        source_end = max(source_end, source[-1])
        if not 0 < length == source_end - source[-1] or not self._open_is_parallel():
            self._drop_empty()
            text.append(text[-1])
            source.append(source[-1])
        text[-1] += length
        source[-1] = source_end

    def _add_inside(self, length: int, source_end: int) -> None:
        """Add a piece to the open block."""
        self._text[-1] += length
        self._source[-1] = max(source_end, self._source[-1])

    def _open_is_parallel(self) -> bool:
        return self._text[-1] - self._text[-2] == self._source[-1] - self._source[-2]

    def _drop_empty(self) -> None:
        """Drop the open block if nothing belongs to it."""
        if self._text[-1] == self._text[-2] and self._source[-1] == self._source[-2]:
            self._text.pop()
            self._source.pop()
