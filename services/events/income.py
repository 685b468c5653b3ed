"""What happens to entries of the provider's books."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class EntryDoubtful(Event):
    """An entry could not be as the books have it (`domain.income.rule.Doubt`): it is kept, and brings nothing."""

    order_id: int
