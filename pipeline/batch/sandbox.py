"""A child process that works, and a parent that watches it: what hangs is killed, what dies is blamed and passed over.

Nothing inside a process can stop a pattern that runs for ever in C, or survive a reader that crashes. So the work is
done in a child that says before each step where it is. When a step takes longer than it may the child is killed; when a
child dies, the step is tried once more, since the system may have killed it for what others did. A step that is at
fault is passed over by the next child, which leaves a problem in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection

import msgspec

from pipeline.batch.files import Task
from pipeline.batch.messages import Answer, At, Call, Failed, Given, Job, Order, Request, Stored
from pipeline.batch.spawn import Child, child
from pipeline.batch.steps import WHOLE_FILE, Blame, Step
from pipeline.errors import SetupError

DEATHS = 2
"""As often may a child die at one step before the step is blamed."""
STARTS = 3
"""As often may a child die before its first step."""
START_SECONDS = 60
"""Time for the first step after a start."""
SLOWEST = 50_000
"""Characters a second, or bytes while reading, that a step may take on top of the limit: no stage is so slow."""
FAULTS = 20
"""As many steps of one file may be at fault before the file is given up."""


class WorkerError(Exception):
    """No worker can be started, or all die at once; the message holds what is known."""


class _LostError(Exception):
    """The child is gone: it took too long, or died."""

    def __init__(self, step: Step | None, *, timeout: bool) -> None:
        super().__init__(step, timeout)
        self.step = step
        self.timeout = timeout


class Sandbox:
    """One child, started when there is work, and started anew when it was lost. Not for several threads at once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._child: Child | None = None
        self._connection: Connection | None = None
        self._stopped = False

    def run(self, task: Task) -> list[str]:
        """Do the task in the child; returns the names of the shards stored.

        Raises `OSError` if shards cannot be written, `SetupError` for broken rules, `WorkerError`.
        """
        blame: Blame = {}
        deaths: Counter[Step | None] = Counter()
        while True:
            try:
                return self._attempt(task, blame)
            except _LostError as lost:
                if self._stopped:
                    raise WorkerError("stopped") from None
                deaths[lost.step] += 1
                if lost.step is None:
                    if deaths[None] >= STARTS:
                        raise WorkerError("workers die before they begin to work") from None
                elif lost.timeout or deaths[lost.step] >= DEATHS:
                    _add_blame(blame, lost, self._job.config.timeout)

    def call(self, call: Call, seconds: float) -> bytes | None:
        """Do an errand in the child; returns what it gave as MessagePack, None if it takes too long or kills the child.

        Raises like `run`.
        """
        for _ in range(DEATHS):
            try:
                answer = self._asked(call, lambda _: seconds)
            except _LostError as lost:
                if self._stopped:
                    raise WorkerError("stopped") from None
                if lost.timeout:
                    return None
                continue
            if isinstance(answer, Given):
                return bytes(answer.result)
            if isinstance(answer, Failed) and answer.kind == "setup":
                raise SetupError(answer.message)
            return None
        return None

    def stop(self) -> None:
        """End the child for good, whatever it does; may be called from another thread."""
        self._stopped = True
        running = self._child
        if running is not None:
            running.process.kill()

    def close(self) -> None:
        """Clean up behind a child."""
        if self._connection is not None:
            self._connection.close()
        if self._child is not None:
            self._child.end()
        self._child = self._connection = None

    def _attempt(self, task: Task, blame: Blame) -> list[str]:
        answer = self._asked(Order.of(task, blame), self._seconds)
        if isinstance(answer, Stored):
            return answer.names
        assert isinstance(answer, Failed)
        return self._failed(answer, task, blame)

    def _asked(self, request: Request, seconds: Callable[[Step | None], float]) -> Stored | Given | Failed:
        """The child's answer. Raises `_LostError` if a step takes longer than `seconds`, or if the child dies."""
        step: Step | None = None
        try:
            connection = self._started()
            connection.send_bytes(msgspec.msgpack.encode(request))
            while connection.poll(seconds(step)):
                answer: Answer = msgspec.msgpack.decode(connection.recv_bytes(), type=Answer)
                if not isinstance(answer, At):
                    return answer
                step = answer.step
        except (EOFError, ConnectionError):
            self.close()
            raise _LostError(step, timeout=False) from None
        except BaseException:
            self.close()
            raise
        self.close()
        raise _LostError(step, timeout=True)

    def _failed(self, answer: Failed, task: Task, blame: Blame) -> list[str]:
        if answer.kind == "setup":
            raise SetupError(answer.message)
        if answer.kind == "disk":
            raise OSError(answer.errno, answer.message)
        if len(task.files) > 1:
            return [name for file in task.files for name in self._attempt(Task(files=(file,)), blame)]
        key = (task.files[0].relative, WHOLE_FILE, True)
        if key in blame:
            raise WorkerError(answer.message)
        blame[key] = ("stage_failed", answer.message.strip().splitlines()[-1])
        return self._attempt(task, blame)

    def _seconds(self, step: Step | None) -> float:
        limit = self._job.config.timeout
        return limit + step.weight / SLOWEST if step else max(limit, START_SECONDS)

    def _started(self) -> Connection:
        if self._child is not None and self._child.process.poll() is not None:
            self.close()
        if self._connection is None:
            self._child = child()
            self._connection = Connection(self._child.socket.detach())
            self._connection.send_bytes(msgspec.msgpack.encode(self._job))
        return self._connection


def _add_blame(blame: Blame, lost: _LostError, timeout: float) -> None:
    assert lost.step is not None
    relative = lost.step.relative
    fault = ("timeout", f"no end after {timeout:g} s") if lost.timeout else ("worker_died", "killed, or crashed")
    if sum(step[0] == relative for step in blame) >= FAULTS:
        blame[relative, WHOLE_FILE, True] = fault
    else:
        blame[relative, lost.step.number, lost.step.reading] = fault
