"""The program of the byte slips run backwards: a search for the characters whose bytes were read one off.

What is seen of a window is read from left to right. In step, a character is itself. Out of step, one byte is pending:
with the first byte of what is seen next it makes the lost character, and the second byte is pending in its stead. Bytes
that the converter lost may be any that fit; the character model chooses between them.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import log

from msgspec.structs import replace

from pipeline.clean.characters import ORDER, START, CharacterModel
from pipeline.clean.han import spelled
from pipeline.clean.slip_bytes import ANY, BESIDE, BRANCHES, LED, fits, halves, leads_read, plain, plausible
from pipeline.clean.slip_program import MARKS, code, pair
from pipeline.clean.slip_ways import IN_STEP, Column, Node, State, Step, Way, arrive, best, read_off
from pipeline.patterns import re
from pipeline.records import Script

VANISHED_IN_A_ROW = 2
VANISHED_FROM = 6
"""So many of the best states at a place may have lost a pair there; a trace of nothing is looked for last."""

SLIP, VANISHED, MISREAD = -3.0, -1.0, -14.0
"""Log-probabilities of a slip, of a pair that vanished without a trace, and of a reading that fits no character.

All else that the converter does is the only thing it can do with the bytes.
"""

_LETTER = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ"
TOKEN = re.lazy(rf"[(（]?[{_LETTER}]{{1,6}}\s?[)）]|.", re.DOTALL)


class Search:
    """The ways that may lead to a window, for one model and one kind of converter."""

    def __init__(self, model: CharacterModel, script: Script, *, marks_losses: bool, unexplained: bool) -> None:
        self._model = model
        self._script: Script = script
        self._marks_losses = marks_losses
        self._unexplained = unexplained
        """Whether `?` may be a byte that was lost otherwise than by a false mark."""

    def ways(self, window: str, before: str) -> list[Way]:
        """The likeliest ways with a slip, best first; `before` is what stands before the window."""
        tokens = list(TOKEN.finditer(window))
        context = "".join(map(plain, before[1 - ORDER :])).rjust(ORDER - 1, START)
        nodes = [Node(State(IN_STEP, False, False, context, before[-1:]), 0.0)]
        for at, match in enumerate(tokens):
            following = tokens[at + 1].group() if at + 1 < len(tokens) else ""
            column: Column = {}
            for node in nodes if self._marks_losses else self._with_vanished(nodes):
                for step in self._read(node.state, match.group(), following):
                    arrive(column, node, step, at)
            nodes = best(column.values())
        ends: Column = {}
        for node in nodes:
            if node.state.pending == IN_STEP:
                arrive(ends, node, Step(0.0, 0.0, node.state, "", b""), len(tokens))
            else:
                for step in self._lost_trail(node.state):
                    arrive(ends, node, step, len(tokens))
        spans = [match.span() for match in tokens] + [(len(window), len(window))]
        return list(read_off([node for node in ends.values() if node.state.slipped], spans))

    def _with_vanished(self, nodes: list[Node]) -> list[Node]:
        """The nodes, and those behind which pairs of bytes were lost without a trace here."""
        found = list(nodes)
        nodes = [node for node in nodes if node.state.pending != IN_STEP]
        for _ in range(VANISHED_IN_A_ROW):
            column: Column = {}
            for node in nodes[:VANISHED_FROM]:
                for step in self._beside(node.state, VANISHED):
                    arrive(column, node, step, -1)
            nodes = best(column.values())
            found += nodes
        return found

    # ------------------------------------------------------------ one token

    def _read(self, state: State, token: str, following: str) -> Iterable[Step]:
        """All ways to read the next token."""
        if len(token) > 1:
            return self._reading(state, token)
        mark = _narrow(token)
        if state.pending == IN_STEP:
            return self._in_step(state, token, mark, following)
        if mark in MARKS:
            return self._mark_out_of_step(state, token, mark, following)
        if token < "\x80":
            return self._ascii(state, token)
        return self._shifted(state, code(token))

    def _in_step(self, state: State, token: str, mark: str, following: str) -> Iterator[Step]:
        """The token is what it is, or a mark begins a slip."""
        yield self._copied(state, token, code(mark))
        if not self._marks_losses and mark in MARKS:
            yield from self._false_mark(replace(state, pending=ANY, slipped=True), mark, SLIP)
        elif self._marks_losses and mark == "?":
            yield from self._marked_start(state, following)

    def _mark_out_of_step(self, state: State, token: str, mark: str, following: str) -> Iterator[Step]:
        """A mark that is none, or that is what it is behind a lost trail byte."""
        yield from self._false_mark(state, mark)
        if state.pending != LED:
            yield from self._lost_trail_before(state, token, code(mark))
            if mark == "?" and self._marks_losses:
                yield from self._marked_loss(state, following)

    def _copied(self, state: State, token: str, stream: bytes) -> Step:
        """A token that is what it is."""
        seen = plain(token)
        gain = log(self._model.behind(state.context)[seen])
        new = State(IN_STEP, False, state.slipped, state.context[1:] + seen, token)
        return Step(gain, 0.0, new, token, stream, 1)

    def _shifted(self, state: State, seen: bytes) -> Iterable[Step]:
        """Two bytes seen: the first completes the pending one, the second is pending."""
        return self._resolved(state, seen[0], pending=seen[1]) if len(seen) == 2 else ()

    def _ascii(self, state: State, token: str) -> Iterable[Step]:
        """ASCII out of step: a trail byte, half of a wide character, or itself behind a lost trail byte."""
        value = ord(token)
        trail = self._resolved(state, value) if value >= 0x40 else ()
        wide = self._shifted(state, bytes((0xA3, value | 0x80))) if 0x20 < value < 0x7F else ()
        itself = self._lost_trail_before(state, token, token.encode()) if value < 0x40 else ()
        return chain(trail, wide, itself)

    def _lost_trail_before(self, state: State, token: str, stream: bytes) -> Iterator[Step]:
        """The pending byte's other half was lost, and the token is what it is."""
        for step in self._lost_trail(state):
            copy = self._copied(step.state, token, stream)
            text, both = step.text + token, step.stream + stream
            yield Step(step.gain + copy.gain, step.price, copy.state, text, both, 1, step.guessed)

    def _false_mark(self, state: State, mark: str, price: float = 0.0) -> Iterable[Step]:
        """The mark was no mark but the bytes of two characters: its first byte ends one, its second begins the next."""
        first, second = MARKS[mark]
        return self._resolved(state, first, price, pending=second)

    def _marked_start(self, state: State, following: str) -> Iterator[Step]:
        """`?` for a byte that begins a character and was left alone; a reading put inside the character tells which."""
        pending: Sequence[int] = ()
        if len(following) > 1:
            pending = leads_read(code(state.last)[-1:], following)
        elif _narrow(following) in MARKS:
            pending = (LED,)
        elif self._unexplained:
            pending = (ANY,)
        for byte in pending:
            yield Step(SLIP, SLIP, replace(state, pending=byte, slipped=True), "", b"")

    def _marked_loss(self, state: State, following: str) -> Iterable[Step]:
        """`?` out of step: a trail byte left alone with the ASCII character behind it, or a pair that makes none."""
        if len(following) > 1 and following[0] not in "(（":
            return self._lost_trail(state, b"(", following)
        return chain(self._lost_trail(state, b"."), self._beside(state, 0.0))

    def _reading(self, state: State, token: str) -> Iterable[Step]:
        """A reading that no character before it has: in step it is misplaced, out of step it names the lost one."""
        stream = b"".join(code(char) for char in spelled(token).replace("（", "(").replace("）", ")"))
        if 0 <= state.pending < ANY and token[0] not in "(（" and not state.opened:
            # The token lost its bracket to a `?` that is still pending: it stands inside a character.
            return [Step(0.0, 0.0, replace(state, opened=True), "", bytes((state.pending,)) + b"(" + stream)]
        if state.pending == IN_STEP:
            price = 0.0 if fits(state.last, token) else MISREAD
            text, copied = ("", 0) if state.slipped else (token, len(token))
            return [Step(price, price, state, text, stream, copied)]
        return self._lost_trail(state, stream, token)

    def _beside(self, state: State, price: float) -> Iterator[Step]:
        """The pair of the second byte of the next character with the first of the one behind it vanished."""
        return self._resolved(state, None, price, pending=BESIDE)

    def _lost_trail(self, state: State, behind: bytes = b"", reading: str = "") -> Iterator[Step]:
        """The pending byte begins a character whose second byte was lost; a reading behind it may tell which.

        `behind` is what the converter read behind it.
        """
        return self._resolved(state, None, behind=behind, reading=reading)

    # ------------------------------------------------------------ bytes to characters

    def _resolved(
        self,
        state: State,
        trail: int | None,
        price: float = 0.0,
        *,
        pending: int = IN_STEP,
        behind: bytes = b"",
        reading: str = "",
    ) -> Iterator[Step]:
        """The pending byte made a character: with `trail`, or with any trail byte if that is lost.

        `pending` is what is pending in its stead; `BESIDE` stands for the character's own second byte.
        """
        vanishing = pending == BESIDE
        chances = self._model.behind(state.context)
        context = state.context[1:]
        guessed = (state.pending >= ANY) + (trail is None)
        for char in self._fitting(state, trail, reading, vanishing):
            seen, stream = plain(char), code(char)
            if vanishing:
                pending = BESIDE + stream[1]
            new = State(pending, False, state.slipped, context + seen, char)
            yield Step(price + log(chances[seen]), price, new, char, stream[state.opened :] + behind, 0, guessed)

    def _fitting(self, state: State, trail: int | None, reading: str, vanishing: bool) -> Sequence[str]:
        """The characters of which the pending byte and `trail` may be the halves; of many the likeliest."""
        if trail is not None and state.pending < ANY:
            char = pair(state.pending, trail)
            return (char,) if char and plausible(char, self._script) and not char == state.last == "。" else ()
        found = halves(state.pending, trail, self._script, state.context[-1:], reading, vanishing)
        if len(found) <= BRANCHES:
            return found
        chances = self._model.behind(state.context)
        return sorted(found, key=lambda char: chances[plain(char)], reverse=True)[:BRANCHES]


@functools.cache
def _narrow(token: str) -> str:
    """A character in ASCII width."""
    return unicodedata.normalize("NFKC", token)
