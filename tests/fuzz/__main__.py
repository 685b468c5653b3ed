"""`python -m tests.fuzz [--minutes N] [target …]`: every target, or those that are named, for so many minutes each."""

from __future__ import annotations

import argparse
import sys
import time
import traceback

from tests.fuzz.running import try_out
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Ends with status 1 where something was found."""
    reading = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    reading.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    reading.add_argument("--minutes", type=float, default=1.0, help="for each target")
    asked = reading.parse_args()
    unknown = set(asked.targets) - TARGETS.keys()
    if unknown:
        reading.error(f"there is no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    found = 0
    for name in asked.targets or TARGETS:
        began = time.monotonic()
        tried, fault = try_out(TARGETS[name], began + asked.minutes * 60)
        took = time.monotonic() - began
        sys.stdout.write(f"{name}: {tried} values in {took:.0f} s, {'a finding' if fault else 'nothing found'}\n")
        if fault is not None:
            found += 1
            sys.stdout.write("".join(traceback.format_exception(fault)))
        sys.stdout.flush()
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
