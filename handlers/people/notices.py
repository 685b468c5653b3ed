"""What people are told about colleagues who come."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Role
from domain.words import Msg, lines
from handlers.chat.notices import Notice
from handlers.chat.payloads import Go
from handlers.chat.views import Button, View
from handlers.organisations.acting import ROLE_NAMES
from services.events import MemberJoined
from storage.people import members
from storage.tables import Organisation, Person
from storage.work import Work


def member_joined(event: MemberJoined, work: Work) -> Iterator[Notice]:
    """The legal representatives learn who has come, and in which role."""
    person = work.session.get_one(Person, event.person_id)
    organisation = work.session.get_one(Organisation, event.organisation_id)
    joined = members(work.session, organisation.id)
    role = next(ROLE_NAMES[membership.role] for membership in joined if membership.person_id == person.id)
    words = lines(
        Msg("👋 <b>{person} has joined your organisation.</b>", person=person.first_name),
        Msg("Role: {role}", role=role),
    )
    view = View(words, ((Button(Msg("🏢 Organisation"), Go("organisation")),),))
    for membership in joined:
        if membership.role is Role.LEGAL_REPRESENTATIVE and membership.person_id != person.id:
            yield Notice(membership.person, view, organisation)
