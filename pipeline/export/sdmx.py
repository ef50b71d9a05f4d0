"""The panel as SDMX-CSV 2.0, for tools and archives of official statistics.

Format: SDMX Technical Working Group, "SDMX-CSV 2.0 field guide": STRUCTURE, STRUCTURE_ID and ACTION first, then one
column for each dimension, the measure and the attributes. Periods follow the "time ranges" and "reporting time periods"
of SDMX 3.0, section 6: a half-year is `2015-S1`, five years are `2021-01-01/P5Y`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.patterns import re
from pipeline.records import Observation
from pipeline.rules import Rules
from pipeline.store.rows import cell, csv_line

STRUCTURE_ID = "BAOGAO:REPORTED_INDICATORS(1.0)"
HEADER = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "REF_AREA",
    "INDICATOR",
    "STATUS",
    "SOURCE_DOC",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "OBS_STATUS",
    "LOWER_BOUND",
    "UPPER_BOUND",
    "MODIFIER",
    "WITNESSES",
)
_HALF = re.lazy(r"(\d{4})-H([12])$")
_PLAIN = re.lazy(r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$")
_RANGE = re.lazy(r"(\d{4})(?:-(\d{2}))?/(\d{4})(?:-(\d{2}))?$")


def sdmx_csv(observations: Iterable[Observation], rules: Rules) -> Iterator[str]:
    """The lines of an SDMX-CSV file, header first.

    Observations that have no place, or a period that SDMX has no form for, are left out: they have no key. Codes of
    UNIT_MEASURE come from rules/export/units.csv; a unit that is not listed gets a code made from its characters.
    """
    units = rules.make(_unit_codes)
    yield csv_line(HEADER)
    for row in observations:
        period = sdmx_period(row.time_period)
        if row.ref_area is None or period is None:
            continue
        yield csv_line(
            (
                "dataflow",
                STRUCTURE_ID,
                "I",
                row.ref_area,
                row.indicator.upper(),
                row.status[0].upper(),
                row.document_id.upper(),
                period,
                "NaN" if row.obs_value is None else cell(row.obs_value),
                units.get(row.unit_measure or "", "") or unit_code(row.unit_measure),
                0,
                row.obs_status,
                row.low,
                row.high,
                row.modifier,
                row.witnesses,
            )
        )


def sdmx_period(period: str | None) -> str | None:
    """Our form of a period as SDMX writes it; None if there is no such form.

    >>> [sdmx_period(p) for p in ("2015", "2015-H1", "2015-Q3", "2021/2025", "2015-03/2015-05", "nie")]
    ['2015', '2015-S1', '2015-Q3', '2021-01-01/P5Y', '2015-03-01/P3M', None]
    """
    if period is None:
        return None
    if _PLAIN.match(period):
        return period
    if half := _HALF.match(period):
        return f"{half[1]}-S{half[2]}"
    if span := _RANGE.match(period):
        first, last = int(span[1]), int(span[3])
        if span[2] and span[4]:
            months = (last - first) * 12 + int(span[4]) - int(span[2]) + 1
            return f"{first}-{span[2]}-01/P{months}M" if months > 0 else None
        return f"{first}-01-01/P{last - first + 1}Y" if last >= first else None
    return None


def unit_code(unit: str | None) -> str:
    """A code that SDMX allows (letters, digits, `_`) for a unit that no list knows: its code points.

    >>> unit_code("元/株"), unit_code(None)
    ('U5143_2F_682A', '_Z')
    """
    if not unit:
        return "_Z"
    return "U" + "_".join(f"{ord(character):X}" for character in unicodedata.normalize("NFC", unit))


def _unit_codes(rules: Rules) -> dict[str, str]:
    return {word.word: word.value for word in rules.words("export/units")}
