"""From the shelf to the tables: what only the whole run can know, then writing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch.files import InputFile
from pipeline.batch.messages import Job
from pipeline.collate import Duplicate, Signature, duplicates
from pipeline.store.commit import Manifest, commit, committed, preparing, scratch, untouched
from pipeline.store.counts import Counts
from pipeline.store.revision import Revisions
from pipeline.store.shelf import Place, Shelf
from pipeline.store.writer import write_tables


def write_out(
    out: Path,
    shelf: Shelf,
    files: Sequence[InputFile],
    pieces: Sequence[Sequence[Place]],
    job: Job,
    executor: Executor | None = None,
) -> Counts:
    """Write the tables of these files, whose rows are these pieces; returns the counts of all of them.

    Reports that have copies are read again and collated with them, see `copies`. Nothing is written if the tables in
    place are of the same files. Raises `DamagedShardError`, and `OSError`.
    """
    places = [place for file in pieces for place in file]
    content = _content([file.relative for file in files], pieces, excel=job.config.excel)
    manifest = committed(out)
    if (
        manifest
        and (manifest.fingerprint, manifest.content) == (shelf.fingerprint, content)
        and untouched(out, manifest)
    ):
        manifest.counts.written = sorted(manifest.outputs)
        return manifest.counts
    counts = counts_of(shelf, places)
    with scratch(out) as aside:
        copies = duplicates(_signatures(shelf, places), aside)
        counts.copies = len(copies)
        concerned = {*copies, *(copy.duplicate_of for copy in copies.values())}
        signatures = [one for one in _signatures(shelf, places) if one.document_id in concerned] if copies else []
        with preparing(out) as folder, _revisions(copies, signatures, files, aside, job, executor) as revisions:
            rows = write_tables(folder, out, shelf, places, copies, revisions, excel_copies=job.config.excel)
            counts.sections, counts.indicators = rows["sections"], rows["indicators"]
            counts.observations, counts.repairs = rows["panel"], rows["edits"]
            counts.written = commit(out, Manifest(fingerprint=shelf.fingerprint, content=content, counts=counts))
    shelf.tidy(places)
    return counts


@contextmanager
def _revisions(
    copies: Mapping[str, Duplicate],
    signatures: Sequence[Signature],
    files: Sequence[InputFile],
    folder: Path,
    job: Job,
    executor: Executor | None,
) -> Iterator[Revisions]:
    """What collating the reports that have copies changes, from the signatures of these and of their copies. What that
    needs is only loaded where there are any."""
    if not copies:
        yield Revisions()
        return
    from pipeline.batch.engine import stop_sandboxes
    from pipeline.batch.errands import errands
    from pipeline.copies import collated, groups

    paths = {one.document_id: one.path for one in signatures}
    found = groups(copies, signatures)
    with errands(job, executor) as each, collated(found, paths, files, folder, each) as revisions:
        stop_sandboxes(job)  # their work is done, and writing tables needs the memory
        yield revisions


def _content(names: Sequence[str], pieces: Sequence[Sequence[Place]], *, excel: bool) -> str:
    """What the tables will hold, as a digest; differs from all others if the bytes of a file are not known."""
    digest = hashlib.sha256(b"excel" if excel else b"")
    for name, file in zip(names, pieces, strict=True):
        key = file[0].digest if file else ""
        if not key:
            return ""
        digest.update(f"{name}\0{key}\0".encode())
    return digest.hexdigest()


def counts_of(shelf: Shelf, places: Sequence[Place]) -> Counts:
    """The counts of all these pieces."""
    counts = Counts()
    for number, positions in _by_shard(places):
        pieces = shelf.shard(number).header.pieces
        for position in positions:
            counts.add(pieces[position].counts)
    return counts


def _signatures(shelf: Shelf, places: Sequence[Place]) -> Iterator[Signature]:
    for number, positions in _by_shard(places):
        signatures = shelf.shard(number).signatures()
        for position in positions:
            yield from signatures[position]


def _by_shard(places: Sequence[Place]) -> Iterator[tuple[int, list[int]]]:
    """The positions to read in each shard, so that each is read once."""
    positions: dict[int, list[int]] = {}
    for place in places:
        positions.setdefault(place.shard, []).append(place.position)
    yield from positions.items()
