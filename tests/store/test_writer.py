"""Writing is all or nothing: whatever interrupts it, the folder shows one complete run."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pipeline.collate import Duplicate
from pipeline.records import Document, Problem, Text
from pipeline.store.arrow import arrow_table, records_of
from pipeline.store.commit import MANIFEST, STATE, Manifest, commit, committed, preparing, roll_forward, untouched
from pipeline.store.counts import Counts
from pipeline.store.excel import inert
from pipeline.store.revision import Revisions
from pipeline.store.rows import rows_of
from pipeline.store.schema import table
from pipeline.store.shard import DamagedShardError, PieceRows, Shard
from pipeline.store.shelf import Shelf
from pipeline.store.writer import write_tables


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


def piece(number: int, problems: int = 2) -> PieceRows:
    """The rows of a file with one document, some problems and a text."""
    mine = document(number)
    rows = rows_of([], [Problem(path=mine.path, stage="read", code="empty", severity="info")])
    rows["documents"].append(mine)
    for at in range(problems):
        rows["problems"].append(
            Problem(path=mine.path, document_id=mine.document_id, stage="clean", code="x", severity="info", start=at)
        )
    rows["texts"].append(Text(document_id=mine.document_id, source_text="甲", text="乙\udc80"))
    counts = Counts(files=1, documents=1)
    return PieceRows(relative=mine.path, digest=f"{number}", rows=rows, signatures=[], counts=counts)


def write(
    out: Path, *numbers: int, copies: dict[str, Duplicate] | None = None, revisions: Revisions | None = None
) -> Shelf:
    """A run over files of these numbers, two in a shard."""
    shelf = Shelf(out / STATE / "shards", "rules")
    for at in range(0, len(numbers), 2):
        shelf.put([piece(number) for number in numbers[at : at + 2]])
    shelf.load()
    places = [place for number in numbers for place in shelf.find(f"{number}.txt", f"{number}") or ()]
    with preparing(out) as folder:
        write_tables(folder, out, shelf, places, copies or {}, revisions or Revisions())
        commit(out, Manifest(fingerprint="rules", content=str(numbers), counts=Counts()))
    shelf.tidy(places)
    return shelf


def state(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_a_run_that_fails_leaves_the_tables_before_it(tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = state(tmp_path)
    with pytest.raises(RuntimeError), preparing(tmp_path) as folder:
        (folder / "documents.csv").write_text("half a tab")
        raise RuntimeError
    assert state(tmp_path) == before
    assert not (tmp_path / STATE / "next").exists()


def test_a_killed_run_leaves_the_tables_before_it(tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = state(tmp_path)
    (tmp_path / STATE / "next").mkdir()
    (tmp_path / STATE / "next" / "documents.csv").write_text("half a tab")
    roll_forward(tmp_path)
    assert state(tmp_path) == before


@pytest.mark.parametrize("moved", range(5))
def test_a_run_killed_while_moving_is_finished_by_the_next(tmp_path: Path, moved: int) -> None:
    write(tmp_path / "wanted", 1, 2, 3)
    write(tmp_path / "out", 1)
    ready = tmp_path / "out" / STATE / "next"
    ready.mkdir()
    for at, path in enumerate(sorted(path for path in (tmp_path / "wanted").iterdir() if path.is_file())):
        path.rename((tmp_path / "out" if at < moved else ready) / path.name)
    (tmp_path / "wanted" / STATE / MANIFEST).rename(ready / MANIFEST)
    roll_forward(tmp_path / "out")
    manifest = committed(tmp_path / "out")
    assert manifest and manifest.content == "(1, 2, 3)"
    assert untouched(tmp_path / "out", manifest)
    assert not ready.exists()


def test_the_same_rows_give_the_same_bytes_whatever_the_shards(tmp_path: Path) -> None:
    write(tmp_path / "a", 1, 2, 3, 4, 5)
    write(tmp_path / "b", 1, 3, 5)
    write(tmp_path / "b", 1, 2, 3, 4, 5)
    a, b = state(tmp_path / "a"), state(tmp_path / "b")
    assert {name: a[name] == b[name] for name in a if name != "baogao.duckdb"} == {
        name: True for name in a if name != "baogao.duckdb"
    }


def test_a_manifest_moves_nothing_out_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "out", 1)
    (tmp_path / "precious").write_text("kept")
    evil = Manifest(fingerprint="", content="", counts=Counts(), outputs={"../precious": (1, 1)})
    (tmp_path / "out" / STATE / MANIFEST).write_bytes(msgspec.json.encode(evil))
    write(tmp_path / "out", 2)
    assert (tmp_path / "precious").exists()


def test_copies_are_marked_when_all_documents_are_known(tmp_path: Path) -> None:
    write(tmp_path, 1, 2, copies={document(2).document_id: Duplicate(document(1).document_id, 0.87654)})
    assert "000000000001,0.8765\n" in (tmp_path / "documents.csv").read_text(encoding="utf-8")


def test_the_rows_of_a_revised_page_stand_in_the_place_of_the_others(tmp_path: Path) -> None:
    mine = document(2)
    new = Problem(path=mine.path, document_id=mine.document_id, stage="collate", code="new", severity="info")
    rows = rows_of([], [new])
    write(tmp_path, 1, 2, 3, revisions=Revisions({mine.document_id: mine}, lambda path: rows))
    lines = (tmp_path / "problems.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[0] + line.split(",")[3] for line in lines] == [
        *("1.txtempty", "1.txtx", "1.txtx"),
        *("2.txtempty", "2.txtnew"),
        *("3.txtempty", "3.txtx", "3.txtx"),
    ]


def test_records_survive_arrow() -> None:
    rows = piece(1).rows
    for name in ("documents", "problems"):
        assert records_of(table(name), arrow_table(table(name), rows[name])) == rows[name]


class TestShelf:
    """Shards are complete or not there; damage is noticed; what is not used goes."""

    def test_a_shard_of_which_little_is_used_is_written_anew(self, tmp_path: Path) -> None:
        shelf = Shelf(tmp_path, "rules")
        shelf.put([piece(number) for number in range(5)])
        shelf.load()
        used = shelf.find("3.txt", "3")
        assert used
        shelf.tidy(used)
        shelf.load()
        assert [shelf.holds(f"{number}.txt") for number in range(5)] == [False, False, False, True, False]
        (place,) = shelf.find("3.txt", "3") or ()
        assert [one.document_id for one in shelf.shard(place.shard).documents()[0]] == [document(3).document_id]

    def test_every_changed_byte_is_noticed(self, tmp_path: Path) -> None:
        name = Shelf(tmp_path, "rules").put([piece(1)])
        whole = (tmp_path / name).read_bytes()
        for at in range(0, len(whole), 7):
            broken = bytearray(whole)
            broken[at] ^= 4
            (tmp_path / name).write_bytes(broken)
            with pytest.raises(DamagedShardError):
                Shard(tmp_path / name).check()

    def test_a_shard_cut_off_anywhere_is_noticed(self, tmp_path: Path) -> None:
        name = Shelf(tmp_path, "rules").put([piece(1)])
        whole = (tmp_path / name).read_bytes()
        for at in range(0, len(whole), 97):
            (tmp_path / name).write_bytes(whole[:at])
            with pytest.raises(DamagedShardError):
                Shard(tmp_path / name).check()

    def test_what_a_killed_writer_left_is_swept_away(self, tmp_path: Path) -> None:
        (tmp_path / "0123.shard.4711").write_bytes(b"half")
        Shelf(tmp_path, "rules").load()
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_formulas_are_inert_in_the_excel_copy(cell: str) -> None:
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-2.3", "+5", "12", "增长=降低", ""])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell
