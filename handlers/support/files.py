"""The provider's files in words, for support's group and for the command line: who it is, how it stands, what was done.

Each fits one message, whatever names people have: of what there may be a lot, the newest is shown, and how much more
there is.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Payer
from domain.words import Country, Day, Lines, Literal, Msg, Provider, Value, Words, lines, listing, paragraphs
from handlers.chat.views import Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.organisations.registration import KIND_NAMES, register_line
from handlers.partnerships.terms import ACCESS_NAMES, shelf_names
from handlers.support.case_words import who
from handlers.support.found import STATUS_NAMES, heading, opens, reference
from handlers.support.trail import changed_words, entry_words, who_did
from handlers.support.trail_values import CHECK_NAMES
from services.staff.files import File, OrganisationFile, PartnershipFile, PersonFile
from services.staff.finding import Kind
from services.staff.history import Entry
from storage.tables import Claim, Membership, Organisation, Partnership, VatCheck
from storage.work import Work

MOST_PEOPLE, MOST_PARTNERSHIPS, MOST_ENTRIES = 8, 6, 5
MOST_FIELDS = 2
"""Of those that have changed at once."""
LONGEST_VALUE, LONGEST_REASON, LONGEST_NAMES = 40, 200, 300


def file_view(work: Work, file: File) -> View:
    """The file as a card, with what was done last, and buttons to what belongs to it."""
    return View(paragraphs(file_words(work, file), _history(file.history)), _rows(file))


def file_words(work: Work, file: File) -> Words:
    """The file without its history."""
    match file:
        case OrganisationFile():
            return _organisation(file)
        case PersonFile():
            return _person(work, file)
        case PartnershipFile():
            return _partnership(file)


def _rows(file: File) -> tuple[Row, ...]:
    match file:
        case OrganisationFile():
            return _beside(file)
        case PersonFile():
            return _acts_for(file)
        case PartnershipFile():
            return (_sides(file.partnership),)


def _organisation(file: OrganisationFile) -> Words:
    own = file.organisation
    country, is_company = Country(own.country), own.kind is OrganisationKind.COMPANY
    return paragraphs(
        lines(
            heading(Kind.ORGANISATION, own.id, own.name),
            Msg("{kind}, {country}", kind=KIND_NAMES[own.kind], country=country),
            Msg("Partner code: <code>{code}</code>", code=own.partner_code) if own.partner_code is not None else None,
            Msg("Client code: <code>{code}</code>", code=file.code),
            Msg("Account: <code>{number}</code>", number=own.account_id) if own.account_id is not None else None,
            register_line(country, own.register_number) if is_company else None,
            *_numbers(file),
        ),
        lines(*_standing(own), *(_claim(each) for each in file.claims if each.decided_at is None)),
        _people(file.members),
        _partnerships(file),
    )


def _numbers(file: OrganisationFile) -> list[Words]:
    if file.vat_number is not None and file.vat_number.number not in {each.number for each in file.checks}:
        return [Msg("VAT number: <code>{number}</code>", number=file.vat_number.number)]
    return [_check(each) for each in file.checks]


def _check(check: VatCheck) -> Words:
    result = CHECK_NAMES[check.status]
    if check.differs and check.accepted is None:
        return Msg("<code>{number}</code>: {result}, the names differ", number=check.number, result=result)
    return Msg("<code>{number}</code>: {result}", number=check.number, result=result)


def _standing(own: Organisation) -> list[Words]:
    """Whether it is verified, closed, frozen; the last with the reason, which only staff reads."""
    found: list[Words] = []
    if own.verified_at is not None:
        found.append(Msg("✅ verified by {provider}, {day}", provider=Provider(), day=Day(own.verified_at)))
    else:
        found.append(Msg("⚠️ not verified"))
    if own.closed_at is not None:
        found.append(Msg("🔒 closed, {day}", day=Day(own.closed_at)))
    if own.frozen_at is not None and own.frozen_by is not None:
        found.append(
            Msg(
                "🧊 frozen by {name}, {day}: “{reason}”",
                name=own.frozen_by,
                day=Day(own.frozen_at),
                reason=_short(own.frozen_because or "", LONGEST_REASON),
            )
        )
    elif own.frozen_at is not None:
        found.append(Msg("⚖️ stands still since {day}: somebody disputes who may act", day=Day(own.frozen_at)))
    return found


def _claim(claim: Claim) -> Words:
    return Msg(
        "🙋 {name} waits for a decision since {day}", name=claim.claimed_by.first_name, day=Day(claim.claimed_at)
    )


def _people(members: Sequence[Membership]) -> Words:
    if not members:
        return Msg("👥 nobody acts for it")
    shown = [
        Msg("{name} ({role})", name=each.person.first_name, role=ROLE_NAMES[each.role])
        if each.person.telegram_id is not None
        else Msg("{name} ({role}, in the console)", name=each.person.first_name, role=ROLE_NAMES[each.role])
        for each in members[:MOST_PEOPLE]
    ]
    more = len(members) - len(shown)
    people = Msg("👥 {people}", people=listing(shown))
    return lines(people, Msg("… and {n} more", n=more)) if more > 0 else people


def _partnerships(file: OrganisationFile) -> Words | None:
    if not file.partnerships:
        return None
    counted = [Lines((count, STATUS_NAMES[status]), " ") for status, count in sorted(file.counts.items())]
    shown = [_between(each) for each in file.partnerships[:MOST_PARTNERSHIPS]]
    return lines(Msg("🤝 Partnerships and requests: {counts}", counts=listing(counted)), *shown)


def _between(each: Partnership) -> Words:
    return Msg(
        "• {client} – {partner}: {status}, {day}",
        client=each.client.name,
        partner=each.partner.name,
        status=STATUS_NAMES[each.status],
        day=Day(each.closed_at or each.confirmed_at or each.requested_at),
    )


def _beside(file: OrganisationFile) -> tuple[Row, ...]:
    own = file.organisation.id
    return tuple(
        (
            opens(
                Kind.PARTNERSHIP,
                each.id,
                Msg("with {other}", other=each.partner.name if each.client_id == own else each.client.name),
            ),
        )
        for each in file.partnerships[:MOST_PARTNERSHIPS]
    )


def _person(work: Work, file: PersonFile) -> Words:
    person = file.person
    channels = [
        Literal(f"Telegram: <code>{person.telegram_id}</code>")
        if person.telegram_id is not None
        else Msg("acts in the console of {provider} only", provider=Provider()),
        None
        if person.telegram_id is None or person.reachable
        else Msg("🚫 not reached there: never began, or has blocked the bot"),
        None if person.email is None else Msg("✉️ {address}", address=person.email),
        Msg("💬 is talking to support") if file.is_in_case else None,
    ]
    others = [
        Msg("{name} ({role})", name=each.organisation.name, role=ROLE_NAMES[each.role])
        for each in file.memberships[:MOST_PEOPLE]
    ]
    return paragraphs(
        lines(who(work, person), reference(Kind.PERSON, person.id), *channels),
        Msg("🏢 May act for {organisations}", organisations=listing(others)) if others else None,
    )


def _acts_for(file: PersonFile) -> tuple[Row, ...]:
    return tuple(
        (opens(Kind.ORGANISATION, each.organisation_id, each.organisation.name),)
        for each in file.memberships[:MOST_PEOPLE]
    )


def _partnership(file: PartnershipFile) -> Words:
    between = file.partnership
    products = [each.product.name for each in file.products]
    payers = {Payer.CLIENT: between.client.name, Payer.PARTNER: between.partner.name}
    if between.payer is not None:
        terms: Words = Msg("💳 Payment means of {other}", other=payers[between.payer])
    elif between.shelves and not products:
        terms = Msg("📦 {products}", products=shelf_names(between.shelves))
    else:
        terms = Msg("📦 {products}", products=listing(_few(products)))
    reason = between.reason if between.reason and not between.reason.startswith("#") else None
    return paragraphs(
        lines(
            heading(Kind.PARTNERSHIP, between.id, f"{between.client.name} – {between.partner.name}"),
            STATUS_NAMES[between.status],
            Msg("“{statement}”", statement=_short(reason, LONGEST_REASON)) if reason else None,
        ),
        lines(ACCESS_NAMES[between.access], terms),
        lines(
            Msg("asked for on {day}", day=Day(between.requested_at)),
            None if between.lapses_at is None else Msg("over on {day} at the latest", day=Day(between.lapses_at)),
            None if between.confirmed_at is None else Msg("confirmed on {day}", day=Day(between.confirmed_at)),
            None if between.closed_at is None else Msg("closed on {day}", day=Day(between.closed_at)),
        ),
    )


def _few(names: Sequence[str]) -> Sequence[str]:
    """As many as fit beside the rest; of no products, a dash: there is no sentence without."""
    shown: list[str] = []
    for name in names:
        if shown and sum(map(len, shown)) + len(name) > LONGEST_NAMES:
            return (*shown, f"+ {len(names) - len(shown)}")
        shown.append(name)
    return shown or ("–",)


def _sides(between: Partnership) -> Row:
    return (
        opens(Kind.ORGANISATION, between.client_id, between.client.name),
        opens(Kind.ORGANISATION, between.partner_id, between.partner.name),
    )


def _history(entries: Sequence[Entry]) -> Words | None:
    if not entries:
        return None
    return lines(Msg("🕘 <b>Done last</b>"), *map(_entry, entries[:MOST_ENTRIES]))


def _entry(entry: Entry) -> Words:
    parts: tuple[Value, ...] = (entry.at, entry_words(entry), who_did(entry))
    changed = changed_words(entry, MOST_FIELDS, LONGEST_VALUE)
    return Lines(parts if changed is None else (*parts, changed), " · ")


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
