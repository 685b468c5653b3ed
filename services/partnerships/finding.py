"""Finds the partnership that somebody wants to see or decide, and judges whether it is theirs, at this very moment."""

from __future__ import annotations

from collections.abc import Mapping

from domain.partnerships.rules import MOVES, NotYours, Side, Status
from domain.words import Msg
from services.care.reaching import care_for
from services.partnerships.deadlines import is_over, lapse
from services.rights import RIGHTS, Act, NotFound, Relation, own_organisation, require_role, role_in
from storage.organisations.partners import partners_with_ids
from storage.partnerships import latest_between, lock_client, lock_client_of, open_between
from storage.partnerships import partnership as find_partnership
from storage.tables import Organisation, Partnership, Person
from storage.work import Work


def side_of(person: Person, partnership: Partnership) -> Side | None:
    """The side on which the person stands, in the organisation they act for; `None` if it is neither."""
    if person.organisation_id is None:
        return None
    sides = {partnership.client_id: Side.CLIENT, partnership.partner_id: Side.PARTNER}
    return sides.get(person.organisation_id)


def visible_partnership(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The partnership and the side on which the person stands, in the organisation they act for.

    A request whose last moment has passed lapses here and now, so that nobody sees or decides it as if it were open.
    Raises `NotFound` where there is none, it is between other organisations, or the client is not one that the person
    looks after.
    """
    found = find_partnership(work.session, partnership_id)
    if found is not None and is_over(found, work.now):
        lock_client(work.session, found.client_id)
        found = find_partnership(work.session, partnership_id)
        if found is not None and is_over(found, work.now):
            lapse(work, found)
    side = None if found is None else side_of(person, found)
    # A request that was never sent is the client's alone.
    hidden = (
        found is not None and side is Side.PARTNER and (found.sent_at is None or not _looks_after(work, person, found))
    )
    if found is not None and side is not None and not hidden:
        return found, side
    raise NotFound(
        Msg(
            "I cannot show you this partnership: it is not one of the organisation you are acting for, or of a client "
            "that you look after. /organisation shows which one that is."
        )
    )


def _looks_after(work: Work, person: Person, found: Partnership) -> bool:
    """Whether the client is the person's to reach at the partner (facts 11, 41)."""
    care = care_for(work, found.partner_id, found.client_id)
    return care.people is None or care.reaches(person.id, role_in(work, person, found.partner))


def open_with(work: Work, person: Person, other_id: int) -> Mapping[Status, Partnership]:
    """What is open between the organisation for which the person acts and another one, by status.

    Nothing where they do not look after the client, as where there is nothing; both take as many statements.
    """
    own = own_organisation(person)
    if not own.is_partner:
        return open_between(work.session, own.id, other_id, work.now)
    found = open_between(work.session, other_id, own.id, work.now)
    care = care_for(work, own.id, other_id)
    if not care.reaches(person.id, role_in(work, person, own)):
        return {}
    return {status: each for status, each in found.items() if status is not Status.PREPARED}


def known_partner(work: Work, partner_id: int) -> Organisation:
    """A partner, which everybody may know (facts 13, 39). Raises `NotFound` where it is none (any more)."""
    partner = next(iter(partners_with_ids(work.session, [partner_id])), None)
    if partner is None:
        raise NotFound(Msg("I know no such partner (any more). /directory shows those that there are."))
    return partner


def latest_with(work: Work, person: Person, other_id: int) -> Partnership | None:
    """What is, or was last, between the organisation for which the person acts and another one.

    As with `open_with`, nothing tells what is not theirs to see from what is not there.
    """
    own = own_organisation(person)
    if not own.is_partner:
        return latest_between(work.session, own.id, other_id, sent=False)
    found = latest_between(work.session, other_id, own.id, sent=True)
    reaches = care_for(work, own.id, other_id).reaches(person.id, role_in(work, person, own))
    return found if reaches else None


def _is_turn_of(side: Side, act: Act, found: Partnership) -> bool:
    """Whether the diagram leaves this to the side, in the status that the partnership has."""
    action = act.action
    step = None if action is None else MOVES.get((found.status, action))
    return step is None or side in step.sides


def decidable_partnership(work: Work, person: Person, act: Act, partnership_id: int) -> tuple[Partnership, Side]:
    """As `visible_partnership`, for somebody who may do this; the client is locked, so that nobody comes between.

    Raises `NotYours` where it is the other side's to do, `SignatureNeeded` where it takes another role.
    """
    lock_client_of(work.session, partnership_id)
    found, side = visible_partnership(work, person, partnership_id)
    if Relation(side) not in RIGHTS[act] or not _is_turn_of(side, act, found):
        raise NotYours(Msg("Only the other side of this partnership can do that."))
    own = found.client if side is Side.CLIENT else found.partner
    require_role(work, act, Relation(side), role_in(work, person, own), own)
    return found, side
