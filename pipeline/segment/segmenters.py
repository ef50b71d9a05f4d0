"""Segmenters behind one small protocol: text → words and their part-of-speech tags.

rjieba is the default: jieba's dictionary, 25 times its speed. The others are imported when they are chosen, so that
nobody pays for what they do not use. All tags are jieba/ICTCLAS tags; spaCy's are carried over.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from pipeline.errors import SetupError
from pipeline.tokens import Lexeme, Tokens


class Segmenter(Protocol):
    """Cuts a text into words that cover it without gap or overlap; their bounds count from `offset` at its start."""

    def __call__(self, text: str, offset: int = 0) -> Tokens: ...


REMEMBERED = 50_000
"""How many words are kept: most of those of a corpus, though none of its figures and of its damage comes to an end."""

lexeme = functools.lru_cache(maxsize=REMEMBERED)(Lexeme)
"""The one lexeme of a word and its tag."""


class UnknownSegmenterError(ValueError):
    """No segmenter has this name; the message lists those that exist."""


class MissingSegmenterError(SetupError, ImportError):
    """The segmenter is not installed; the message holds the commands that install it."""


@functools.cache
def segmenter(name: str) -> Segmenter:
    """The segmenter of that name, loaded once for a process.

    Raises `UnknownSegmenterError` for a name that is not in `LOADERS`, `MissingSegmenterError` for one that is not
    installed here.
    """
    if name not in LOADERS:
        raise UnknownSegmenterError(f"no segmenter {name!r}; there are: {', '.join(LOADERS)}")
    load, commands = LOADERS[name]
    try:
        return load()
    except ImportError as error:
        hint = "\n".join(f"    {command}" for command in commands)
        raise MissingSegmenterError(
            f"the segmenter {name!r} is not installed ({error}); install it with\n{hint}"
        ) from None


def covering(text: str, words: Sequence[tuple[str, str]], offset: int = 0) -> Tokens:
    """(word, tag) pairs in reading order as tokens that cover the text, which begins at `offset`.

    What a segmenter leaves out (pkuseg and spaCy drop white space) becomes a word tagged `x`; a word that does not
    stand in the rest of the text, since the segmenter rewrote it, is passed over and its place filled the same way.

    >>> [(token.start, token.end, token.tag) for token in covering("3 所校", [("3", "m"), ("所", "q"), ("学校", "n")])]
    [(0, 1, 'm'), (1, 2, 'x'), (2, 3, 'q'), (3, 4, 'x')]
    """
    if "".join([word for word, _ in words]) != text:
        words = list(_filled(text, words))
    lengths = [len(word) for word, _ in words]
    return Tokens([lexeme(word, tag) for word, tag in words], list(accumulate(lengths, initial=offset)))


def _filled(text: str, words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    at = 0
    for word, tag in words:
        start = text.find(word, at)
        if start < 0 or not word:
            continue
        if start > at:
            yield text[at:start], "x"
        yield word, tag
        at = start + len(word)
    if at < len(text):
        yield text[at:], "x"


# ---------------------------------------------------------------- loaders


def _rjieba() -> Segmenter:
    import rjieba

    # A word has the same tag wherever it stands, so that after a while cutting alone does, in half the time.
    known: dict[str, Lexeme] = {}

    def cut(text: str, offset: int = 0) -> Tokens:
        words: list[str] = rjieba.cut(text)
        try:
            lexemes = list(map(known.__getitem__, words))
        except KeyError:
            if len(known) > REMEMBERED:
                known.clear()
            known.update({word: lexeme(word, tag) for word, tag in rjieba.tag(text)})
            lexemes = [known.get(word) or lexeme(word, "x") for word in words]
        bounds = list(accumulate(map(len, words), initial=offset))
        if bounds[-1] < offset + len(text):
            return covering(text, [(word.text, word.tag) for word in lexemes], offset)
        return Tokens(lexemes, bounds)

    return cut


def _covered(words: Callable[[str], Sequence[tuple[str, str]]]) -> Segmenter:
    """The segmenter that a function from text to (word, tag) pairs makes."""

    def cut(text: str, offset: int = 0) -> Tokens:
        return covering(text, words(text), offset)

    return cut


def _jieba() -> Segmenter:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    lcut = jieba.posseg.lcut
    return _covered(lambda text: [(pair.word, pair.flag) for pair in lcut(text)])


def _pkuseg() -> Segmenter:
    import pkuseg
    import rjieba

    # The package carries its model for words; the one for tags it would fetch from the network. So tags are jieba's.
    cut = pkuseg.pkuseg(postag=False).cut
    tags: dict[str, str] = {}

    def tag(word: str) -> str:
        if word not in tags:
            pairs = rjieba.tag(word)
            tags[word] = pairs[-1][1] if pairs else "x"
        return tags[word]

    return _covered(lambda text: [(word, tag(word)) for word in cut(text)])


def _spacy() -> Segmenter:
    import spacy

    try:
        nlp = spacy.load("zh_core_web_sm", disable=["parser", "ner", "lemmatizer"])
    except OSError as error:
        raise ImportError(str(error)) from error
    return _covered(lambda text: [(token.text, CHINESE_TREEBANK.get(token.tag_, "x")) for token in nlp(text)])


LOADERS: dict[str, tuple[Callable[[], Segmenter], tuple[str, ...]]] = {
    # name: (loader, the commands that install what it needs)
    "rjieba": (_rjieba, ("pip install rjieba",)),
    "jieba": (_jieba, ("pip install 'baogao[jieba]'",)),
    "pkuseg": (
        _pkuseg,
        # Its set-up script imports numpy and Cython, which an isolated build would not see.
        ("pip install numpy cython setuptools wheel", "pip install --no-build-isolation pkuseg==0.0.25"),
    ),
    "spacy": (_spacy, ("pip install 'baogao[spacy]'", "python -m spacy download zh_core_web_sm")),
}

CHINESE_TREEBANK = {
    # tag of the Chinese Treebank: the ICTCLAS tag that comes nearest
    "NN": "n",
    "NR": "ns",
    "NT": "t",
    "VV": "v",
    "VA": "a",
    "VC": "v",
    "VE": "v",
    "AD": "d",
    "JJ": "b",
    "CD": "m",
    "OD": "m",
    "M": "q",
    "P": "p",
    "CC": "c",
    "CS": "c",
    "DT": "r",
    "PN": "r",
    "LC": "f",
    "DEC": "uj",
    "DEG": "uj",
    "DER": "ud",
    "DEV": "uv",
    "AS": "ul",
    "SP": "y",
    "MSP": "u",
    "ETC": "u",
    "BA": "p",
    "LB": "p",
    "SB": "p",
    "FW": "eng",
    "IJ": "e",
    "ON": "o",
    "PU": "x",
}
