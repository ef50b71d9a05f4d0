"""Who reports: from the signature, the title, or the words by which a report introduces its author; completed with the
place where the words leave it out (教育局 in a report of 临溪县 is 临溪县教育局)."""

from __future__ import annotations

from typing import Any, cast

from pipeline.patterns import regex
from pipeline.rules import Region, Rules
from pipeline.structure.gazetteer import COUNTRY, Gazetteer

OPENING = 800
SIGNATURE_LINES = 4

_LEVEL = regex.lazy(r"^(?:我|本|全)?(?:[xX*某_]{1,3})?(?:省|市|县|区|州|盟|旗|自治[区州县旗])?(?=\p{Han}{2})")
_PLACES = ("镇", "乡", "街道")
_MASKS = "xX*_×某"
_MASKED = regex.lazy(r"[xX*_某]{2,}|[*×]|^某")
_BUREAU = regex.lazy(r"(?:局|委|委员会|政府|厅|办公室|法院|检察院|大队|支队)$")
_DATE = regex.lazy(r"(?:19|20)\d{2}年|[一二][九〇○零][〇○零一二三四五六七八九]{2}年|^\d{4}[-./]\d")
_YEAR_AHEAD = regex.lazy(r"^(?:(?:19|20)[\dxX*_]{2}|[xX*_]{2,4})年度?|^(?:19|20)\d{2}(?=\D)")


class IssuerRules:
    """The issuer rules, compiled, by where they look."""

    def __init__(self, rules: Rules) -> None:
        self.patterns: dict[str, list[Any]] = {}
        for rule in rules.patterns("structure/issuers"):
            self.patterns.setdefault(rule.value, []).append(regex.compile(rule.pattern, regex.VERSION1))


def find_issuer(title: str, front: str, body: str, region: Region | None, town: str | None, rules: Rules) -> str | None:
    """Who reports, None where the text does not say or a mask hides it. Title, what stands above the body, and body are
    folded; `region` and `town` are the place reported on."""
    if region is COUNTRY:
        return "国务院"
    known = rules.make(IssuerRules)
    opening = body[:OPENING]
    acting = _first(known.patterns["opening"][1:], opening)
    titled = _first(known.patterns["title"], _YEAR_AHEAD.sub("", title))
    if titled and acting and titled.endswith(_PLACES) and acting != titled and acting[:3] in titled:
        titled = acting
    found = (
        _first(known.patterns["opening"][:1], opening)
        or _signature(body, known)
        or _byline(front, known)
        or titled
        or acting
    )
    if found is None or _MASKED.search(found):
        return None
    if town is not None and found[0] in "镇乡":
        return town + found[1:]
    if town is not None and found.startswith(town):
        return found
    return _completed(found, region, rules)


def _first(patterns: list[Any], text: str) -> str | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            name = cast("str", match.group("name"))
            masked = match.start("name") and text[match.start("name") - 1] in _MASKS
            return "*" + name if masked else name
    return None


def _byline(front: str, known: IssuerRules) -> str | None:
    """Bodies named on lines of their own between title and text, or by the one who speaks for them."""
    lines = [line.strip() for line in front.split("\n")[1:]]
    speaker = next((name for line in lines if (name := _first(known.patterns["speaker"], line))), None)
    if speaker:
        return speaker
    names = next((names for at in range(len(lines)) if (names := _names(lines, at, known))), None)
    return names.replace("\n", " ") if names else None


def _signature(body: str, known: IssuerRules) -> str | None:
    """Bodies that sign among the last lines, with a date beside them or as the very last words."""
    lines = [line.strip() for line in body[-300:].split("\n") if line.strip()][-SIGNATURE_LINES:]
    for at in range(len(lines) if len(lines) > 1 else 0):
        names = _names(lines, at, known)
        after = at + 1 + names.count("\n")
        if names and (after >= len(lines) or _DATE.search(lines[after])):
            return names.replace("\n", " ")
    return None


def _names(lines: list[str], at: int, known: IssuerRules) -> str:
    """The bodies that lines name from `at` on, with a blank between two on a line, a line break between lines."""
    found = []
    for line in lines[at:]:
        names = line.split()
        if not names or not all(any(pattern.search(name) for pattern in known.patterns["signature"]) for name in names):
            break
        found.append(" ".join(names))
    return "\n".join(found)


def _completed(name: str, region: Region | None, rules: Rules) -> str:
    """The name with its place in front, if it has none and is that of an office."""
    if region is None or not _BUREAU.search(name) or name.startswith(region.name):
        return name
    gazetteer = rules.make(Gazetteer)
    if any(name[:length] in gazetteer.full for length in range(2, min(len(name), 13))):
        return name
    if name.endswith("政府") and not name.endswith("人民政府"):
        name = name[:-2] + "人民政府"
    if name.startswith("人民政府"):
        return region.name + name
    bare: str = _LEVEL.sub("", name)
    for length in (4, 3, 2):
        if bare[:length] in gazetteer.short and bare[:length] not in gazetteer.words and len(bare) > length + 1:
            return bare
    return region.name + bare
