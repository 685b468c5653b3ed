"""Whatever people do, in whatever order: the desk stays in order (see `tests.chats.walking`)."""

from __future__ import annotations

import pytest

from tests.chats.walking import Walk
from tests.desk import Desk


@pytest.mark.parametrize("seed", [1, 2])
def test_no_walk_leads_astray(desk: Desk, seed: int, database_url: str) -> None:
    steps = 140 if database_url.startswith("sqlite") else 40

    Walk(desk, seed).go(steps)
