"""Which Handschlag this is: the version stands in `pyproject.toml`, and goes with the installed package."""

from __future__ import annotations

from importlib.metadata import version


def program_version() -> str:
    """The version, as in `0.1.0`."""
    return version("handschlag")
