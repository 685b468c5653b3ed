"""What happens to who looks after which of a partner's clients."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class CareChanged(Event):
    """Other people than before look after a client of a partner; `given` (person ids) are those who do so newly."""

    partner_id: int
    client_id: int
    given: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CareOrphaned(Event):
    """Nobody is left who looks after these clients (ids): their last carer has gone."""

    partner_id: int
    client_ids: tuple[int, ...]
