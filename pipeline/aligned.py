"""The aligned text: a text under repair that knows, for every position, where it stood in the source.

Cleaning changes text only through `Edit`s, applied in passes. Each pass names its spans in the text that it
sees; `AlignedText` composes them with all earlier passes, so that any span of the repaired text can be carried
back to the source (`source_span`) and the other way (`text_span`), and `history` can replay every step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

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


class Block(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text and the stretch of source that it stands for.

    Blocks of equal length on both sides are parallel: character i stands for character i. In others the text as a
    whole stands for the source as a whole. Blocks cover both sides without gap, in order.
    """

    text_start: int
    text_end: int
    source_start: int
    source_end: int

    @property
    def parallel(self) -> bool:
        return self.text_end - self.text_start == self.source_end - self.source_start


class OverlappingEditsError(ValueError):
    """Two edits of one pass claim the same characters, or an edit lies outside the text."""


class AlignedText:
    """A source text, its repaired form, and the alignment between them. Immutable; `apply` returns a new one.

    >>> text = AlignedText.of("總結(jié)10所").apply([Edit(2, 7, "", "pinyin"), Edit(0, 2, "总结", "t2s")])
    >>> text.text, text.source_span(2, 5), text.text_span(0, 7)
    ('总结10所', (7, 10), (0, 2))
    """

    __slots__ = ("_blocks", "_source_starts", "_text_starts", "history", "source", "text")

    def __init__(self, source: str, text: str, blocks: tuple[Block, ...], history: tuple[Step, ...]) -> None:
        self.source = source
        self.text = text
        self.history = history
        self._blocks = blocks
        self._text_starts = [block.text_start for block in blocks]
        self._source_starts = [block.source_start for block in blocks]

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The source text itself, unrepaired."""
        return cls(source, source, (Block(0, len(source), 0, len(source)),), ())

    def __repr__(self) -> str:
        return f"AlignedText({self.text[:20]!r}…, {len(self.text)} of {len(self.source)} characters)"

    def __reduce__(self) -> tuple[object, ...]:
        return (AlignedText, (self.source, self.text, self._blocks, self.history))

    # ------------------------------------------------------------ positions

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source characters that `text[start:end]` stands for; empty spans map to an empty span."""
        return _carry(self._blocks, self._text_starts, start, end, to_source=True)

    def text_span(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The repaired characters that stand for `source[source_start:source_end]`; empty where it was cut."""
        return _carry(self._blocks, self._source_starts, source_start, source_end, to_source=False)

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
        composer = _Composer(self._blocks)
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
        return AlignedText(self.source, "".join(pieces), composer.blocks(), (*self.history, *steps))


def _carry(blocks: tuple[Block, ...], starts: list[int], start: int, end: int, *, to_source: bool) -> tuple[int, int]:
    """Carry a span from the side whose block starts are `starts` to the other side."""
    if not blocks:
        return 0, 0
    first = blocks[max(0, bisect_right(starts, start) - 1)]
    if to_source:
        here, there, there_end = first.text_start, first.source_start, first.source_end
    else:
        here, there, there_end = first.source_start, first.text_start, first.text_end
    left = min(there + start - here, there_end) if first.parallel else there
    if start >= end:
        return left, left
    last = blocks[bisect_right(starts, end - 1) - 1]
    if to_source:
        here, there, there_end = last.text_start, last.source_start, last.source_end
    else:
        here, there, there_end = last.source_start, last.text_start, last.text_end
    right = there + end - here if last.parallel else there_end
    return left, right


class _Composer:
    """Builds the blocks of the next text from the blocks of the current one, left to right.

    Pieces are collected as (length of text, end in source, whether the piece belongs to the one before it), since both
    sides are covered without gap; `blocks` folds them.
    """

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._old = blocks
        self._at = 0  # index of the first old block that is not used up
        self._pieces: list[tuple[int, int, bool]] = []
        self._source_end = 0

    def keep(self, start: int, end: int) -> None:
        """The characters `start:end` of the current text stay."""
        while start < end:
            block = self._block_at(start)
            stop = min(end, block.text_end)
            if block.parallel:
                source_start = block.source_start + start - block.text_start
                self._emit(stop - start, source_start, source_start + stop - start)
            else:
                self._begin(block, start)
                self._emit(stop - start, block.source_start, block.source_end, inside=True)
            start = stop

    def replace(self, start: int, end: int, length: int) -> None:
        """The characters `start:end` of the current text become `length` new ones."""
        if start == end:
            position = max(self._source_end, self._source_left_of(start))
            self._emit(length, position, position)
            return
        first, last = self._block_at(start), self._block_at(end - 1)
        source_end = last.source_start + end - last.text_start if last.parallel else last.source_end
        if first.parallel:
            self._emit(length, first.source_start + start - first.text_start, source_end)
        else:
            self._begin(first, start)
            self._emit(length, first.source_start, source_end, inside=True)

    def blocks(self) -> tuple[Block, ...]:
        """The pieces as blocks, neighbours that are parallel merged."""
        if self._old:
            self._close_gap(self._old[-1].source_end)
        folded: list[Block] = []
        text_at = source_at = 0
        for length, source_end, inside in self._pieces:
            block = Block(text_at, text_at + length, source_at, source_end)
            if folded and (inside or (length and block.parallel and folded[-1].parallel)):
                last = folded.pop()
                block = Block(last.text_start, block.text_end, last.source_start, block.source_end)
            text_at, source_at = block.text_end, block.source_end
            folded.append(block)
        return tuple(b for b in folded if b.text_start < b.text_end or b.source_start < b.source_end)

    def _block_at(self, position: int) -> Block:
        while self._old[self._at].text_end <= position:
            self._at += 1
        return self._old[self._at]

    def _source_left_of(self, position: int) -> int:
        """Where in the source the text left of `position` ends."""
        if position == 0:
            return 0
        at = max(0, self._at - 1)
        while self._old[at].text_end < position:
            at += 1
        block = self._old[at]
        return block.source_start + position - block.text_start if block.parallel else block.source_end

    def _close_gap(self, source_start: int) -> None:
        """Source that nothing stands for any more (cut by an earlier pass) gets an empty piece of its own."""
        if self._source_end < source_start:
            self._add(0, source_start, inside=False)

    def _begin(self, block: Block, start: int) -> None:
        """Open a block that is not parallel with an empty piece, lest a first part of it pass for a parallel one."""
        if start == block.text_start:
            self._emit(0, block.source_start, block.source_end)

    def _emit(self, length: int, source_start: int, source_end: int, *, inside: bool = False) -> None:
        if not inside:
            self._close_gap(source_start)
        self._add(length, max(source_end, self._source_end), inside=inside)

    def _add(self, length: int, source_end: int, *, inside: bool) -> None:
        self._pieces.append((length, source_end, inside))
        self._source_end = source_end
