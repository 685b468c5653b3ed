"""Processor time is that of the whole family of a process, of those that have ended, too."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.load.bot_process import cpu_s, memory_mb

BURN_S = 0.3
BURN = f"import time\nwhile time.process_time() < {BURN_S}: pass"
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {BURN!r}])                       # has ended
child = subprocess.Popen([sys.executable, "-c", {BURN!r} + "\\nprint(flush=True); input()"], stdin=subprocess.PIPE)
input()
"""


def test_processor_time_and_memory_are_those_of_the_whole_family() -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:  # noqa: S603 - as above
        assert parent.stdout is not None
        assert parent.stdout.readline()  # the child is through; it writes on its parent's output
        used_s, used_mb = cpu_s(parent.pid), memory_mb(parent.pid)
        parent.kill()
    assert used_s > 1.8 * BURN_S  # clock ticks are coarse
    assert used_mb > 10
    assert cpu_s(parent.pid) == 0
