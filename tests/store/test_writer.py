"""Writing is all or nothing: whatever interrupts it, the folder shows one complete run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.collate import Duplicate
from pipeline.records import Document
from pipeline.store.excel import inert
from pipeline.store.rows import rows_of
from pipeline.store.shard import encode
from pipeline.store.writer import COMPLETE, STATE, TableWriter, roll_forward


def document(number: int) -> Document:
    return Document(
        document_id=f"{number:012x}",
        path=f"{number}.txt",
        part=1,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=0,
        text_chars=0,
        body_start=0,
        body_end=0,
    )


def write(out: Path, *numbers: int) -> None:
    documents = [document(number) for number in numbers]
    with TableWriter(out) as writer:
        writer.add(encode(rows_of([]) | {"documents": list(documents)}), documents)
        writer.commit({})


def state(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_a_run_that_fails_leaves_the_tables_before_it(tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = state(tmp_path)
    with pytest.raises(RuntimeError), TableWriter(tmp_path) as writer:
        writer.add(encode(rows_of([])), [document(2)])
        raise RuntimeError
    assert state(tmp_path) == before
    assert not (tmp_path / STATE / "next").exists()


def test_a_killed_run_leaves_the_tables_before_it(tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = state(tmp_path)
    writer = TableWriter(tmp_path).__enter__()
    writer.add(encode(rows_of([])), [document(2)])
    roll_forward(tmp_path)
    assert state(tmp_path) == before


def test_a_run_killed_while_moving_is_finished_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, 1)
    ready = tmp_path / STATE / "next"
    ready.mkdir()
    (ready / "documents.csv").write_text("moved later")
    (ready / COMPLETE).touch()
    roll_forward(tmp_path)
    assert (tmp_path / "documents.csv").read_text() == "moved later"
    assert not ready.exists()


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path, 1, 2)
    before = state(tmp_path)
    write(tmp_path, 1, 2)
    assert state(tmp_path) == before


def test_copies_are_marked_when_all_documents_are_known(tmp_path: Path) -> None:
    documents = [document(1), document(2)]
    with TableWriter(tmp_path) as writer:
        writer.add(encode(rows_of([]) | {"documents": list(documents)}), documents)
        writer.commit({documents[1].document_id: Duplicate(documents[0].document_id, 0.87654)})
    assert "000000000001,0.8765\n" in (tmp_path / "documents.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_formulas_are_inert_in_the_excel_copy(cell: str) -> None:
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-2.3", "+5", "12", "增长=降低", ""])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell
