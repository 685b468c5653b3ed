"""Somebody wants to be forgotten: what is still open first, what stays and why, and the forgetting itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Status
from domain.people import Parting, Role
from domain.programme import Programme
from domain.words import Msg, Plural, Provider, Refused, Words, lines, paragraphs
from services.people import colleagues
from services.people.claims import settle
from services.privacy.knowing import alone_in, traces_of
from storage.bans import ban_of
from storage.people import count_with_role, memberships_of
from storage.privacy.erasing import erase
from storage.privacy.note import NOBODY, Traces
from storage.privacy.obligations import (
    has_open_application,
    last_contract,
    note_act,
    partnerships_by_status,
    standing_offers_of,
    tenders_with_offers,
)
from storage.runtime.due import NewDue, put
from storage.support import staff, topics_of
from storage.tables import Membership, Organisation, Person
from storage.verification import open_claims_of
from storage.work import Work

FORGET = "person.forget"
LEFT = "organisation_left"
"""The kind of due rows for organisations in which nobody is any more; the mark is the organisation's id."""


class StillObliged(Refused):
    """Something is open that nobody else could see to."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What comes of it: organisations that go on without the person, that go with them, and that stay until a day;
    whether they are in the provider's console; the topics of their cases in support's group; and whether they are
    turned away, which stays so."""

    go_on: tuple[Organisation, ...]
    go: tuple[Organisation, ...]
    stay: tuple[tuple[Organisation, dt.datetime], ...]
    in_console: bool
    topics: tuple[int, ...]
    banned: bool


def leaving(work: Work, programme: Programme, person: Person) -> Leaving:
    """What would come of it. Raises `StillObliged`."""
    held = memberships_of(work.session, person.id)
    alone = alone_in(work, person)
    banned = person.telegram_id is not None and ban_of(work.session, person.telegram_id) is not None
    if reasons := [*_obligations(work, person, held, alone)]:
        raise StillObliged(
            paragraphs(
                Msg("<b>I cannot forget you yet.</b> First, this is to be settled:"),
                lines(*reasons),
                _settled_by_provider() if banned else Msg("Then /forget works at once."),
            )
        )
    ended = {each.id: last_contract(work.session, each.id) for each in alone}
    kept = programme.retention.contracts
    return Leaving(
        go_on=tuple(each.organisation for each in held if each.organisation not in alone),
        go=tuple(each for each in alone if ended[each.id] is None),
        stay=tuple((each, at + kept) for each in alone if (at := ended[each.id]) is not None),
        in_console=any(each.console_id is not None for each in held),
        topics=topics_of(work.session, person.id),
        banned=banned,
    )


def _settled_by_provider() -> Words:
    """Who is turned away can see to nothing here."""
    return Msg(
        "You are turned away here at present, so {provider} does that for you: please turn to it. "
        "Then /forget works at once.",
        provider=Provider(),
    )


def forget(work: Work, programme: Programme, person: Person) -> Leaving:
    """The person is forgotten: they belong to nothing, and nothing tells who they were. Raises `StillObliged`."""
    work.action = FORGET
    comes = leaving(work, programme, person)
    traces = traces_of(work, person)
    names = {person.first_name, str(person.telegram_id), *(each.name for each in comes.go)}
    for claim in open_claims_of(work.session, person.id, list(ClaimKind)):
        settle(work, claim)
    for each in memberships_of(work.session, person.id):
        colleagues.end(work, each, Parting.FORGOTTEN)
    for organisation in (*comes.go, *(each for each, _ in comes.stay)):
        organisation.closed_at = work.now
    work.session.flush()
    put(work.session, [NewDue(LEFT, str(each.id), until, {}) for each, until in comes.stay], work.now)
    person.erased_at, person.telegram_id, person.reachable = work.now, None, False
    erase(work.session, _gone(traces, comes), names)
    note_act(work.session, work.now, person.id, work.channel, FORGET)
    return comes


def forget_organisation(work: Work, organisation_id: int) -> None:
    """Who the organisation was need not be known any more: nobody has acted for it since its last contract ended."""
    work.action = "organisation.forget"
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is not None and organisation.name != NOBODY and organisation.closed_at is not None:
        only = (organisation_id,)
        erase(work.session, Traces(owned=only, left=only), [organisation.name])


def _gone(traces: Traces, comes: Leaving) -> Traces:
    stays = tuple(each.id for each, _ in comes.stay)
    return replace(traces, owned=tuple(each.id for each in comes.go), left=(*(each.id for each in comes.go), *stays))


def _obligations(
    work: Work, person: Person, held: Sequence[Membership], alone: Sequence[Organisation]
) -> Iterator[Words]:
    if person.telegram_id is not None and staff(work.session, person.telegram_id) is not None:
        yield Msg("• You belong to the support of {provider}. A lead can change that.", provider=Provider())
    for each in held:
        organisation = each.organisation
        if organisation in alone:
            yield from _left_open(work, organisation)
        elif _is_last_representative(work, each):
            yield Msg(
                "• {organisation} has no other legal representative. Please name one first: /people",
                organisation=organisation.name,
            )
    theirs = [organisation.id for organisation in alone]
    for subject in tenders_with_offers(work.session, theirs, person.id):
        yield Msg(
            "• Partners have offered for your tender “{subject}”. Please decide, or close it: /tenders", subject=subject
        )
    for subject in standing_offers_of(work.session, theirs):
        yield Msg("• Your offer for the tender “{subject}” stands. Please withdraw it: /tenders", subject=subject)


def _left_open(work: Work, organisation: Organisation) -> Iterator[Words]:
    """What nobody could see to any more, because nobody else acts for the organisation."""
    found = partnerships_by_status(work.session, organisation.id)
    running, prepared = found.get(Status.ACTIVE, 0), found.get(Status.PREPARED, 0)
    waiting = found.get(Status.PENDING, 0) + found.get(Status.PROPOSED, 0)
    names = {"organisation": organisation.name}
    if running:
        yield Plural(
            "• {organisation} has {n} running partnership and nobody but you: please end it, or invite one, /people",
            "• {organisation} has {n} running partnerships and nobody but you: please end them, or invite one, /people",
            running,
            **names,
        )
    if waiting + prepared:
        yield Plural(
            "• {n} request of {organisation} is open. Please withdraw or answer it: /partners",
            "• {n} requests of {organisation} are open. Please withdraw or answer them: /partners",
            waiting + prepared,
            **names,
        )
    if has_open_application(work.session, organisation.id):
        yield Msg(
            "• {organisation} has applied to become a partner. Please withdraw that first: /becomepartner", **names
        )


def _is_last_representative(work: Work, member: Membership) -> bool:
    """Of an account at the provider, the console names them, whoever has connected a Telegram."""
    organisation = member.organisation
    if member.role is not Role.LEGAL_REPRESENTATIVE or organisation.closed_at is not None:
        return False
    if member.console_id is not None:
        return False
    return count_with_role(work.session, organisation.id, Role.LEGAL_REPRESENTATIVE) == 1
