"""Forward functions of the damage that texts on the web have taken, each with exact ground truth.

`KINDS` names them; `benchmarks.repair` damages clean texts with each and counts what cleaning restores.
"""

from __future__ import annotations

from benchmarks.damage.characters import (
    dense_readings,
    flat_readings,
    spaced_readings,
    stray_marks,
    toned_readings,
    traditional,
    wide,
)
from benchmarks.damage.injury import Damager
from benchmarks.damage.page import (
    chunk_counters,
    furniture,
    hard_wraps,
    lost_dashes,
    lost_numbers,
    lost_signs,
    name_masks,
    omissions,
    page_lines,
    page_numbers,
    part_masks,
    previews,
    quantity_masks,
    rewritten_years,
    spun_words,
    watermarks,
    wrap_blanks,
    year_masks,
)
from benchmarks.damage.sites import unknown_sites
from benchmarks.damage.slips import dropped_bytes, eaten_digits, marked_bytes

KINDS: dict[str, Damager] = {
    "pinyin toned": toned_readings,
    "pinyin dense": dense_readings,
    "pinyin flat": flat_readings,
    "pinyin spaced": spaced_readings,
    "slip dropped": dropped_bytes,
    "slip marked": marked_bytes,
    "slip digit": eaten_digits,
    "traditional": traditional,
    "width": wide,
    "strays": stray_marks,
    "page numbers": page_numbers,
    "page lines": page_lines,
    "chunk counters": chunk_counters,
    "hard wraps": hard_wraps,
    "wrap blanks": wrap_blanks,
    "mask year": year_masks,
    "mask part": part_masks,
    "mask quantity": quantity_masks,
    "mask name": name_masks,
    "year bleed": rewritten_years,
    "lost number": lost_numbers,
    "lost sign": lost_signs,
    "lost dash": lost_dashes,
    "spun": spun_words,
    "furniture": furniture,
    "unknown sites": unknown_sites,
    "preview": previews,
    "watermark": watermarks,
    "omission": omissions,
}
