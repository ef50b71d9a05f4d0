"""Ways through a window, as a lattice: ways that have come to the same state go on as one.

Each node keeps all steps that lead to it, so that the best whole ways can be read off backwards at the end, exactly.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import count
from operator import attrgetter
from typing import NamedTuple

import msgspec

IN_STEP = -1
"""No byte is pending."""
STATES = 16
"""So many states are followed at one place."""
BEHIND = 16.0
"""States and ways that lie so many nats behind the best are given up; a slip needs some characters to catch up."""
WAYS, LOOKS = 32, 3000
"""So many ways through the window are read off, after so many looks at nodes at most."""

Column = dict[tuple[int, bool, bool, str], "Node"]
"""The nodes at one place of the window, by what distinguishes their states."""


class State(msgspec.Struct, frozen=True, gc=False):
    """Where a way through the window stands."""

    pending: int
    """The byte that waits for its other half, or what is known of it: see `slip_search`."""
    opened: bool
    """Whether the pending byte is in the stream already, with a reading behind it."""
    slipped: bool
    context: str
    """The last three characters in the form that the model sees."""
    last: str
    """The last character."""


class Step(msgspec.Struct, frozen=True, gc=False):
    """One step on the way: what it is worth, where it leads, what it writes."""

    gain: float
    """Log-probability, of the characters by the model and of what the converter did."""
    price: float
    """The latter alone."""
    state: State
    text: str
    stream: bytes
    """The bytes that the converter read, as far as they can be known."""
    copied: int = 0
    """So many characters at the end of the text are those that are seen."""
    guessed: int = 0
    """So many bytes of what is written were not seen."""


class Node:
    """A state at one place of the window, what the best way to it is worth, and all steps that lead to it."""

    __slots__ = ("score", "state", "steps")

    def __init__(self, state: State, score: float = float("-inf")) -> None:
        self.state = state
        self.score = score
        self.steps: list[tuple[Node, Step, int]] = []


class Stretch(NamedTuple):
    """What of a window differs from what was written: from where to where, what was written, and what it rests on."""

    start: int
    end: int
    text: str
    guessed: int
    """So many bytes of it were not seen."""


class Way(NamedTuple):
    """A whole way through the window."""

    price: float
    text: str
    stream: bytes
    stretches: tuple[Stretch, ...]


class _Tail(NamedTuple):
    """The end of a way, as far as it has been read off."""

    step: Step
    token: int
    rest: _Tail | None


def arrive(column: Column, node: Node, step: Step, token: int) -> None:
    """Note a step from a node, which reads the token of this number; -1: none."""
    state = step.state
    key = state.pending, state.opened, state.slipped, state.context
    there = column.get(key)
    if there is None:
        there = column[key] = Node(state)
    score = node.score + step.gain
    if score > there.score:
        there.score, there.state = score, state
    there.steps.append((node, step, token))


def best(nodes: Iterable[Node]) -> list[Node]:
    """The nodes that are worth following."""
    kept = sorted(nodes, key=attrgetter("score"), reverse=True)[:STATES]
    return [node for node in kept if node.score > kept[0].score - BEHIND]


def read_off(ends: list[Node], spans: list[tuple[int, int]]) -> Iterator[Way]:
    """The best ways to the ends, each text once; `spans` tells where each token lies in the window.

    A search from the end, where what a node is worth says exactly what the best way to it is worth.
    """
    order = count()
    heap: list[tuple[float, int, Node, float, _Tail | None]] = [
        (-node.score, next(order), node, 0.0, None) for node in ends
    ]
    heapq.heapify(heap)
    enough = heap[0][0] + BEHIND if heap else 0.0
    found: set[str] = set()
    for _ in range(LOOKS):
        if not heap or len(found) == WAYS:
            return
        worth, _, node, gained, tail = heapq.heappop(heap)
        if worth > enough:
            return
        for parent, step, token in node.steps:
            gain = gained + step.gain
            heapq.heappush(heap, (-parent.score - gain, next(order), parent, gain, _Tail(step, token, tail)))
        if not node.steps:
            way = _way(tail, spans)
            if way.text not in found:
                found.add(way.text)
                yield way


def _way(tail: _Tail | None, spans: list[tuple[int, int]]) -> Way:
    """The steps of one way, put together."""
    text: list[str] = []
    stream: list[bytes] = []
    stretches: list[Stretch] = []
    price, reached = 0.0, 0
    while tail is not None:
        step, token, tail = tail
        text.append(step.text)
        stream.append(step.stream)
        price += step.price
        start, end = (reached, reached) if token < 0 else spans[token]
        end -= step.copied
        new = step.text[: len(step.text) - step.copied]
        if new or end > start:
            last = stretches.pop() if stretches and stretches[-1].end == start else Stretch(start, start, "", 0)
            stretches.append(Stretch(last.start, end, last.text + new, last.guessed + step.guessed))
        reached = end + step.copied
    return Way(price, "".join(text), b"".join(stream), tuple(stretches))
