"""Where sentences begin and end.

Sentences end at 。！？!?；; and …, with the closing quotes and brackets that follow, and at every line break. An ASCII
full stop ends none: it stands in numbers, abbreviations and list labels. Inside brackets and short quotations nothing
ends a sentence, so `(一类校3所;二类校5所)` and `“我为群众办实事!”活动` stay in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.patterns import regex

LINE = regex.lazy(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")

# A bracket or quotation is stepped over as a whole if it closes soon; scraped pages lose closing marks, so one that
# does not close must not swallow the sentences after it. Each alternative begins with another character and takes
# all it can for good (possessive), which keeps the scan linear.
_SENTENCE = regex.lazy(
    r"""(?:
          [^。！？!?；;…(（“「『《"]++
        | [(（][^()（）]{0,120}+[)）]
        | “[^“”]{0,80}+”            (?!(?<=。”)[\p{Han}&&[^的等之和与及]])
        | 「[^「」]{0,80}+」
        | 『[^『』]{0,80}+』
        | 《[^《》]{0,80}+》
        | "[^"]{0,80}+"
        | “(?![^“”]{0,80}+”) | [(（「『《"]
        | (?:…++|[!?])(?=[\d,，、:：%％])   # an omission within the sentence; a lost character: 约83万?,
        | (?<=[:：(（,，])[?]          # the trace of a lost character
        | (?<=\d)。(?=\d{1,2}(?:%|％|万|亿|个百分点)) # a decimal point that was read as a full stop
        )*+
        (?:[。！？!?；;…]++[”’」』》)）"'〞]*+ | “[^“”]{0,80}+”)?""",
    regex.VERSION1 | regex.VERBOSE,
)


QUESTION = regex.lazy(
    "[吗嗎呢么麼何谁誰哪怎啥岂豈]|什|多少|多大|多高|几|幾|[是能可]否|难道|難道|有没有|是不是|[?？]{2}"
)
"""What makes a `?` a question mark. In reports it is as often what remains of a character that some conversion lost."""

LONGEST = 1_000
"""Characters of a sentence. Hardly any has 400; what is longer has lost its stops, or is no text, and would be copied
into the row of each of its numbers."""
PAUSE = regex.lazy(r"(?r)[、，；\t |]|,(?!\d)")
"""Where such a one is cut: behind the last pause that is near enough, else before a number, else anywhere."""
BEFORE_NUMBER = regex.lazy(r"(?r)(?<![\d.,])(?=\d)")
WRITTEN = regex.lazy(r"\S")

WORD = regex.lazy(r"[\p{Han}\p{L}]", regex.VERSION1)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The sentences of `text[start:end]` as (start, end, paragraph), without white space around them.

    `paragraph` counts the lines that hold any text, from 0. Together the sentences hold every character of the span
    that is not white space.
    """
    paragraph = 0
    end_of, goes_on, asks = _SENTENCE.match, WORD.match, QUESTION.search
    for line in LINE.finditer(text, start, end):
        any_found = False
        begin = at = line.start()
        line_end = line.end()
        while at < line_end:
            stop = end_of(text, at, line_end).end()
            lost = text[stop - 1] == "?" and stop < line_end and goes_on(text, stop) is not None
            if lost and asks(text, at, stop) is None:
                at = stop
                continue
            words = text[begin:stop].strip()
            if words:
                any_found = True
                begin = text.index(words[0], begin)
                for first, last in _pieces(text, begin, begin + len(words)):
                    yield first, last, paragraph
            begin = at = stop
        paragraph += any_found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence in pieces that are no longer than a sentence may be."""
    while end - start > LONGEST:
        limit = start + LONGEST
        place = PAUSE.search(text, start + LONGEST // 2, limit) or BEFORE_NUMBER.search(text, start + 1, limit)
        cut = place.end() if place else limit
        yield start, start + len(text[start:cut].rstrip())
        start = WRITTEN.search(text, cut, end).start()
    yield start, end
