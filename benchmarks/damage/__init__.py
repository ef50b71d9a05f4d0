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
}
