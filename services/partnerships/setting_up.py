"""What is agreed has to be set up by the provider's systems, where they listen: until they answer, it is waited for."""

from __future__ import annotations

from domain.partnerships.rules import SetUp
from storage.tables import Partnership
from storage.work import Work


def await_set_up(work: Work, partnership: Partnership) -> None:
    """The partnership's terms are new: whatever the provider's systems said of the former ones counts no longer."""
    partnership.set_up = SetUp.WAITING if work.listened else None
    partnership.set_up_refusal = None
