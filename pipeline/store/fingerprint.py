"""What the rows of a file depend on besides its bytes: the program, its rules and models, the libraries it calls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import __version__
from pipeline.resources import Resources, models_folder

LIBRARIES = (
    "chardet",
    "jieba",
    "lxml",
    "olefile",
    "opencc",
    "pkuseg",
    "pypdfium2",
    "pypinyin",
    "regex",
    "rjieba",
    "spacy",
)
"""Another version of one of these may read, cut or convert a text in another way."""
PACKAGE = Path(__file__).parent.parent


def fingerprint(resources: Resources) -> str:
    """Hexadecimal digest; equal for runs that make equal rows of equal files."""
    digest = hashlib.sha256()
    for line in _parts(resources):
        digest.update(line.encode("utf-8", "backslashreplace") + b"\n")
    return digest.hexdigest()


def _parts(resources: Resources) -> Iterator[str]:
    import platform
    from importlib import metadata

    yield f"baogao {__version__} python {platform.python_version()} segmenter {resources.segmenter}"
    for library in LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            yield f"{library} none"
    yield from _contents("program", PACKAGE, PACKAGE.rglob("*.py"))
    yield from _contents("models", models_folder(), models_folder().rglob("*"))
    for name, path in resources.rules.files():
        yield f"rules {name}{path.suffix} {_digest(path)}"


def _contents(kind: str, folder: Path, paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        yield f"{kind} {path.relative_to(folder).as_posix()} {_digest(path)}"


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
