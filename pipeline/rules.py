"""The only reader of rules/: patterns from TOML, lexicons and codes from CSV, checked as they are loaded.

A pattern file `rules/<stage>/<name>.toml` holds `[[rule]]` tables, see `PatternRule`. A lexicon `rules/<name>.csv` has
a header row and one record a row, of a type named in `TABLES`; word lists `rules/<stage>/<name>.csv` hold `Word`s.
A broken file raises `RuleError`, which names the file, the rule and the reason. Where every fact comes from stands in
rules/SOURCES.md.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import tomllib
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar

import msgspec

from pipeline.aligned import Evidence
from pipeline.cache import Cache
from pipeline.errors import SetupError
from pipeline.patterns import regex

T = TypeVar("T")
Row = TypeVar("Row", bound=msgspec.Struct)
PACKAGE = Path(__file__).parent
MORE = ".more"
"""Ends the name of a user's file that adds to ours."""
_cache = Cache("rules")
MARKED = regex.lazy("⟦(.*?)⟧", regex.DOTALL)


class RuleError(SetupError):
    """A rule file is broken; the message names the file, the rule or line, and the reason."""


class PatternRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern, why it exists, and what it produces.

    Every example must be matched, no counterexample may be. An example may mark the exact match: `4座,⟦第2页⟧改建`.
    """

    id: str
    why: str
    pattern: str
    examples: list[str]
    counterexamples: list[str] = []
    value: str = ""
    """What a match means to the stage that uses the file: a damage kind, a status, a period, …"""
    replacement: str | None = None
    """For cleaning: the template that replaces the match (`\\1` for groups), None if the match is only flagged."""
    confidence: float = 1.0
    evidence: Evidence = "observed"
    priority: int = 0
    """Where several rules of a file match at one place, the highest priority wins, then the order in the file."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of a word list, and what it means to the stage that uses the list."""

    word: str
    value: str = ""
    note: str = ""


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit or measure word of rules/units.csv."""

    unit: str
    """Canonical spelling, as it appears in `indicators.unit`."""
    kind: str
    """A `records.Kind`."""
    aliases: str = ""
    """Other spellings, joined by `;`, each in simplified characters and halfwidth."""
    needs: str = ""
    """`noun`: a measure word that counts only with a number before it and something countable; `arabic`: taken only
    behind Arabic digits, since the character is common in words (分, 点, 度)."""
    source: str = ""
    blocks: str = ""
    """Characters that make another word of the unit if one of them follows: 部 before 门, 年 before 级."""


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place of rules/regions.csv, with the years in which its GB/T 2260 code and name were valid."""

    code: str
    name: str
    parent: str
    """Code of the place it belongs to; empty for provinces."""
    level: str
    """province, prefecture or county."""
    valid_from: int
    valid_to: int | None
    """Last year of validity, None if it is still valid."""


class IndicatorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator of the taxonomy, rules/indicators.csv."""

    id: str
    name_zh: str
    name_en: str
    unit: str
    """The unit its level is measured in; observations in another unit of the same kind are converted or refused."""
    kind: str
    aliases: str
    """Names that mean this indicator, joined by `;`; a name matches if it is one of these after normalization."""
    excludes: str = ""
    """Terms that make a name mean something else: components, sectors, sub-regions; joined by `;`."""
    growth: str = ""
    """`yes` if the indicator has a growth rate `<id>_growth`; an id if its growth rate has another one."""
    source: str = ""
    nature: str = ""
    """`stock` (a state at a time), `flow` (a yearly sum), `addition` (a sum over any span that is named), `rate` (a
    ratio stated as such), `item` (an amount that is mostly stated of single schools or projects; it is the region's
    only where the words say so), `change` (the indicator is itself a change, negative if down: consumer prices)."""
    growth_aliases: str = ""
    """Names that mean this indicator only where their growth is stated (`经济` in 经济增长5%), joined by `;`."""


TABLES: dict[str, type[msgspec.Struct]] = {"units": Unit, "regions": Region, "indicators": IndicatorRule}


def default_folder() -> Path:
    """rules/ of the checkout, or the copy inside an installed package."""
    checkout = PACKAGE.parent / "rules"
    return checkout if checkout.is_dir() else PACKAGE / "bundled" / "rules"


class Rules:
    """The rules of one folder, loaded file by file as stages ask for them, each file once.

    `extra` is a user's folder: `NAME.csv` or `NAME.toml` there replaces the file of the same name here, `NAME.more.csv`
    or `NAME.more.toml` adds to it. What is added under an id or word that is known takes its place.
    """

    def __init__(self, folder: Path | None = None, extra: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self.extra = extra
        self._made: dict[Callable[[Rules], object], object] = {}
        self._loaded: dict[str, object] = {}

    def patterns(self, name: str) -> tuple[PatternRule, ...]:
        """The rules of rules/`name`.toml, highest priority first, else in the order of the file."""
        return self._load(name, ".toml", PatternRule)

    def words(self, name: str) -> tuple[Word, ...]:
        """The word list rules/`name`.csv, in the order of the file."""
        return self._load(name, ".csv", Word)

    def table(self, row_type: type[Row]) -> tuple[Row, ...]:
        """The lexicon of rules/ that holds rows of this type, in the order of the file."""
        name = next(name for name, known in TABLES.items() if known is row_type)
        return self._load(name, ".csv", row_type)

    def make(self, build: Callable[[Rules], T]) -> T:
        """What `build` makes of these rules (a compiled scanner, an index), made once and kept.

        Patterns are compiled here and not when they are loaded, since most become part of a larger one; a `RuleError`
        names the rule whose pattern is broken.
        """
        if build not in self._made:
            try:
                self._made[build] = build(self)
            except regex.error as error:
                raise RuleError(next(self._broken_patterns(), str(error))) from error
        return self._made[build]  # type: ignore[return-value]

    def _broken_patterns(self) -> Iterator[str]:
        for key, loaded in self._loaded.items():
            for rule in loaded if isinstance(loaded, tuple) else ():
                if isinstance(rule, PatternRule) and (fault := _syntax_fault(rule)):
                    yield f"{self._path(key)}: rule {rule.id!r}: {fault}"

    def files(self) -> list[tuple[str, Path]]:
        """Every rule file as (name without ending, path), in order; the user's in place of ours."""
        found: dict[str, Path] = {}
        for folder in (self.folder, self.extra):
            if folder is not None:
                for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.csv")]):
                    found[path.relative_to(folder).with_suffix("").as_posix()] = path
        return sorted(found.items())

    def _load(self, name: str, suffix: str, row_type: type[Row]) -> tuple[Row, ...]:
        key = name + suffix
        if key not in self._loaded:
            rows = _rows(self._path(key), row_type)
            more = self.extra / f"{name}{MORE}{suffix}" if self.extra else None
            self._loaded[key] = _extended(rows, _rows(more, row_type)) if more and more.is_file() else rows
        return self._loaded[key]  # type: ignore[return-value]

    def _path(self, key: str) -> Path:
        for folder in (self.extra, self.folder):
            if folder is not None and (folder / key).is_file():
                return folder / key
        raise RuleError(f"{self.folder / key}: no such rule file")


def _rows(path: Path, row_type: type[Row]) -> tuple[Row, ...]:
    """The rows of a file, from the cache if the same bytes were read before by the same program as this."""
    data = path.read_bytes()
    key = f"{_own_digest()} {hashlib.sha256(data).hexdigest()} {row_type.__name__}"
    if known := _cache.get(key):
        return tuple(msgspec.msgpack.decode(known, type=list[row_type]))  # type: ignore[valid-type]
    rows: tuple[Any, ...] = _read_patterns(path, data) if row_type is PatternRule else _read_table(path, data, row_type)
    _cache.put(key, msgspec.msgpack.encode(rows))
    return rows


@functools.cache
def _own_digest() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _extended(ours: tuple[msgspec.Struct, ...], more: tuple[msgspec.Struct, ...]) -> tuple[msgspec.Struct, ...]:
    """Our rows and the user's, which replace those of ours that begin with the same field: id, word, unit, code."""
    added = {msgspec.structs.astuple(row)[0] for row in more}
    rows = [*(row for row in ours if msgspec.structs.astuple(row)[0] not in added), *more]
    return tuple(sorted(rows, key=lambda row: -row.priority if isinstance(row, PatternRule) else 0))


def _read_patterns(path: Path, data: bytes) -> tuple[PatternRule, ...]:
    try:
        tables = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
    if set(tables) - {"rule"}:
        raise RuleError(f"{path}: only [[rule]] tables are known, not {sorted(set(tables) - {'rule'})}")
    rules: dict[str, PatternRule] = {}
    for number, entry in enumerate(tables.get("rule", []), 1):
        where = f"{path}: rule {entry.get('id', number)!r}"
        try:
            rule = msgspec.convert(entry, PatternRule)
        except msgspec.ValidationError as error:
            raise RuleError(f"{where}: {error}") from error
        if rule.id in rules:
            raise RuleError(f"{where}: the id stands twice")
        if not rule.examples:
            raise RuleError(f"{where}: a rule needs at least one example")
        rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: -rule.priority))


def _read_table(path: Path, data: bytes, row_type: type[Row]) -> tuple[Row, ...]:
    entries: list[dict[str, str | None]] = []
    lines: list[int] = []
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
        header = next(reader, [])
        optional, nullable = _may_be_empty(row_type)
        for row in filter(None, reader):
            if len(row) != len(header):
                raise RuleError(f"{path}: line {reader.line_num}: not as many fields as the header has")
            cells = zip(header, row, strict=True)
            entries.append({k: v or None if k in nullable else v for k, v in cells if v or k not in optional})
            lines.append(reader.line_num)
    except (csv.Error, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
    try:
        return tuple(msgspec.convert(entries, list[row_type], strict=False))  # type: ignore[valid-type]
    except msgspec.ValidationError:
        for line, entry in zip(lines, entries, strict=True):
            try:
                msgspec.convert(entry, row_type, strict=False)
            except msgspec.ValidationError as error:
                raise RuleError(f"{path}: line {line}: {error}") from error
        raise


def _may_be_empty(row_type: type[msgspec.Struct]) -> tuple[frozenset[str], frozenset[str]]:
    """The columns whose empty cells stand for the default, and those whose empty cells stand for None."""
    fields = msgspec.structs.fields(row_type)
    nullable = frozenset(field.name for field in fields if NoneType in typing.get_args(field.type) and field.required)
    return frozenset(field.name for field in fields if not field.required), nullable


# ---------------------------------------------------------------- checking


def check(rules: Rules) -> Iterator[str]:
    """Everything that is wrong with a folder of rules, one sentence each: files that do not load, examples that do not
    match, counterexamples that do."""
    for name, path in rules.files():
        name = name.removesuffix(MORE)
        try:
            if path.suffix == ".toml":
                for rule in rules.patterns(name):
                    yield from (f"{path}: rule {rule.id!r}: {fault}" for fault in faults(rule))
            elif name in TABLES:
                rules.table(TABLES[name])
            else:
                rules.words(name)
        except RuleError as error:
            yield str(error)


def _syntax_fault(rule: PatternRule) -> str | None:
    try:
        regex.compile(rule.pattern, regex.VERSION1)
    except regex.error as error:
        return f"its pattern does not compile: {error}"
    return None


def faults(rule: PatternRule) -> Iterator[str]:
    """A pattern that does not compile, examples that it misses, counterexamples that it matches."""
    broken = _syntax_fault(rule)
    if broken:
        yield broken
        return
    pattern = regex.compile(rule.pattern, regex.VERSION1)
    for example in rule.examples:
        text = example.replace("⟦", "").replace("⟧", "")
        wanted = [match.group(1) for match in MARKED.finditer(example)]
        found = [match.group() for match in pattern.finditer(text)]
        if not found:
            yield f"does not match its example {example!r}"
        elif wanted and found != wanted:
            yield f"matches {found!r} in its example {example!r}"
    for text in rule.counterexamples:
        match = pattern.search(text)
        if match:
            yield f"matches {match.group()!r} in its counterexample {text!r}"
