"""What an unverified organisation had goes to the verified one that it turns out to be, or whose people prepared it.

Only who may decide for both merges them. The people of the former come along as employees: their roles there were given
by somebody whom nobody had verified.
"""

from __future__ import annotations

from domain.partnerships.rules import Access, Action, Ceased, Side, Status
from domain.people import Role
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.care.leaving import client_becomes
from services.partnerships.closing import close
from services.partnerships.deadlines import lapse_all_of
from services.partnerships.preparing import drop, send_prepared
from services.partnerships.proposals import AlreadyPartners
from services.people.claims import settle
from services.rights import Act, NotFound, require
from services.vat import takes_vat_number
from services.vat.asking import ask_about, ask_no_more
from storage import partnerships
from storage import verification as stored
from storage.clients.notes import notes_of_client
from storage.partnerships import lock_client, open_between
from storage.people import members, membership, memberships_of, open_invitations
from storage.products import products_of
from storage.tables import Membership, Organisation, Partnership, Person, VatNumber
from storage.tenders import tenders_of
from storage.vat import vat_number_of
from storage.work import Work

LONGEST_NAME = 255
"""Characters of a product's name."""


class CannotTakeOver(Refused):
    """The two organisations cannot become one."""


def after_link(work: Work, programme: Programme, person: Person, organisation: Organisation) -> list[Organisation]:
    """The person has come to act for a verified organisation: those of theirs with its register number become one with
    it; returns those that they could take over besides."""
    merge_namesakes(work, programme, person, organisation)
    return to_take_over(work, person, organisation)


def merge_namesakes(work: Work, programme: Programme, person: Person, target: Organisation) -> None:
    """Merges the person's unverified organisations that have the target's register number with it."""
    if target.register_key is None:
        return
    for source in to_take_over(work, person, target):
        if (source.country, source.register_key) == (target.country, target.register_key):
            merge(work, programme, source, target, by=person)


def namesakes(work: Work, person: Person, country: str, register_number: str | None) -> list[Organisation]:
    """The person's organisations that are not verified and have the register number."""
    held = [each.organisation for each in memberships_of(work.session, person.id)]
    same = [each for each in held if (each.country, each.register_number) == (country, register_number)]
    return [each for each in same if each.register_number is not None and each.verified_at is None]


def to_take_over(work: Work, person: Person, target: Organisation) -> list[Organisation]:
    """The unverified organisations of the person's that could become one with the target: they decide for both."""
    held = memberships_of(work.session, person.id)
    deciding = [each.organisation for each in held if each.role is Role.LEGAL_REPRESENTATIVE]
    if target.verified_at is None or target not in deciding:
        return []
    return [each for each in deciding if each is not target and _fits(each, target)]


def take_over(work: Work, programme: Programme, person: Person, source_id: int, target_id: int) -> Organisation:
    """The person has what they prepared for one organisation go to another one. Raises `CannotTakeOver`, `NotFound`."""
    work.action = Act.TAKE_OVER
    source = work.session.get(Organisation, source_id)
    target = work.session.get(Organisation, target_id)
    if source is None or target is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    _lock(work, source, target)
    for organisation in (source, target):
        require(work, person, Act.TAKE_OVER, organisation)
    merge(work, programme, source, target, by=person)
    person.organisation = target
    return target


def merge(work: Work, programme: Programme, source: Organisation, target: Organisation, *, by: Person) -> None:
    """Products typed by hand, people, the VAT number, tenders, prepared requests and partners' notes about it go to the
    target; the source ends.

    `by` may decide for both: that has been checked. Raises `CannotTakeOver`.
    """
    _lock(work, source, target)
    if not _fits(source, target):
        raise CannotTakeOver(
            Msg("What was prepared for {organisation} cannot be taken over (any more).", organisation=source.name)
        )
    closed = _move_requests(work, source, target)
    _move_products(work, source, target)
    _move_vat_number(work, source, target)
    for tender in tenders_of(work.session, source.id):
        tender.client = target
    for note in notes_of_client(work.session, source.id):
        note.client_id = target.id
    moved = _move_people(work, source, target, by)
    for claim in stored.open_claims_about(work.session, source.id):
        settle(work, claim)
    for invitation in open_invitations(work.session, source.id, work.now):
        invitation.revoked_at = work.now
    source.closed_at = work.now
    work.session.flush()
    work.happened(events.OrganisationsMerged(source.id, target.id, moved, closed))
    send_prepared(work, programme, target)


def _lock(work: Work, *organisations: Organisation) -> None:
    """In the order of their ids, so that two who want the same never wait crosswise."""
    for organisation in sorted(organisations, key=lambda one: one.id):
        lock_client(work.session, organisation.id)
        work.session.refresh(organisation)


def _fits(source: Organisation, target: Organisation) -> bool:
    """Values of products are in the organisation's currency, so both have the same one."""
    is_prepared = source.verified_at is None and source.account_id is None and source.closed_at is None
    stands = target.verified_at is not None and target.closed_at is None and target.frozen_at is None
    return is_prepared and not source.is_partner and stands and source.currency == target.currency


def _move_requests(work: Work, source: Organisation, target: Organisation) -> tuple[int, ...]:
    """What has no room at the target, or has it for its partner, is over; what was sent then ends with the source.

    Returns the ids of those that stay the source's: nobody of it is left to whom they could be told there.
    """
    for client in (source, target):
        lapse_all_of(work, client.id)
    staying = []
    for partnership in partnerships.of_client(work.session, source.id, work.now):
        work.session.refresh(partnership)
        partner = partnership.partner
        has_room = partner is not target and _has_room(work, target, partnership)
        if partnership.sent_at is not None and not has_room:
            with work.as_programme("partnership.cease"):
                close(work, partnership, Action.CEASE, Side.PROGRAMME, Ceased.CLIENT_CLOSED)
            work.happened(events.PartnershipCeased(partnership.id, Ceased.CLIENT_CLOSED))
        elif partner is target:
            drop(work, partnership, AlreadyPartners(Msg("{partner} is your own organisation.", partner=partner.name)))
        elif not has_room:
            words = Msg(
                "{organisation} has something open with {partner}.", organisation=target.name, partner=partner.name
            )
            drop(work, partnership, AlreadyPartners(words))
        work.session.flush()
        if partner is target or (partnership.sent_at is not None and not has_room):
            staying.append(partnership.id)
        else:
            partnership.client = target
    work.session.flush()
    client_becomes(work, source.id, target.id)
    return tuple(staying)


def _has_room(work: Work, target: Organisation, partnership: Partnership) -> bool:
    """Whether it can be the target's as well as it was the source's (fact 24)."""
    if open_between(work.session, target.id, partnership.partner_id, work.now):
        return False
    is_full = partnership.access is Access.FULL and partnership.status is Status.ACTIVE
    return not (is_full and partnerships.with_full_access(work.session, target.id, Status.ACTIVE, work.now))


def _move_products(work: Work, source: Organisation, target: Organisation) -> None:
    """Of two with the same name, the one that comes gets a number."""
    taken = {product.name.casefold() for product in products_of(work.session, target.id)}
    for product in products_of(work.session, source.id):
        product.name = _free_name(product.name, taken)
        product.organisation = target
        taken.add(product.name.casefold())
    work.session.flush()


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        mark = f" ({number})"
        free = name[: LONGEST_NAME - len(mark)] + mark
    return free


def _move_vat_number(work: Work, source: Organisation, target: Organisation) -> None:
    """The target's own one stays where it has one."""
    had = vat_number_of(work.session, source.id)
    if had is None:
        return
    if vat_number_of(work.session, target.id) is None and takes_vat_number(target):
        work.session.add(
            VatNumber(
                organisation_id=target.id,
                number=had.number,
                country=had.country,
                terms_accepted_at=had.terms_accepted_at,
                entered_by_id=had.entered_by_id,
            )
        )
        ask_about(work, target.id, had.number, had.number[:2])
        work.happened(events.VatNumberEntered(target.id))
    ask_no_more(work, source.id)
    work.session.delete(had)
    work.session.flush()


def _move_people(work: Work, source: Organisation, target: Organisation, by: Person) -> tuple[int, ...]:
    """Who is there already stays what they are; who was acting for the source acts for the target. All moved, by id."""
    moved = []
    for member in members(work.session, source.id):
        person = member.person
        work.session.delete(member)
        work.session.flush()
        if membership(work.session, person.id, target.id) is None:
            work.session.add(Membership(person_id=person.id, organisation_id=target.id, role=Role.EMPLOYEE))
            work.happened(events.MemberJoined(person.id, target.id))
        if person.organisation_id == source.id:
            person.organisation = target
        if person.id != by.id:
            moved.append(person.id)
    work.session.flush()
    return tuple(moved)
