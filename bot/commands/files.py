"""The provider's files as JSON: what `handschlag find`, `card` and `who` print for other programs."""

from __future__ import annotations

from bot.commands.trails import entry_as_json
from services.staff.files import File, OrganisationFile, PartnershipFile, PersonFile
from services.staff.finding import Hit, Kind
from storage.tables import Membership, Partnership


def hit_as_json(hit: Hit) -> dict[str, object]:
    """A record that may be meant, by the fields of `Hit`."""
    return {
        "kind": hit.kind,
        "id": hit.id,
        "name": hit.name,
        "about": hit.about or None,
        "product": hit.product,
        "status": hit.status,
    }


def file_as_json(file: File) -> dict[str, object]:
    """The whole file; `kind` tells which one it is, and `history` has the newest first."""
    match file:
        case OrganisationFile():
            found = _organisation(file)
        case PersonFile():
            found = _person(file)
        case PartnershipFile():
            found = _partnership(file)
    return found | {"history": [entry_as_json(each) for each in file.history]}


def _organisation(file: OrganisationFile) -> dict[str, object]:
    own = file.organisation
    return {
        "kind": Kind.ORGANISATION,
        "id": own.id,
        "name": own.name,
        "account_kind": own.kind,
        "country": own.country,
        "client_code": file.code,
        "partner_code": own.partner_code,
        "account": own.account_id,
        "email": own.email,
        "register_number": own.register_number,
        "vat_number": None if file.vat_number is None else file.vat_number.number,
        "checks": [
            {"number": each.number, "status": each.status, "names_differ": each.differs, "checked": each.checked_at}
            for each in file.checks
        ],
        "created": own.created_at,
        "closed": own.closed_at,
        "verified": own.verified_at,
        "verified_by": own.verified_by,
        "frozen": own.frozen_at,
        "frozen_by": own.frozen_by,
        "frozen_because": own.frozen_because,
        "people": [_member(each) for each in file.members],
        "partnerships": [_between(each) for each in file.partnerships],
        "counts": {status.value: count for status, count in file.counts.items()},
        "claims": [
            {
                "id": each.id,
                "kind": each.kind,
                "person": each.claimed_by_id,
                "name": each.claimed_by.first_name,
                "made": each.claimed_at,
                "outcome": each.outcome,
                "decided": each.decided_at,
                "decided_by": each.decided_by,
            }
            for each in file.claims
        ],
    }


def _member(each: Membership) -> dict[str, object]:
    return {"person": each.person_id, "name": each.person.first_name, "role": each.role}


def _person(file: PersonFile) -> dict[str, object]:
    person = file.person
    return {
        "kind": Kind.PERSON,
        "id": person.id,
        "name": person.first_name,
        "telegram": person.telegram_id,
        "console": person.console_id,
        "language": person.language,
        "email": person.email,
        "reachable": person.reachable,
        "since": person.created_at,
        "acts_for": person.organisation_id,
        "organisations": [
            {"organisation": each.organisation_id, "name": each.organisation.name, "role": each.role}
            for each in file.memberships
        ],
        "cases": file.cases,
        "is_in_case": file.is_in_case,
        "may_open_cases": person.support_banned_at is None,
    }


def _partnership(file: PartnershipFile) -> dict[str, object]:
    between = file.partnership
    return {
        "kind": Kind.PARTNERSHIP,
        **_between(between),
        "payment_means": between.payer,
        "products": [{"id": each.product_id, "name": each.product.name} for each in file.products],
        "asked_by": between.asked_by,
        "lapses": between.lapses_at,
        "ends_on": between.ends_on,
        "closed_by": between.closed_by,
        "reason": between.reason,
    }


def _between(each: Partnership) -> dict[str, object]:
    return {
        "id": each.id,
        "client": each.client_id,
        "client_name": each.client.name,
        "partner": each.partner_id,
        "partner_name": each.partner.name,
        "status": each.status,
        "access": each.access,
        "asked_for": each.requested_at,
        "confirmed": each.confirmed_at,
        "closed": each.closed_at,
    }
