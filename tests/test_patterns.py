"""Patterns that are compiled late, and the cache, which changes nothing but the time: what it cannot trust is none."""

from __future__ import annotations

import ast
import os
import re as standard
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import regex as engine

from pipeline import cache as caches
from pipeline.cache import VARIABLE, Cache
from pipeline.patterns import re, regex
from pipeline.rules import Rules

PATTERNS = (
    (r"(?P<number>\d++(?:\.\d+)?)(?P<unit>[万亿]?元)", 0),
    (r"(?r)增长|下降", regex.VERSION1),
    (r"(?<=[第\p{Han}])\d+(?!年)", regex.VERSION1 | regex.IGNORECASE),
    (r"(?:(a)|b)\1?+$", 0),
)
TEXT = "2019年投资12.5万元,增长8%,第3号, aab"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Compiles `PATTERNS` in what is a new process as far as the cache knows; returns those that the engine compiled."""

    def fresh() -> list[str]:
        seen: list[str] = []
        monkeypatch.setattr(regex, "_cache", Cache("test"))
        with monkeypatch.context() as patch:
            original = engine.compile
            patch.setattr(engine, "compile", lambda p, *a, **k: seen.append(p) or original(p, *a, **k))
            for pattern, flags in PATTERNS:
                expected = [(m.span(), m.groupdict()) for m in original(pattern, flags).finditer(TEXT)]
                found = regex.compile(pattern, flags)
                assert [(m.span(), m.groupdict()) for m in found.finditer(TEXT)] == expected
                assert (found.pattern, found.flags) == (pattern, original(pattern, flags).flags)
        return seen

    return fresh


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(caches, "_caches", [])
    yield


def everything() -> list[str]:
    return [pattern for pattern, _ in PATTERNS]


def file_in(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_second_process_compiles_nothing(folder: Path, compiled: Callable[[], list[str]]) -> None:
    assert compiled() == everything()
    caches.save()
    assert oct(file_in(folder).stat().st_mode & 0o777) == "0o600"
    assert compiled() == []


def test_two_processes_add_up(folder: Path, compiled: Callable[[], list[str]]) -> None:
    one, other = Cache("test"), Cache("test")
    one.put("a", b"1")
    other.put("b", b"2")
    one.save()
    other.save()
    again = Cache("test")
    assert (again.get("a"), again.get("b"), again.get("c")) == (b"1", b"2", None)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:200] + b"\xff" + path.read_bytes()[201:]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"something else"),
        lambda path: path.chmod(0o666),
        lambda path: (path.rename(path.with_name("other")), path.symlink_to("other")),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["cut off", "changed", "empty", "of another kind", "open to others", "a link", "a folder"],
)
def test_what_cannot_be_trusted_is_none(
    harm: Callable[[Path], object], folder: Path, compiled: Callable[[], list[str]]
) -> None:
    compiled()
    caches.save()
    harm(file_in(folder))
    assert compiled() == everything()
    caches.save()


def test_what_is_not_the_users_is_none(
    folder: Path, compiled: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled()
    caches.save()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert compiled() == everything()
    before = file_in(folder).read_bytes()
    caches.save()
    assert file_in(folder).read_bytes() == before


def test_a_form_of_another_shape_is_none(folder: Path, compiled: Callable[[], list[str]]) -> None:
    other = Cache("test")
    for pattern, flags in PATTERNS:
        other.put(f"{flags} {pattern}", b"\xc0")
    other.save()
    assert compiled() == everything()


def test_nowhere_to_write_is_no_error(
    tmp_path: Path, compiled: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    for value in ("off", str(tmp_path / "file" / "below"), "/proc/nowhere"):
        monkeypatch.setenv(VARIABLE, value)
        assert compiled() == everything()
        caches.save()


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert caches.cache_folder() == tmp_path / ".cache" / "baogao"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert caches.cache_folder() == tmp_path / ".cache" / "baogao"
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/x")
    assert caches.cache_folder() == Path("/var/x/baogao")
    monkeypatch.setattr("sys.platform", "darwin")
    assert caches.cache_folder() == tmp_path / "Library" / "Caches" / "baogao"


def test_old_patterns_do_not_pile_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "LIMIT", 1000)
    for number in range(5):
        one = Cache("test")
        one.put(f"pattern {number}", bytes(400))
        one.save()
    again = Cache("test")
    assert again.get("pattern 4") and not again.get("pattern 0")


def test_a_lazy_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = regex.compile
    monkeypatch.setattr(regex, "compile", lambda p, f=0: made.append(p) or original(p, f))
    number = regex.lazy(r"\d+")
    assert made == [] and number.pattern == r"\d+"
    assert number.search(TEXT).group() == "2019" and number.sub("#", "a1") == "a#"
    assert made == [r"\d+"]
    assert re.lazy("A", re.IGNORECASE).findall("aA") == ["a", "A"]
    with pytest.raises(regex.error):
        regex.lazy("(").search("")


def test_every_rule_matches_its_examples_from_the_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rules()
    found = [rule for name, path in rules.files() if path.suffix == ".toml" for rule in rules.patterns(name)][::7]

    def spans() -> list[list[tuple[int, int]]]:
        monkeypatch.setattr(regex, "_cache", Cache("rules"))
        patterns = [(regex.compile(rule.pattern, regex.VERSION1), rule.examples) for rule in found]
        caches.save()
        return [[m.span() for text in texts for m in pattern.finditer(text)] for pattern, texts in patterns]

    assert spans() == spans()


def test_re_compiles_to_the_same_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = [
        *((r"(?P<number>[0-9]+)(?:[.](?P<rest>[0-9]+))?年", 0), ("[一-鿿]{2,}(?<!省)$", re.MULTILINE)),
        *(("(a)|b(?=c)", re.IGNORECASE | re.DOTALL), ("[发县学]" * 3, 0), ("", 0)),
    ]
    for _ in range(2):
        monkeypatch.setattr(re, "_cache", Cache("re"))
        for pattern, flags in patterns:
            assert re.compile(pattern, flags) == standard.compile(pattern, flags)  # which compares the code
            assert re.compile(pattern, flags).groupindex == standard.compile(pattern, flags).groupindex
        caches.save()
    assert re._cache.get("0 ") is not None
    with pytest.raises(standard.error):
        re.compile("(")
    assert re.compile(b"a+", 0).match(b"aa")


def test_where_python_has_other_names_re_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(standard._compiler, "_code")  # type: ignore[attr-defined]
    monkeypatch.setattr(re, "_cache", Cache("re"))
    monkeypatch.setattr(standard, "compile", lambda pattern, flags: (pattern, flags))
    assert re.compile("a", 0) == ("a", 0)


def modules() -> list[Path]:
    folder = Path(caches.__file__).parent
    return [path for path in sorted(folder.rglob("*.py")) if path.parent.name != "patterns"]


def test_all_patterns_go_this_way_and_none_is_compiled_by_an_import() -> None:
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        assert not imported & {"re", "regex"}, path
        early = [node.lineno for node in _at_import(tree) if _compiles(node)]
        assert not early, (path, early)


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _at_import(child)


def _compiles(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "regex.compile")
