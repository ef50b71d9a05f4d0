"""Fuzzing: inputs that nobody would think of, found by following the branches that they take.

make fuzz                                            five minutes of each target
python -m benchmarks.fuzz.target read|clean|measure [libFuzzer options]
"""
