"""What may happen to a run, done to real runs: kills, full disks, hanging and dying workers.

The runs of these tests use a light child (`tests.faults.child`), which reads and stores like the real one but does not
analyse, so that hundreds of them take minutes. `make test-faults` kills far more often than the test suite does.
"""
