"""Dates as files and pages write them in their metadata → ISO dates."""

from __future__ import annotations

import datetime

from pipeline.patterns import re

_DATE = re.lazy(
    r"(?<!\d)(?:(1[89]\d\d|20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"
    r"|(1[89]\d\d|20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=\d{6}|\D|$))"
)


def iso_date(text: str | None) -> str | None:
    """The first date in the text, None if there is none. Times and zones are left aside.

    >>> iso_date("2031-7-5 09:30"), iso_date("2031年07月05日"), iso_date("20310705"), iso_date("昨天")
    ('2031-07-05', '2031-07-05', '2031-07-05', None)
    """
    for match in _DATE.finditer(text or ""):
        try:
            return datetime.date(*(int(part) for part in match.groups() if part)).isoformat()
        except ValueError:
            continue
    return None
