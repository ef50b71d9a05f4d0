"""One run with the light child, in a process of its own that can be killed.

python -m tests.faults.once CORPUS OUT [WORKERS]
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.batch import files, spawn
from pipeline.batch.run import run
from pipeline.config import Config

if __name__ == "__main__":
    spawn.CHILD = "tests.faults.child"
    files.TASK_FILES = 3
    # Not that of the program, which someone may be editing while the tests run.
    sys.modules["pipeline.batch.run"].fingerprint = lambda resources: "light"  # type: ignore[attr-defined]
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    counts = run(Path(sys.argv[1]), Path(sys.argv[2]), Config(workers=workers, timeout=5))
    print(counts.files, counts.reused, counts.documents, flush=True)
