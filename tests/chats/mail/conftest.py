"""A desk that sends mails: they wait in the outbox, where tests read them."""

from __future__ import annotations

import pytest

from tests.desk import Desk


@pytest.fixture(autouse=True)
def _mails_are_sent(desk: Desk) -> None:
    desk.app.units.mails = True
