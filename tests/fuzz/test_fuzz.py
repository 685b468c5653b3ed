"""A little of what `python -m tests.fuzz` does for as long as one likes: old findings, and some values of each kind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings

from tests.fuzz.targets import TARGETS

FEW = settings(max_examples=10, derandomize=True, database=None, phases=(Phase.generate,))
"""What fails is shown as it is: whoever wants it small asks the command."""


@pytest.mark.parametrize("name", TARGETS)
def test_it_bears_what_nobody_expects(name: str) -> None:
    target = TARGETS[name]
    with target.opened() as check:
        for value in target.corpus:
            check(value)

        @FEW
        @given(target.tried)
        def each(value: Any) -> None:
            check(value)

        each()


def test_a_finding_is_one() -> None:
    """The readers are tried for what they promise, and nothing more is forgiven."""
    with TARGETS["amounts"].opened() as check, pytest.raises(AttributeError):
        check((None, "CHF"))
