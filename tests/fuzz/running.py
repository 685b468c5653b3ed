"""Tries values out, until the time is over or something is found."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import HealthCheck, Verbosity, given, settings

from tests.fuzz.target import Check, Target

AT_A_TIME = 500
PATIENT = settings(
    deadline=None,
    max_examples=AT_A_TIME,
    database=None,
    derandomize=False,
    print_blob=False,
    verbosity=Verbosity.normal,
    suppress_health_check=list(HealthCheck),
)


def try_out(target: Target, until: float) -> tuple[int, BaseException | None]:
    """How many values were tried until then (of `time.monotonic`), and the finding, made as small as it gets."""
    tried = 0
    with target.opened() as check:

        def counted(value: Any) -> None:
            nonlocal tried
            tried += 1
            check(value)

        try:
            for value in target.corpus:
                counted(value)
            while time.monotonic() < until:
                _some(target, counted)
        except (Exception, ExceptionGroup) as fault:  # noqa: BLE001 - that is what is looked for
            return tried, fault
    return tried, None


def _some(target: Target, check: Check) -> None:
    @PATIENT
    @given(target.tried)
    def each(value: Any) -> None:
        check(value)

    each()
