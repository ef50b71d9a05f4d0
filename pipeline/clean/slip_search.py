"""The program of the byte slips run backwards: a beam search for the characters whose bytes were read one off.

What is seen of a window is read from left to right. In step, a character is itself. Out of step, one byte is pending:
with the first byte of what is seen next it makes the lost character, and the second byte is pending in its stead. Bytes
that the converter lost may be any that fit; the character model chooses between them.
"""

from __future__ import annotations

import functools
import heapq
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.clean.characters import CharacterModel, counts, normal_form
from pipeline.clean.han import IS_HAN, plain_readings, readings, scripts, spelled, toneless
from pipeline.clean.slip_program import MARKS, code, pair, shown
from pipeline.records import Script

IN_STEP = -1
ANY = 256
"""A pending byte that was lost."""
BESIDE = 512
"""BESIDE + b: a pending byte that makes no character with b, so that the pair of them vanished."""

BEAM = 16
BRANCHES = 8
"""So many characters are tried for one place where a byte is unknown."""

WORD = 1.2
"""Cost of each word of a candidate, in nats; see `_words`."""

COST = {"slip": -5.0, "slip_marked": -6.0, "vanished": -2.0, "vanished_marked": -1.5, "lost": -1.0, "misread": -14.0}
"""Log-probabilities of what the converter does; the model's margin over literal reading dwarfs their inexactness."""

PUNCTUATION = "。、“”‘’《》〈〉【】（）［］—…·％＋－．／～，；：？！"
BRACKETS = "()（） "
_LETTER = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ"
TOKEN = re.compile(rf"[(（]?[{_LETTER}]{{1,6}}\s?[)）]|.", re.DOTALL)


class Path(NamedTuple):
    """A reading of the window so far."""

    score: float
    pending: int
    context: str
    """The last two characters in the form that the model sees."""
    text: str
    stream: bytes
    slips: int
    vanished: int = 0
    opened: bool = False
    """Whether the pending byte is in the stream already, with a reading behind it."""


class Candidate(NamedTuple):
    """What may have stood where the window is."""

    text: str
    score: float
    slips: int
    vanished: int
    """How many pairs of bytes it takes to have vanished; of what they were nothing is seen."""
    verified: bool
    """Whether the program, run forwards over it, shows what is seen."""


def candidates(window: str, before: str, model: CharacterModel, script: Script) -> list[Candidate]:
    """What may have stood where `window` is seen behind `before`: the window itself and verified candidates, best
    first; last the best one of all that is not verified, if it is better than those.

    A `?` for a byte that was lost otherwise than by a false mark is tried only if such marks explain nothing.
    """
    found = _search(window, before, model, script, unexplained=False)
    if "?" in window and not any(one.verified for one in found):
        found = _search(window, before, model, script, unexplained=True)
    return found


def _search(window: str, before: str, model: CharacterModel, script: Script, *, unexplained: bool) -> list[Candidate]:
    tokens = [match.group() for match in TOKEN.finditer(window)]
    context = normal_form(before[-2:]).rjust(2, "\n")
    paths = [Path(0.0, IN_STEP, context, "", code(before[-1:]) if before else b"", 0)]
    prefix = len(paths[0].stream)
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        paths = _vanished(paths, model, script)
        grown = [new for path in paths for new in _read(path, token, following, model, script)]
        if token in "?？":
            grown += [new for path in paths for new in _marked_start(path, following, unexplained)]
        paths = heapq.nlargest(BEAM, _distinct(grown), key=lambda path: path.score)
    done = [path for path in paths if path.pending == IN_STEP]
    done += [new for path in paths if path.pending != IN_STEP for new in _lost_trail(path, "", model, script)]
    best: dict[str, Path] = {}
    for path in sorted(done, key=lambda path: -path.score):
        best.setdefault(path.text, path)
    head = [
        Candidate(
            p.text, p.score - WORD * _words(before[-6:] + p.text), p.slips, p.vanished, _verified(p, prefix, window)
        )
        for p in best.values()
    ]
    head.sort(key=lambda one: -one.score)
    return [one for one in head if one.verified or not one.slips] + [one for one in head[:1] if not one.verified]


def _words(text: str) -> int:
    """How many words a text falls into, single characters counted twice: what makes no sense falls into those."""
    import rjieba

    return sum(1 if len(word) > 1 or not IS_HAN.match(word) else 2 for word in rjieba.cut(normal_form(text), False))


def _verified(path: Path, prefix: int, window: str) -> bool:
    if not path.slips:
        return False
    seen = _comparable(window)
    for marks_losses in (False, True):
        out = "".join(one.text for one in shown(path.stream, marks_losses=marks_losses) if one.start >= prefix)
        if _comparable(out) == seen:
            return True
    return False


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _distinct(paths: list[Path]) -> list[Path]:
    """The best of the paths that read the same and stand at the same byte."""
    best: dict[tuple[str, int], Path] = {}
    for path in paths:
        key = (path.text, path.pending)
        if key not in best or path.score > best[key].score:
            best[key] = path
    return list(best.values())


# ---------------------------------------------------------------- one token


def _read(path: Path, token: str, following: str, model: CharacterModel, script: Script) -> list[Path]:
    """All ways to read the next token."""
    if len(token) > 1:
        return _reading(path, token, model, script)
    plain = normal_form(token)
    mark = unicodedata.normalize("NFKC", token)
    if path.pending == IN_STEP:
        out = [_append(path, token, plain, code(mark), model)]
        if mark in MARKS:
            out += _false_mark(path, mark, model, script, COST["slip"])
        return out
    if mark in MARKS:
        out = _false_mark(path, mark, model, script, COST["lost"])
        out += [_append(p, token, plain, code(mark), model) for p in _lost_trail(path, "", model, script)]
        if mark == "?":
            out += _marked_loss(path, following, model, script)
        return out
    if token < "\x80":
        return _ascii(path, token, plain, model, script)
    return _shifted(path, code(token), model, script)


def _append(path: Path, char: str, plain: str, stream: bytes, model: CharacterModel, cost: float = 0.0) -> Path:
    score = path.score + cost + model.log_probability(path.context, plain)
    context = path.context[-1] + plain
    return Path(score, IN_STEP, context, path.text + char, path.stream + stream, path.slips, path.vanished)


def _shifted(path: Path, seen: bytes, model: CharacterModel, script: Script) -> list[Path]:
    """Two bytes seen: the first completes the pending one, the second is pending."""
    if len(seen) != 2:
        return []
    return [new._replace(pending=seen[1]) for new in _resolve(path, seen[0], model, script)]


def _ascii(path: Path, token: str, plain: str, model: CharacterModel, script: Script) -> list[Path]:
    """ASCII out of step: a trail byte, half of a wide character, or itself behind a lost trail byte."""
    value = ord(token)
    out: list[Path] = []
    if value >= 0x40:
        out += _resolve(path, value, model, script)
    if 0x20 < value < 0x7F:
        out += _shifted(path, bytes((0xA3, value | 0x80)), model, script)
    if value < 0x40:
        out += [_append(p, token, plain, token.encode(), model) for p in _lost_trail(path, "", model, script)]
    return out


def _false_mark(path: Path, mark: str, model: CharacterModel, script: Script, cost: float) -> list[Path]:
    """The mark was no mark but the bytes of two characters: its first byte ends one, its second begins the next."""
    first, second = MARKS[mark]
    start = path._replace(pending=ANY, score=path.score + cost, slips=path.slips + 1) if path.pending < 0 else path
    return [new._replace(pending=second) for new in _resolve(start, first, model, script)]


def _marked_start(path: Path, following: str, unexplained: bool) -> list[Path]:
    """`?` for a byte that begins a character and was left alone; a reading put inside the character tells which."""
    if path.pending != IN_STEP:
        return []
    start = path._replace(pending=ANY, score=path.score + COST["slip_marked"], slips=path.slips + 1)
    if len(following) > 1 and path.stream:
        last = path.stream[-1]
        return [start._replace(pending=lead) for lead in range(0x81, 0xFF) if _fits(pair(last, lead), following)]
    return [start] if unexplained or unicodedata.normalize("NFKC", following) in MARKS else []


def _marked_loss(path: Path, following: str, model: CharacterModel, script: Script) -> list[Path]:
    """`?` out of step: a trail byte left alone with the ASCII character behind it, or a pair that makes none."""
    if len(following) > 1 and following[0] not in "(（":
        return [new._replace(stream=new.stream + b"(") for new in _lost_trail(path, following, model, script)]
    out = [new._replace(stream=new.stream + b".") for new in _lost_trail(path, "", model, script)]
    return out + _beside(path, COST["vanished_marked"], model, script)


def _vanished(paths: list[Path], model: CharacterModel, script: Script) -> list[Path]:
    """The paths, and those of them that lost a pair of bytes without a trace here."""
    return paths + [
        new for path in paths[:8] if path.pending >= 0 for new in _beside(path, COST["vanished"], model, script)
    ]


def _beside(path: Path, cost: float, model: CharacterModel, script: Script) -> list[Path]:
    found = _resolve(path._replace(score=path.score + cost), None, model, script, vanishing=True)
    return [new._replace(pending=BESIDE + new.stream[-1], vanished=path.vanished + 1) for new in found]


def _reading(path: Path, token: str, model: CharacterModel, script: Script) -> list[Path]:
    """A reading that no character before it has: in step it is misplaced, out of step it names the lost one."""
    stream = b"".join(code(char) for char in spelled(token).replace("（", "(").replace("）", ")"))
    if _inside(path, token):
        return [path._replace(stream=path.stream + bytes((path.pending,)) + b"(" + stream, opened=True)]
    paths = [path] if path.pending == IN_STEP else _lost_trail(path, token, model, script)
    return [
        p._replace(
            stream=p.stream + stream,
            score=p.score if p.text and _fits(p.text[-1], token) else p.score + COST["misread"],
            text=p.text if p.slips else p.text + token,
        )
        for p in paths
    ]


def _inside(path: Path, token: str) -> bool:
    """Whether the token lost its bracket to a `?` that is still pending: it stands inside a character."""
    return 0 <= path.pending < ANY and token[0] not in "(（" and path.stream[-1:] != b"("


def _fits(char: str, token: str) -> bool:
    letters = spelled(token.strip(BRACKETS))
    return bool(char) and (letters in readings(char) or toneless(letters) in plain_readings(char))


# ---------------------------------------------------------------- bytes to characters


def _lost_trail(path: Path, reading: str, model: CharacterModel, script: Script) -> list[Path]:
    """The pending byte begins a character whose second byte was lost; a reading behind it may tell which."""
    found = _resolve(path._replace(score=path.score + COST["lost"]), None, model, script, reading=reading)
    return [new._replace(pending=IN_STEP) for new in found]


def _resolve(
    path: Path, trail: int | None, model: CharacterModel, script: Script, *, reading: str = "", vanishing: bool = False
) -> list[Path]:
    """The path with the pending byte made a character: with `trail`, or with any trail byte if that is lost."""
    pending = path.pending
    if pending < 256 and trail is not None:
        char = pair(pending, trail)
        found: Sequence[str] = (char,) if char and _plausible(char, script) else ()
    elif pending < 256:
        found = _by_lead(pending, script, vanishing)
    elif trail is not None:
        found = _by_trail(trail, script)
    elif reading:
        found = _by_reading(spelled(reading.strip(BRACKETS)), script)
    else:
        found = [c for c in _following(model, path.context, script) if not vanishing or code(c)[1] in _vanishing()]
    if pending >= BESIDE:
        found = [char for char in found if not pair(pending - BESIDE, code(char)[0])]
    if reading:
        found = [char for char in found if _fits(char, reading)]
    if "。" in found and path.text.endswith("。"):
        found = [char for char in found if char != "。"]
    if len(found) > BRANCHES:
        found = _likeliest(found, path.context, model)
    return [
        Path(
            path.score + model.log_probability(path.context, plain),
            IN_STEP,
            path.context[-1] + plain,
            path.text + char,
            path.stream + code(char)[path.opened :],
            path.slips,
            path.vanished,
        )
        for char in found
        for plain in (_plain(char),)
    ]


def _likeliest(found: Sequence[str], context: str, model: CharacterModel) -> list[str]:
    """The best of many characters, common ones first, behind a context."""
    seen = model.likely(context)
    tried = [char for at, char in enumerate(found) if at < BRANCHES or _plain(char) in seen]
    if len(tried) <= BRANCHES:
        return tried
    return heapq.nlargest(BRANCHES, tried, key=lambda char: model.log_probability(context, _plain(char)))


def _following(model: CharacterModel, context: str, script: Script) -> list[str]:
    """Characters of the page's script that were seen behind the context: for places of which no byte is left."""
    forms = _forms() if script == "hant" else {}
    return [full for char in model.likeliest(context) for full in forms.get(char, (char,)) if len(code(full)) == 2]


@functools.cache
def _plain(char: str) -> str:
    return normal_form(char)


@functools.cache
def _plausible(char: str, script: Script) -> bool:
    """Whether reports of the script are written with a character: Han, usual punctuation, wide letters and digits."""
    return _in_script(char, script) if IS_HAN.match(char) else char in PUNCTUATION or char.isalnum()


@functools.cache
def _in_script(char: str, script: Script) -> bool:
    table = scripts()
    return char not in (table.simplified if script == "hant" else table.traditional)


@functools.cache
def _pairs() -> list[tuple[int, int, str]]:
    """All characters of GBK that text is written with."""
    return [
        (lead, trail, char)
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if (char := pair(lead, trail)) and (IS_HAN.match(char) or char in PUNCTUATION)
    ]


@functools.cache
def _by_lead(byte: int, script: Script, vanishing: bool) -> tuple[str, ...]:
    """Known characters of a script that begin with a byte; `vanishing`: whose second byte makes few characters."""
    return _by_frequency(
        char
        for lead, trail, char in _pairs()
        if lead == byte and _in_script(char, script) and _known(char) and (not vanishing or trail in _vanishing())
    )


@functools.cache
def _by_trail(byte: int, script: Script) -> tuple[str, ...]:
    """Known characters of a script that end in a byte."""
    return _by_frequency(
        char for _, trail, char in _pairs() if trail == byte and _in_script(char, script) and _known(char)
    )


@functools.cache
def _by_reading(letters: str, script: Script) -> tuple[str, ...]:
    """Known characters of a script that are read so."""
    plain = toneless(letters)
    return _by_frequency(
        char for _, _, char in _pairs() if _in_script(char, script) and _known(char) and plain in plain_readings(char)
    )


def _by_frequency(characters: Iterable[str]) -> tuple[str, ...]:
    singles = counts().singles
    return tuple(sorted(characters, key=lambda char: -int(singles[counts().number[_plain(char)]])))


@functools.cache
def _known(char: str) -> bool:
    return _plain(char) in counts().number


@functools.cache
def _vanishing() -> frozenset[int]:
    """Bytes that make no character with many others."""
    return frozenset(
        first for first in range(0x81, 0xFF) if sum(not pair(first, second) for second in range(0x81, 0xFF)) > 30
    )


@functools.cache
def _forms() -> dict[str, tuple[str, ...]]:
    """The traditional forms of each simplified character that GBK holds; itself, if it is used there too."""
    forms: dict[str, tuple[str, ...]] = {}
    for _, _, char in _pairs():
        if _in_script(char, "hant"):
            simple = _plain(char)
            forms[simple] = (*forms.get(simple, ()), char)
    return forms
