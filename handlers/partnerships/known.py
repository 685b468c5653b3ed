"""The other side of a partnership, as somebody names it: a partner that everybody knows, or one's own client."""

from __future__ import annotations

from domain.words import Msg
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from handlers.partnerships.payloads import AddThisPartner
from services.partnerships.finding import known_partner, latest_with
from services.rights import Act, NotFound, own_organisation
from storage.tables import Organisation, Partnership

TO_PARTNERS: Row = (Button(Msg("👥 Partners"), Go("partners")), MENU)


def ways_to_add(turn: Turn, partner: Organisation) -> tuple[Row, ...]:
    """For whoever may ask it, the way to a request with this partner filled in."""
    return ((Button(Msg("➕ Add a partner"), AddThisPartner(partner.id)),),) if may(turn, Act.REQUEST) else ()


def not_yours() -> NotFound:
    """Of a client that the person does not see, and of one that there is not."""
    return NotFound(Msg("This client is not one of yours."))


def no_partner(name: str, organisation: str) -> Msg:
    """Of a partner with whom the organisation has nothing to do, and of somebody who is not here."""
    return Msg("{partner} is not a partner of {organisation}.", partner=name, organisation=organisation)


def between(turn: Turn, other_id: int) -> Partnership | None:
    """What is, or was last, between the two; a client that never had anything with a partner is told so.

    Raises `NotFound` where it is nobody's to know.
    """
    own = own_organisation(turn.person)
    if own.is_partner:
        found = latest_with(turn.work, turn.person, other_id)
        if found is None:
            raise not_yours()
        return found
    partner = known_partner(turn.work, other_id)
    found = latest_with(turn.work, turn.person, other_id)
    if found is None:
        turn.show(View(no_partner(partner.name, own.name), (*ways_to_add(turn, partner), TO_PARTNERS)))
    return found
