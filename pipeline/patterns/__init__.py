"""Patterns: compiled when they are first used, and what the engine made of them kept for the next process.

Compiling all patterns takes most of a second, more than all else that a run over one small file does. So every module
takes its engine from here:

    from pipeline.patterns import re, regex

    DATE = regex.lazy(r"...")                        at module level: nothing is compiled before the first use
    regex.compile(rule.pattern, regex.VERSION1)      in what `Rules.make` builds: now, so that a broken one is named

Both look the compiled form up in the cache (see `pipeline.cache`) before they trouble the engine.
"""
