"""The organisation one acts for: its profile, and acting for another."""

from __future__ import annotations

from domain.organisations.client_codes import client_code
from domain.organisations.kinds import OrganisationKind
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Country, Msg, Plural, Words, lines, paragraphs
from handlers.accounts.payloads import DisconnectAccount
from handlers.chat.chapters import Chapter, Remedy, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.speaking import open_said
from handlers.chat.payloads import Go
from handlers.chat.sayings import Saying, shows
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import console_row, is_without_representative, may, role_words
from handlers.organisations.payloads import SwitchOrganisation
from handlers.organisations.registration import KIND_NAMES, REGISTER, register_line
from handlers.organisations.verified import own_state, take_over_rows
from handlers.partnerships.payloads import WhoAsks
from handlers.support.reaching import way_to_support
from handlers.verification.payloads import GetVerified
from services import organisations
from services.rights import Act, NobodySigns, NoOrganisation, OrganisationClosed, own_organisation
from services.verification.merging import to_take_over
from storage.people import count_members, membership, memberships_of
from storage.tables import Organisation

MOST_LISTED = 30
"""Other organisations of a person, in one message."""


def _organisation(turn: Turn) -> None:
    turn.show(_view(turn))


def _view(turn: Turn) -> View:
    organisation = own_organisation(turn.person)
    own = membership(turn.work.session, turn.person.id, organisation.id)
    linked = own is not None and own.console_id is not None
    words = paragraphs(
        _profile(organisation),
        own_state(organisation),
        role_words(turn),
        _people(turn, organisation),
        Msg("🔗 Connected with the account at {provider}.", provider=turn.around.programme.provider)
        if linked
        else None,
    )
    people = Button(Msg("👥 People"), Go("people"))
    asked = Button(Msg("🔕 Requests"), WhoAsks())
    disconnect = Button(Msg("🔌 Disconnect"), DisconnectAccount(organisation.id, sure=False))
    rows: list[Row] = [*_verification(turn, organisation), (people, asked, disconnect) if linked else (people, asked)]
    rows.append((Button(Msg("🔑 What may I do here?"), Go("rights")),))
    if organisation.is_partner and may(turn, Act.WRITE_ENTRY):
        rows.append((Button(Msg("📇 My entry"), Go("myentry")),))
    if is_without_representative(turn):
        rows += [console_row(turn), *way_to_support(turn)]
    rows += _others(turn, organisation)
    rows.append((Button(Msg("📝 Register another"), Go("register")), MENU))
    return View(words, tuple(rows))


def _profile(organisation: Organisation) -> Words:
    country = Country(organisation.country)
    return lines(
        Msg("🏢 <b>{organisation}</b>", organisation=organisation.name),
        Msg("{kind}, {country}", kind=KIND_NAMES[organisation.kind], country=country),
        register_line(country, organisation.register_number) if organisation.kind is OrganisationKind.COMPANY else None,
        Msg("Partner code: <code>{code}</code> – clients can find you by it.", code=organisation.partner_code)
        if organisation.partner_code is not None
        else Msg("Client code: <code>{code}</code> – partners can find you by it.", code=client_code(organisation.id)),
    )


def _verification(turn: Turn, organisation: Organisation) -> tuple[Row, ...]:
    """The way to become verified; and what was prepared elsewhere, for one that is."""
    if organisation.verified_at is None:
        return ((Button(Msg("✅ Get verified"), GetVerified()),),)
    return take_over_rows(to_take_over(turn.work, turn.person, organisation), organisation)


def _people(turn: Turn, organisation: Organisation) -> Words:
    count = count_members(turn.work.session, [organisation.id]).get(organisation.id, 0)
    return Plural("{n} person acts for it here.", "{n} people act for it here.", count)


def _others(turn: Turn, organisation: Organisation) -> list[Row]:
    """The person's other organisations, to act for instead."""
    others = [
        membership.organisation
        for membership in memberships_of(turn.work.session, turn.person.id)
        if membership.organisation_id != organisation.id
    ]
    return [
        (Button(Msg("🔄 Act for {organisation}", organisation=other.name), SwitchOrganisation(other.id)),)
        for other in others[:MOST_LISTED]
    ]


def _switch(turn: Turn, payload: SwitchOrganisation) -> None:
    organisation = organisations.switch(turn.work, turn.person, payload.organisation)
    turn.whisper(Msg("You are acting for {organisation} now.", organisation=organisation.name))
    turn.show(_view(turn))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "register",
            lambda turn: open_form(turn, REGISTER),
            Msg("Register an organisation for which you act"),
            in_help=Msg("Register it, or another one"),
        ),
        ChatCommand(
            "organisation",
            _organisation,
            Msg("Your organisation, and acting for another"),
            in_help=Msg("Its profile, and acting for another"),
            by_link=True,
        ),
    ),
    routes=(on(SwitchOrganisation, _switch),),
    sayings=(
        Saying(
            name="register",
            visitors=True,
            label=Msg("📝 Register an organisation"),
            kind=Kind.DO,
            answer=lambda turn, heard: open_said(turn, REGISTER, heard),
            slots=frozenset({Slot.COUNTRY, Slot.NUMBER}),
        ),
        shows("organisation", Msg("🏢 Organisation"), "organisation"),
        shows("switch_organisation", Msg("🔄 Act for another organisation"), "organisation"),
    ),
    forms=(REGISTER,),
    ways_on={
        NobodySigns: lambda turn: (console_row(turn), *way_to_support(turn)),
        OrganisationClosed: lambda _turn: ((Button(Msg("🏢 Organisation"), Go("organisation")),),),
    },
    remedies={NoOrganisation: Remedy(label=Msg("📝 Register an organisation"), command="register", form=REGISTER)},
)
