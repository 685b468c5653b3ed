"""The product itself, as `python -m bot run`, with the settings that load generators give.

    TGLOAD_API=… TGLOAD_TOKEN=… DATABASE_URL=sqlite:///file.db python -m benchmarks.product

Settings of its own (`HANDSCHLAG_…`) may stand beside them.
"""

from __future__ import annotations

import os
import runpy
import sys


def main() -> None:
    """Runs until SIGTERM."""
    given = os.environ
    given |= {
        "HANDSCHLAG_TOKEN": given["TGLOAD_TOKEN"],
        "HANDSCHLAG_API_URL": given["TGLOAD_API"],
        "HANDSCHLAG_DATABASE_URL": given["DATABASE_URL"],
        "HANDSCHLAG_LOG_LEVEL": "WARNING",
    }
    sys.argv = ["handschlag", "run"]
    runpy.run_module("bot", run_name="__main__")


if __name__ == "__main__":
    main()
