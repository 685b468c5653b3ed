"""Who may do what about a tender, on the side on which they stand (facts 8, 12)."""

from __future__ import annotations

from domain.words import Msg
from services.rights import Act, NotFound, require
from services.tenders.reading import TenderSide, locked, seen_tender
from storage.tables import Organisation, Person, Tender
from storage.work import Work


def require_client(work: Work, person: Person, act: Act, tender: Tender) -> None:
    """Raises `NotFound` for whoever is not on the client's side, and as `require` does for those who may not do this.

    A visitor's tender is theirs alone, and all of it.
    """
    if seen_tender(work, person, tender.id).side is not TenderSide.CLIENT:
        raise NotFound(Msg("Only the client of this tender can do that."))
    if tender.client is not None:
        require(work, person, act, tender.client)


def for_partner(work: Work, person: Person, act: Act, tender_id: int) -> tuple[Tender, Organisation]:
    """The tender and the partner for which the person acts, who may do this.

    Raises `NotFound` where the tender is not for this partner, or its own, and as `require` does.
    """
    seen = seen_tender(work, person, tender_id)
    if seen.partner is None:
        raise NotFound(Msg("This is for partners; the tender is one of your own."))
    require(work, person, act, seen.partner)
    return seen.tender, seen.partner


def hold(work: Work, tender_id: int | None) -> None:
    """Nobody else decides anything about the tender until this unit of work ends; its row is read anew."""
    if tender_id is not None:
        locked(work, tender_id)
