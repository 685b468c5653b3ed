"""Clients as one types: in the chat with the bot itself, and in no other one."""

from __future__ import annotations

from domain.words import Lines, Msg, Words
from handlers.chat.chapters import Chapter
from handlers.chat.inline import Inline, Lookup, Opening, Result, Results
from handlers.clients.filters import PAYER_NAMES
from handlers.clients.listing import details
from handlers.clients.payloads import ShowClient
from handlers.partnerships.terms import ACCESS_NAMES
from services.clients.seeing import seen_of
from storage.clients.listing import Listed, page_of_clients
from storage.clients.seen import Seen, Wanted
from storage.people import membership

SHOWN = 20
"""At once; more come as the person scrolls on."""


def _answer(lookup: Lookup) -> Results | None:
    """Clients whose name, or a product of which, holds the words; first those that need attention without any.

    `None` where the person acts for no partner, or no client is called so: others may have something to say.
    """
    person, work, programme = lookup.person, lookup.work, lookup.around.programme
    partner = person.organisation if person is not None else None
    if person is None or partner is None or not partner.is_partner:
        return None
    member = membership(work.session, person.id, partner.id)
    if member is None:
        return None
    seen = seen_of(work, programme, person, partner, member.role)
    offset = int(lookup.query.offset) if lookup.query.offset.isdecimal() else 0
    wanted = Wanted(search=lookup.query.text.strip())
    found = page_of_clients(work.session, seen, wanted, SHOWN + 1, min(offset, 2**31))
    if not found and not offset:
        return None
    shown = found[:SHOWN]
    more = str(offset + SHOWN) if len(found) > SHOWN else ""
    return Results(tuple(_result(lookup, seen, each) for each in shown), more=more)


def _result(lookup: Lookup, seen: Seen, listed: Listed) -> Result:
    made = listed.partnership
    terms = (ACCESS_NAMES[made.access], None if made.payer is None else PAYER_NAMES[made.payer])
    told: tuple[Words, ...] = tuple(part for part in terms if part is not None)
    told += tuple(details(lookup.work, lookup.around.programme, seen, listed))
    return Result(
        id=str(made.id),
        title=Lines((made.client.name,)),
        description=Lines(told, " · "),
        message=Msg("👤 <b>{client}</b>", client=made.client.name),
        opens=Opening(Msg("👤 Open the client"), ShowClient(made.id)),
    )


CHAPTER = Chapter(inline=(Inline(_answer, own_chat=True),))
