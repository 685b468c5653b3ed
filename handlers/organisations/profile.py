"""The organisation one acts for: its profile, its people, and acting for another."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Country, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, Remedy, on
from handlers.chat.dialogue import open_form
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, may_decide, role_words
from handlers.organisations.payloads import SwitchOrganisation
from handlers.organisations.registration import KIND_NAMES, REGISTER, register_line
from handlers.people.payloads import InviteColleague
from services import organisations
from services.authority import NoOrganisation, own_organisation
from storage.people import members, memberships_of
from storage.tables import Organisation

MOST_LISTED = 30
"""Colleagues, and other organisations of a person, in one message."""


def _organisation(turn: Turn) -> None:
    turn.show(_view(turn))


def _view(turn: Turn) -> View:
    organisation = own_organisation(turn.person)
    words = paragraphs(
        _profile(organisation),
        role_words(turn),
        _people(turn, organisation),
    )
    rows: list[Row] = []
    if may_decide(turn):
        rows += [
            (Button(Msg("➕ Invite an employee"), InviteColleague(organisation.id, Role.EMPLOYEE)),),
            (
                Button(
                    Msg("➕ Invite a legal representative"),
                    InviteColleague(organisation.id, Role.LEGAL_REPRESENTATIVE),
                ),
            ),
        ]
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
        else None,
    )


def _people(turn: Turn, organisation: Organisation) -> Words:
    everybody = members(turn.work.session, organisation.id)
    more = len(everybody) - MOST_LISTED
    return lines(
        Msg("<b>Who acts for it here</b>"),
        *(
            Msg("• {name}, {role}", name=member.person.first_name, role=ROLE_NAMES[member.role])
            for member in everybody[:MOST_LISTED]
        ),
        Msg("… and {n} more", n=more) if more > 0 else None,
    )


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
            Msg("Your organisation, colleagues, invitations"),
            in_help=Msg("Its profile, colleagues, invitations"),
        ),
    ),
    routes=(on(SwitchOrganisation, _switch),),
    forms=(REGISTER,),
    remedies={NoOrganisation: Remedy(label=Msg("📝 Register an organisation"), command="register", form=REGISTER)},
)
