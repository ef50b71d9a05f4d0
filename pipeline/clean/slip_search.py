"""The program of the byte slips run backwards: a search for the characters whose bytes were read one off.

What is seen of a window is read from left to right. In step, a character is itself. Out of step, one byte is pending:
with the first byte of what is seen next it makes the lost character, and the second byte is pending in its stead. Bytes
that the converter lost may be any that fit; the character model chooses between them.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.clean.characters import ORDER, START, CharacterModel
from pipeline.clean.han import spelled
from pipeline.clean.slip_bytes import (
    BRACKETS,
    by_lead,
    by_reading,
    by_trail,
    fits,
    forms,
    leads_read,
    plain,
    plausible,
    vanishing_bytes,
)
from pipeline.clean.slip_program import MARKS, code, pair
from pipeline.clean.slip_ways import IN_STEP, Column, Node, State, Step, Way, arrive, best, read_off
from pipeline.patterns import re
from pipeline.records import Script

ANY = 256
"""A pending byte that was lost."""
LED = 257
"""The same, and what comes next must be the false mark."""
BESIDE = 512
"""BESIDE + b: a pending byte that makes no character with b, so that the pair of them vanished."""

BRANCHES = 8
"""So many characters are tried for one place where a byte is unknown."""
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

    def _read(self, state: State, token: str, following: str) -> Iterator[Step]:
        """All ways to read the next token."""
        if len(token) > 1:
            yield from self._reading(state, token)
            return
        mark = unicodedata.normalize("NFKC", token)
        if state.pending == IN_STEP:
            yield self._written(state, token, code(mark), copied=1)
            if not self._marks_losses and mark in MARKS:
                yield from self._false_mark(state, mark)
            elif self._marks_losses and mark == "?":
                yield from self._marked_start(state, following)
        elif mark in MARKS:
            yield from self._false_mark(state, mark)
            if state.pending != LED:
                yield from self._lost_trail_before(state, token, code(mark))
                if mark == "?" and self._marks_losses:
                    yield from self._marked_loss(state, following)
        elif token < "\x80":
            yield from self._ascii(state, token)
        else:
            yield from self._shifted(state, code(token))

    def _written(
        self, state: State, char: str, stream: bytes, price: float = 0.0, copied: int = 0, guessed: int = 0
    ) -> Step:
        """A character in its place."""
        seen = plain(char)
        gain = price + self._model.log_chance(state.context, seen)
        new = State(IN_STEP, False, state.slipped, state.context[1:] + seen, char)
        return Step(gain, price, new, char, stream, copied, guessed)

    def _shifted(self, state: State, seen: bytes) -> Iterator[Step]:
        """Two bytes seen: the first completes the pending one, the second is pending."""
        if len(seen) == 2:
            for step in self._resolved(state, seen[0]):
                yield step._replace(state=step.state._replace(pending=seen[1]))

    def _ascii(self, state: State, token: str) -> Iterator[Step]:
        """ASCII out of step: a trail byte, half of a wide character, or itself behind a lost trail byte."""
        value = ord(token)
        if value >= 0x40:
            yield from self._resolved(state, value)
        if 0x20 < value < 0x7F:
            yield from self._shifted(state, bytes((0xA3, value | 0x80)))
        if value < 0x40:
            yield from self._lost_trail_before(state, token, token.encode())

    def _lost_trail_before(self, state: State, token: str, stream: bytes) -> Iterator[Step]:
        """The pending byte's other half was lost, and the token is what it is."""
        for step in self._lost_trail(state):
            copy = self._written(step.state, token, stream)
            text, both = step.text + token, step.stream + stream
            yield Step(step.gain + copy.gain, step.price, copy.state, text, both, 1, step.guessed)

    def _false_mark(self, state: State, mark: str) -> Iterator[Step]:
        """The mark was no mark but the bytes of two characters: its first byte ends one, its second begins the next."""
        first, second = MARKS[mark]
        price = 0.0
        if state.pending == IN_STEP:
            state, price = state._replace(pending=ANY, slipped=True), SLIP
        for step in self._resolved(state, first, price):
            yield step._replace(state=step.state._replace(pending=second))

    def _marked_start(self, state: State, following: str) -> Iterator[Step]:
        """`?` for a byte that begins a character and was left alone; a reading put inside the character tells which."""
        start = Step(SLIP, SLIP, state._replace(slipped=True), "", b"")
        if len(following) > 1:
            for lead in leads_read(code(state.last)[-1:], following):
                yield start._replace(state=start.state._replace(pending=lead))
        elif unicodedata.normalize("NFKC", following) in MARKS:
            yield start._replace(state=start.state._replace(pending=LED))
        elif self._unexplained:
            yield start._replace(state=start.state._replace(pending=ANY))

    def _marked_loss(self, state: State, following: str) -> Iterator[Step]:
        """`?` out of step: a trail byte left alone with the ASCII character behind it, or a pair that makes none."""
        if len(following) > 1 and following[0] not in "(（":
            for step in self._lost_trail(state, following):
                yield step._replace(stream=step.stream + b"(")
            return
        for step in self._lost_trail(state):
            yield step._replace(stream=step.stream + b".")
        yield from self._beside(state, 0.0)

    def _reading(self, state: State, token: str) -> Iterator[Step]:
        """A reading that no character before it has: in step it is misplaced, out of step it names the lost one."""
        stream = b"".join(code(char) for char in spelled(token).replace("（", "(").replace("）", ")"))
        if 0 <= state.pending < ANY and token[0] not in "(（" and not state.opened:
            # The token lost its bracket to a `?` that is still pending: it stands inside a character.
            yield Step(0.0, 0.0, state._replace(opened=True), "", bytes((state.pending,)) + b"(" + stream)
        elif state.pending == IN_STEP:
            price = 0.0 if fits(state.last, token) else MISREAD
            text, copied = ("", 0) if state.slipped else (token, len(token))
            yield Step(price, price, state, text, stream, copied)
        else:
            for step in self._lost_trail(state, token):
                yield step._replace(stream=step.stream + stream)

    def _beside(self, state: State, price: float) -> Iterator[Step]:
        """The pair of the second byte of the next character with the first of the one behind it vanished."""
        for step in self._resolved(state, None, price, vanishing=True):
            yield step._replace(state=step.state._replace(pending=BESIDE + code(step.text)[1]))

    def _lost_trail(self, state: State, reading: str = "") -> Iterator[Step]:
        """The pending byte begins a character whose second byte was lost; a reading behind it may tell which."""
        return self._resolved(state, None, reading=reading)

    # ------------------------------------------------------------ bytes to characters

    def _resolved(
        self, state: State, trail: int | None, price: float = 0.0, *, reading: str = "", vanishing: bool = False
    ) -> Iterator[Step]:
        """The pending byte made a character: with `trail`, or with any trail byte if that is lost."""
        pending = state.pending
        found = self._fitting(state, trail, reading, vanishing)
        if pending >= BESIDE:
            found = [char for char in found if not pair(pending - BESIDE, code(char)[0])]
        if reading:
            found = [char for char in found if fits(char, reading)]
        if trail is None and not vanishing:
            # A byte below would be shown as the ASCII character that it is.
            found = [char for char in found if code(char)[1] >= 0x80]
        if state.last == "。":
            found = [char for char in found if char != "。"]
        if len(found) > BRANCHES:
            found = self._likeliest(found, state.context)
        guessed = (pending >= ANY) + (trail is None)
        for char in found:
            yield self._written(state, char, code(char)[state.opened :], price, guessed=guessed)

    def _fitting(self, state: State, trail: int | None, reading: str, vanishing: bool) -> Sequence[str]:
        """The characters of which the pending byte and `trail` may be the halves."""
        pending = state.pending
        if pending < ANY and trail is not None:
            char = pair(pending, trail)
            return (char,) if char and plausible(char, self._script) else ()
        if pending < ANY:
            return by_lead(pending, self._script, vanishing)
        if trail is not None:
            return by_trail(trail, self._script)
        if reading:
            return by_reading(spelled(reading.strip(BRACKETS)), self._script)
        known = [form for char in self._model.likeliest(state.context) for form in forms(char, self._script)]
        return [char for char in known if code(char)[1] in vanishing_bytes()] if vanishing else known

    def _likeliest(self, found: Sequence[str], context: str) -> list[str]:
        """The best of many characters, common ones first, behind a context."""
        seen, chance = self._model.likely(context), self._model.chance
        tried = [char for at, char in enumerate(found) if at < BRANCHES or plain(char) in seen]
        if len(tried) <= BRANCHES:
            return tried
        return heapq.nlargest(BRANCHES, tried, key=lambda char: chance(context, plain(char)))
