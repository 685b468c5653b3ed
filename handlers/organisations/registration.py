"""Registering an organisation: which kind, its name, country and register number, and that the person may decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.countries import COMMON, find_country
from domain.names.reading import read_organisation_name
from domain.organisations.kinds import OrganisationKind
from domain.organisations.register_countries import require_register_taken
from domain.organisations.registers import format_register_number, read_register_number, register_hint
from domain.sayings.slots import Slot
from domain.words import Country, Lines, Msg, Refused, Words, lines, paragraphs
from handlers.chat.forms.form import Ask, Asking, Choose, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.packing import fits
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link, Row, View
from handlers.organisations.vat_prompts import lacks_vat_number, vat_row
from handlers.organisations.verified import own_state
from handlers.verification.payloads import ClaimAccess, ClaimDispute, GetVerified
from services import organisations
from services.verification import claiming

KIND_NAMES: Mapping[OrganisationKind, Msg] = {
    OrganisationKind.COMPANY: Msg("Company"),
    OrganisationKind.PRIVATE: Msg("Private account"),
}
NO_NUMBER = ""
"""The answer of a company that does not give its register number."""
_DECLARED = "true"


@dataclass(frozen=True)
class Draft:
    """What is known of the organisation so far. `country` is an ISO code.

    Raises `ValueError` for a register number of another country: it is asked for again when the country changes.
    """

    kind: OrganisationKind | None = None
    name: str | None = None
    country: str | None = None
    register_number: str | None = None
    declared: bool | None = None

    def __post_init__(self) -> None:
        if self.country is not None and self.register_number:
            try:
                read_register_number(Country(self.country), self.register_number)
            except Refused as refused:
                raise ValueError("no register number of this country") from refused

    @property
    def is_company(self) -> bool:
        """Whether it is in a register at all."""
        return self.kind is OrganisationKind.COMPANY

    @property
    def home(self) -> Country:
        """The organisation's country."""
        return Country(answered(self.country))


def _which_kind(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>For whom do you act?</b>"),
        Msg(
            "<b>Company:</b> an organisation with a company account at {provider}. "
            "Only these can enter a European VAT number, and only a company can become a partner.",
            provider=_provider(asking),
        ),  # facts 4, 33
        Msg("<b>Private account:</b> a person with products of their own at {provider}.", provider=_provider(asking)),
        Msg("Both can add partners and give them access."),
    )


def _kind_options(_asking: Asking[Draft]) -> Sequence[Option]:
    return [
        Option(OrganisationKind.COMPANY.value, Msg("🏢 {kind}", kind=KIND_NAMES[OrganisationKind.COMPANY])),
        Option(OrganisationKind.PRIVATE.value, Msg("👤 {kind}", kind=KIND_NAMES[OrganisationKind.PRIVATE])),
    ]


def _provider(asking: Asking[Draft]) -> str:
    return asking.turn.around.programme.provider


def _which_name(asking: Asking[Draft]) -> Words:
    if asking.draft.is_company:
        return Msg(
            "<b>What is the company called?</b>\n\n"
            "Please type its name as the commercial register has it, for example “Alpweb AG”."
        )
    return Msg(
        "<b>In whose name is the account?</b>\n\n"
        "Please type the name as it stands in the account at {provider}. Partners see it when you ask them.",
        provider=_provider(asking),
    )


def _read_name(asking: Asking[Draft], text: str) -> str:
    name = read_organisation_name(text)
    organisations.require_own_name(asking.turn.work, _provider(asking), name)
    return name


def _which_country(asking: Asking[Draft]) -> Words:
    name = answered(asking.draft.name)
    return paragraphs(
        Msg("<b>In which country is {organisation} registered?</b>", organisation=name)
        if asking.draft.is_company
        else Msg("<b>In which country is {organisation} based?</b>", organisation=name),
        Msg("Tap a country, or type the name of any other."),
    )


def _country_options(asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(country.code, Lines((_flag(country), country), " ")) for country in _proposed(asking)]


def _proposed(asking: Asking[Draft]) -> Sequence[Country]:
    """The countries to tap: where most are at home, as far as the programme takes them."""
    taken = _taken(asking)
    if taken is None:
        return COMMON
    common = [country for country in COMMON if country.code in taken]
    others = [Country(code) for code in sorted(taken) if Country(code) not in common]
    return (common + others)[: len(COMMON)]


def _taken(asking: Asking[Draft]) -> Collection[str] | None:
    """Whose registers the programme takes; private accounts are in none."""
    return asking.turn.around.programme.register_countries if asking.draft.is_company else None


def _read_country(asking: Asking[Draft], text: str) -> str:
    country = find_country(text)
    require_register_taken(country, _taken(asking))
    return country.code


def _flag(country: Country) -> str:
    """Unicode makes a flag of two letters from another alphabet."""
    return "".join(chr(ord("🇦") + ord(letter) - ord("A")) for letter in country.code)


def _which_number(asking: Asking[Draft]) -> Words:
    hint = register_hint(asking.draft.home)
    return paragraphs(
        Msg("<b>Which number does {organisation} have in the register?</b>", organisation=answered(asking.draft.name)),
        Msg("{name}, for example <code>{example}</code>", name=hint.name, example=hint.example),
        Msg("Partners need one. As a client you can leave it out."),  # fact 4
    )


def _read_number(asking: Asking[Draft], text: str) -> str:
    number = read_register_number(asking.draft.home, text)
    organisations.require_free_number(asking.turn.work, asking.draft.home, number)
    return number


def here_already(turn: Turn, refused: Refused) -> tuple[Row, ...]:
    """What somebody can do whose company is here already, where anybody can judge it; nothing after other refusals."""
    if not isinstance(refused, organisations.NumberIsHere):
        return ()
    where = (refused.organisation.country, refused.organisation.register_number or "")
    by_support = claiming.support_judges(turn.work, turn.around.programme, turn.person)
    ways: list[Button] = []
    if by_support or claiming.representatives(turn.work, refused.organisation):
        ways.append(Button(Msg("🙋 I belong to it: let me in"), ClaimAccess(*where)))
    if by_support:
        ways.append(Button(Msg("⚖️ They have no right to it"), ClaimDispute(*where)))
    return tuple((way,) for way in ways if not isinstance(way.does, Link) and fits(way.does))


def _declaration(asking: Asking[Draft]) -> Words:
    name = answered(asking.draft.name)
    return paragraphs(
        Msg("<b>May you decide for {organisation}?</b>", organisation=name),
        Msg("Only a legal representative of an organisation can give partners access to its products."),  # fact 30
        Msg("“I declare that I am a legal representative of {organisation}.”", organisation=name)
        if asking.draft.is_company
        else Msg("“I declare that this account is mine, or that I legally represent its holder.”"),
        Msg("If you are not, please ask somebody who is to register here and invite you."),
    )


def _review(asking: Asking[Draft]) -> Words:
    draft = asking.draft
    return paragraphs(
        Msg("<b>Is everything right?</b>"),
        lines(
            Msg("Name: <b>{organisation}</b>", organisation=answered(draft.name)),
            Msg("Kind: {kind}", kind=KIND_NAMES[answered(draft.kind)]),
            Msg("Country: {country}", country=draft.home),
            register_line(draft.home, draft.register_number) if draft.is_company else None,
        ),
        Msg("By registering it, you declare that you may decide for it as its legal representative."),
    )


def register_line(country: Country, number: str | None) -> Words:
    """The register number under the name that it has in `country`."""
    if not number:
        return Msg("Register number: not given")
    return Msg(
        "{name}: <code>{number}</code>",
        name=register_hint(country).name,
        number=format_register_number(country, number),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    organisation = organisations.register(
        turn.work,
        turn.person,
        answered(draft.kind),
        answered(draft.name),
        draft.home,
        draft.register_number or None,
        programme=turn.around.programme,
    )
    rows: list[Row] = [*vat_row(turn, organisation)]
    if organisation.verified_at is None:
        rows.append((Button(Msg("✅ Get verified"), GetVerified()),))
    if turn.around.programme.products_by_hand:
        rows.append((Button(Msg("📦 Add a product"), Go("addproduct")),))
    rows.append((Button(Msg("🤝 Add a partner"), Go("addpartner")),))
    words = paragraphs(
        Msg("🎉 <b>{organisation}</b> is registered, and you are acting for it.", organisation=organisation.name),
        None if organisation.verified_at else own_state(organisation),
        Msg(
            "🧾 Does it have a European VAT number? With a valid one, reverse charge applies, "
            "and you are not asked for it when you pay."
        )
        if lacks_vat_number(turn, organisation)
        else None,
        Msg(
            "What next? For limited access, list the products that a partner should manage. "
            "For full access you can ask a partner straight away."
        )
        if turn.around.programme.products_by_hand
        else Msg(
            "What next? Your products come from your account at {provider}. "
            "For full access you can ask a partner straight away.",
            provider=turn.around.programme.provider,
        ),
    )
    return View(words, (*rows, (MENU,)))


REGISTER: Form[Draft] = Form(
    name="register",
    title=Msg("Register an organisation"),
    draft=Draft,
    questions=(
        Choose(name="kind", label=Msg("Kind of account"), say=_which_kind, options=_kind_options),
        Ask(
            name="name",
            label=Msg("Name"),
            say=_which_name,
            read=_read_name,
        ),
        Ask(
            name="country",
            label=Msg("Country"),
            say=_which_country,
            read=_read_country,
            options=_country_options,
            slot=Slot.COUNTRY,
            named=lambda _asking, code: Country(str(code)),
        ),
        Ask(
            name="register_number",
            label=Msg("Register number"),
            say=_which_number,
            read=_read_number,
            ways=lambda asking, refused: here_already(asking.turn, refused),
            unmistakable=True,
            options=lambda _asking: (Option(NO_NUMBER, Msg("⏭ Leave it out")),),
            when=lambda draft: draft.is_company,
            slot=Slot.NUMBER,
            named=lambda asking, number: format_register_number(asking.draft.home, str(number)),
        ),
        Choose(
            name="declared",
            label=Msg("Declaration"),
            say=_declaration,
            options=lambda _asking: (Option(_DECLARED, Msg("✅ I declare this")),),
        ),
    ),
    steps=lambda draft: 4 if draft.kind is OrganisationKind.PRIVATE else 5,
    review=_review,
    finish_label=Msg("✅ Register"),
    finish=_finish,
)
