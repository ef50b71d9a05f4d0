"""What a year in the body says of the time that the report covers: something, or nothing.

比2015年增加, 由2015年的92%, 到2020年底, 2009年建成的 and (2011-2015年) behind a plan's name speak of other times;
截至2014年12月底 says best of all when the report was made.
"""

from __future__ import annotations

from pipeline.patterns import regex
from pipeline.structure.years import Year

_OTHER_BEFORE = regex.lazy(
    r"(?:(?<![占同对环类])比|[较由从自与同到至为]|规划[”》\"]?\(|计划[”》\"]?\(|方案[”》\"]?\(|行动[”》\"]?\()$"
)
_OTHER_BEHIND = regex.lazy(
    r"[^,;:。\d]{0,6}?(?:建成|始建|建校|创办|创建|成立|命名|颁布|印发|出台|下发|投入使用)|以来|相比|的?基础上"
)
_AS_OF_BEFORE = regex.lazy(r"截[至止]?到?$")
_ITS_END = regex.lazy(r"(?:1?\d月)?(?:年?份?[底末]|3[01]日|份?(?=[,:]))")


def as_of(folded: str, year: Year) -> str | None:
    """The words, if a year is the one up to whose end, or up to a month of which, the report counts.

    >>> from pipeline.structure.years import years
    >>> [as_of(text, *years(text)) for text in ("截至2014年12月底,", "截止2014年底,", "到2014年底", "2014年底")]
    ['截至2014年12月底', '截止2014年底', None, None]
    """
    before = _AS_OF_BEFORE.search(folded, max(0, year.start - 4), year.start)
    end = _ITS_END.match(folded, year.end, year.end + 8)
    return folded[before.start() : end.end()] if before and end else None


def is_of_other_time(folded: str, year: Year) -> bool:
    """Whether a year is told of as another time than the report's own.

    >>> from pipeline.structure.years import years
    >>> texts = "比2015年增加", "由2015年的92%", "到2015年底", "2009年建成的水库", "规划(2011-2015年)", "2015年,全局"
    >>> [is_of_other_time(text, *years(text)) for text in texts]
    [True, True, True, True, True, False]
    """
    if as_of(folded, year):
        return False
    return bool(
        _OTHER_BEFORE.search(folded, max(0, year.start - 5), year.start)
        or _OTHER_BEHIND.match(folded, year.end, year.end + 14)
    )
