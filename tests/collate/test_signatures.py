"""The order in which reports speak for their copies, whatever of it is in memory."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collate.signature import Signature
from pipeline.collate.signatures import Signatures
from pipeline.spool import Spool

SIGNATURE = st.builds(
    Signature,
    document_id=st.text("abc", min_size=3, max_size=6),
    path=st.sampled_from(("a.txt", "b.txt", "c/d.txt")),
    part=st.integers(1, 3),
    size=st.integers(0, 3),
    incomplete=st.booleans(),
    damage=st.integers(0, 2),
    text_digest=st.sampled_from([bytes([byte]) * 16 for byte in range(3)]),
    minhash=st.sampled_from((b"", b"\0" * 512)),
    limit=st.just(2**59),
    sample=st.sampled_from((b"", b"\0" * 16)),
    figures=st.just(b""),
    region=st.none(),
    period=st.none(),
)


@given(st.lists(SIGNATURE, max_size=12), st.booleans())
def test_the_order_is_that_of_all_its_reasons(drawn: list[Signature], longest_first: bool) -> None:
    known = [one for one in drawn if one.minhash]
    with TemporaryDirectory() as name, Spool(Path(name) / "signatures", Signature) as spool:
        signatures = Signatures(spool, drawn)
        assert len(signatures) == len(known)
        assert signatures.samples == sum(len(one.sample) // 8 for one in known)
        ordered = signatures.by_preference(np.arange(len(known)), longest_first=longest_first)

        def reasons(one: Signature) -> tuple[object, ...]:
            first = (-one.size,) if longest_first else ()
            return (*first, one.incomplete, one.damage, one.path, one.part, one.document_id)

        assert [reasons(signatures.get(number)) for number in ordered] == sorted(map(reasons, known))


@given(st.lists(SIGNATURE, max_size=12))
def test_reports_of_one_text_are_gathered(drawn: list[Signature]) -> None:
    by_text: dict[bytes, set[int]] = defaultdict(set)
    for number, one in enumerate(one for one in drawn if one.minhash):
        by_text[one.text_digest].add(number)
    with TemporaryDirectory() as name, Spool(Path(name) / "signatures", Signature) as spool:
        alone, groups = Signatures(spool, drawn).equal()
        assert sorted(alone.tolist()) == sorted(min(group) for group in by_text.values() if len(group) == 1)
        several = [group for group in by_text.values() if len(group) > 1]
        assert sorted(sorted(group.tolist()) for group in groups) == sorted(map(sorted, several))
