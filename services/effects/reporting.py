"""Writes down what has happened as the provider's systems read it, in the transaction in which it happens."""

from __future__ import annotations

from domain.vat.outages import SWITZERLAND
from services import events
from services.effects.kinds import KINDS
from services.partnerships.closing import managed
from services.partnerships.described import described, party
from storage.people import membership
from storage.tables import Membership, Organisation, Partnership, Person, Product, ProgrammeEvent, VatCheck
from storage.tables.base import JsonObject
from storage.vat import vat_number_of
from storage.work import Event, Work


def report(work: Work, event: Event) -> ProgrammeEvent | None:
    """Keeps the event for the provider's systems, as everything stands now; `None` where it is not for them."""
    kind = KINDS.get(type(event))
    if kind is None:
        return None
    if isinstance(event, events.PartnershipEvent):
        partnership = work.session.get_one(Partnership, event.partnership_id)
        if partnership.sent_at is None:
            return None  # nobody else has heard of it
        kept = _of_partnership(work, event, kind, partnership)
    elif _is_other_door(work, event):
        return None
    else:
        kept = _of_organisation(work, event, kind)
    work.session.add(kept)
    return kept


def _of_partnership(work: Work, event: events.PartnershipEvent, kind: str, partnership: Partnership) -> ProgrammeEvent:
    content: JsonObject = {"partnership": described(partnership)}
    match event:
        case events.ProductAccessChanged():
            content |= _changed_products(work, event, partnership)
        case events.SetUpRefused(kind=refused):
            content |= {"takes_back": refused, "refusal": _code(partnership.set_up_refusal)}
        case events.PartnershipRestored():
            content |= {"takes_back": KINDS[events.PartnershipReplaced], "refusal": None}
    before = event.before if isinstance(event, events.TermsAgreed) else None
    return ProgrammeEvent(
        kind=kind,
        at=work.now,
        partnership_id=partnership.id,
        organisation_id=partnership.client_id,
        content=content,
        before=dict(before) if before is not None else None,
    )


def _changed_products(work: Work, event: events.ProductAccessChanged, partnership: Partnership) -> JsonObject:
    granted = [each.product for each in managed(partnership) if event.granted and each.granted_at == work.now]
    released = [
        each.product
        for each in partnership.product_accesses
        if each.released_at == work.now and each.product.name in event.released
    ]
    return {"granted": [_product(each) for each in granted], "released": [_product(each) for each in released]}


def _product(product: Product) -> JsonObject:
    return {"product": product.provider_id, "name": product.name, "kind": product.kind}


def _code(refusal: str | None) -> str | None:
    return refusal.removeprefix("#") if refusal is not None else None


def _of_organisation(work: Work, event: Event, kind: str) -> ProgrammeEvent:
    match event:
        case events.OrganisationVerified(organisation_id=organisation_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            by = organisation.verified_by
            particulars: JsonObject = {"verified_by": by.value if by is not None else None}
        case events.PartnerAdmitted(organisation_id=organisation_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            particulars = {"website": organisation.website}
        case events.PartnerLetGo(organisation_id=organisation_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            particulars = {}
        case events.VatNumberEntered(organisation_id=organisation_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            stored = vat_number_of(work.session, organisation_id)
            particulars = {"vat_number": stored.number if stored is not None else None}
        case events.VatVerdict(organisation_id=organisation_id, check_id=check_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            particulars = _verdict(work.session.get_one(VatCheck, check_id))
        case events.VatNumberRemoved(organisation_id=organisation_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            particulars = {}
        case events.MemberLeft(person_id=person_id, organisation_id=organisation_id, why=why, console_id=console_id):
            organisation = work.session.get_one(Organisation, organisation_id)
            particulars = {"person": _person(work, person_id, None, console_id), "why": why.value}
        case (
            events.MemberJoined(person_id=person_id, organisation_id=organisation_id)
            | events.RoleChanged(person_id=person_id, organisation_id=organisation_id)
        ):
            organisation = work.session.get_one(Organisation, organisation_id)
            with work.session.no_autoflush:  # so that many events are written together
                found = membership(work.session, person_id, organisation_id)
            particulars = {"person": _person(work, person_id, found)}
        case _:
            raise TypeError(f"nothing is known of {event!r}")
    content: JsonObject = {"organisation": party(organisation), **particulars}
    return ProgrammeEvent(kind=kind, at=work.now, organisation_id=organisation.id, content=content)


def _verdict(check: VatCheck) -> JsonObject:
    return {
        "vat_number": check.number,
        "register": "uid" if check.country == SWITZERLAND else "vies",
        "status": check.status.value,
        "registered_name": check.name,
        "registered_address": check.address,
        "name_differs": check.differs,
        "consultation_number": check.consultation,
    }


def _is_other_door(work: Work, event: Event) -> bool:
    """Whether it is about the Telegram of somebody in the provider's console, of whom the console's own event tells.

    Who disconnects their Telegram has not left.
    """
    match event:
        case events.MemberLeft(console_id=console_id):
            person_id = event.person_id
        case events.RoleChanged(person_id=person_id, organisation_id=organisation_id):
            found = membership(work.session, person_id, organisation_id)
            console_id = found.console_id if found is not None else None
        case _:
            return False
    return console_id is not None and work.session.get_one(Person, person_id).console_id is None


def _person(work: Work, person_id: int, found: Membership | None, left: str | None = None) -> JsonObject:
    """`person` is the number in the provider's console, null for somebody whom it does not know.

    `left` is the number of somebody who has gone.
    """
    person = work.session.get_one(Person, person_id)
    console_id = found.console_id if found is not None else left
    return {
        "person": console_id or person.console_id,
        "name": person.first_name,
        "role": found.role.value if found is not None else None,
    }
