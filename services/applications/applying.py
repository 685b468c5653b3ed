"""The applicant's side: how far the company fulfils the conditions (facts 4, 5, 38), and its application.

A legal representative applies. Until support has decided, they can withdraw it, and answer what support asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from domain.applications import (
    WAITING,
    Actor,
    ApplicationAction,
    ApplicationStatus,
    Undertaking,
    missing_value,
    move,
    total_value,
)
from domain.organisations.kinds import OrganisationKind
from domain.programme import Programme
from domain.words import Country, Day, Money, Msg, Refused
from services import events
from services.organisations import require_free_number
from services.rights import Act, NotFound, own_organisation, require
from storage import applications as stored
from storage.partnerships import lock_client
from storage.people import membership
from storage.tables import Application, Organisation, Person
from storage.work import Work


class CannotApply(Refused):
    """The organisation cannot become a partner by an application, or not now. Each reason is a subclass."""


class PrivateAccount(CannotApply):
    """A private person is no partner: the affiliate programme is for them (facts 1, 3)."""


class AlreadyPartner(CannotApply):
    """It is a partner already."""


class AlreadyApplied(CannotApply):
    """Its application waits for support."""


class TooEarly(CannotApply):
    """It was declined a while ago, and can apply again later."""


class NotVerified(CannotApply):
    """Nobody has compared it with the register yet; what was filled in is kept."""


class NoRegisterNumber(CannotApply):
    """A partner is in a commercial register (fact 4), and its number is not known."""


class BelowMinimum(CannotApply):
    """The products that it manages are worth too little (fact 5); `missing` is what they lack a year."""

    def __init__(self, value: Money, missing: Money) -> None:
        super().__init__(
            Msg(
                "{value} a year: that is {missing} less than the programme asks for. Come back as soon as you manage "
                "more: /becomepartner goes on where you stopped.",
                value=value,
                missing=missing,
            )
        )
        self.missing = missing


class NotAllUndertaken(CannotApply):
    """Not all that a partner promises has been accepted (facts 6–9)."""


@dataclass(frozen=True, slots=True)
class Value:
    """What the products that a company manages are worth a year, as far as the desk has them.

    `is_known` where all of it is the provider's own; otherwise somebody has typed some of it.
    """

    amount: Money
    is_known: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who has accepted something that a partner promises, by name, and when."""

    name: str
    at: dt.datetime


def accepted(application: Application, undertaking: Undertaking) -> Acceptance:
    """Who has accepted it for the company, and when."""
    stored_one = cast(dict[str, str], application.undertakings[undertaking.value])
    return Acceptance(stored_one["name"], dt.datetime.fromisoformat(stored_one["at"]))


def value_of(work: Work, programme: Programme, organisation: Organisation) -> Value:
    """What the organisation's own products are worth a year, and those that it manages for others (fact 5)."""
    worth = stored.worth_of(work.session, [organisation.id])[organisation.id]
    sums = dict(worth.sums)
    for currency, hundredths in worth.typed.items():
        sums[currency] = sums.get(currency, 0) + hundredths
    return Value(total_value(sums, programme.minimum_value, organisation.currency), worth.is_known)


def require_possible(work: Work, person: Person) -> Organisation:
    """The organisation for which the person may apply now. Raises `CannotApply`, and as `require` does."""
    organisation = own_organisation(person)
    if organisation.kind is not OrganisationKind.COMPANY:
        raise PrivateAccount(
            Msg(
                "{organisation} is a private account. Only a company can become a partner; for private people there "
                "is the affiliate programme.",
                organisation=organisation.name,
            )
        )
    if organisation.is_partner:
        raise AlreadyPartner(Msg("{organisation} is a partner already.", organisation=organisation.name))
    last = stored.newest_application(work.session, organisation.id)
    if last is not None and last.status in WAITING:
        raise AlreadyApplied(Msg("{organisation} has applied already: /becomepartner", organisation=organisation.name))
    if last is not None and (again := again_from(last)) is not None and work.now < again:
        raise TooEarly(
            Msg(
                "{organisation} can apply again from {day}: /becomepartner says what was missing.",
                organisation=organisation.name,
                day=Day(again),
            )
        )
    require(work, person, Act.APPLY, organisation)
    return organisation


def again_from(application: Application) -> dt.datetime | None:
    """The day, as a moment, from which on the company can apply again; `None` where it was not declined."""
    if application.again_from is None:
        return None
    return dt.datetime.combine(application.again_from, dt.time(), dt.UTC)


def submit(
    work: Work,
    programme: Programme,
    person: Person,
    *,
    website: str,
    value: Money | None,
    undertakings: Mapping[Undertaking, dt.datetime],
    register_number: str | None = None,
) -> Application:
    """The company applies. What its products are worth counts where that is enough; otherwise the stated `value` does.

    `register_number` is stated where the organisation has none. Raises `CannotApply`.
    """
    work.action = Act.APPLY
    own = own_organisation(person)
    lock_client(work.session, own.id)
    work.session.refresh(own)
    organisation = require_possible(work, person)
    if organisation.verified_at is None:
        raise NotVerified(
            Msg(
                "⚠️ {organisation} is not verified yet: /organisation shows how that is done. I keep your answers; "
                "when it is, /becomepartner brings you back here.",
                organisation=organisation.name,
            )
        )
    if organisation.register_number is None and not register_number:
        raise NoRegisterNumber(Msg("A partner needs a number in a commercial register."))
    if organisation.register_number is None:
        require_free_number(work, Country(organisation.country), register_number)
    if undertakings.keys() != set(Undertaking):
        raise NotAllUndertaken(Msg("Please agree to everything a partner undertakes."))
    counted = _counted(value_of(work, programme, organisation), value, programme)
    application = Application(
        organisation=organisation,
        applicant=person,
        status=ApplicationStatus.SUBMITTED,
        submitted_at=work.now,
        website=website,
        register_number=register_number if organisation.register_number is None else None,
        yearly_value=int(counted.amount.amount * 100),
        currency=counted.amount.currency,
        value_is_known=counted.is_known,
        undertakings={
            each.value: {"person": person.id, "name": person.first_name, "at": at.isoformat()}
            for each, at in undertakings.items()
        },
        due_at=remind_at(work, programme),
    )
    work.session.add(application)
    work.session.flush()
    work.happened(events.ApplicationSubmitted(application.id))
    return application


def remind_at(work: Work, programme: Programme) -> dt.datetime:
    """When support is reminded of what it gets now: in its hours, after the programme's time to answer."""
    return programme.support_hours.next_opening(work.now + programme.application_answers_within)


def _counted(here: Value, stated: Money | None, programme: Programme) -> Value:
    """Raises `BelowMinimum` where neither is enough."""
    if missing_value(here.amount, programme.minimum_value) is None and (stated is None or here.is_known):
        return here
    counted = Value(stated, is_known=False) if stated is not None else here
    missing = missing_value(counted.amount, programme.minimum_value)
    if missing is not None:
        raise BelowMinimum(counted.amount, missing)
    return counted


def withdraw(work: Work, person: Person, application_id: int) -> Application:
    """The company does not want to become a partner any more. Raises `NotInThisState` where it is decided."""
    work.action = "application.withdraw"
    application = own_application(work, person, application_id)
    application.status = move(application.status, ApplicationAction.WITHDRAW, Actor.APPLICANT)
    application.decided_at, application.decided_by = work.now, person.first_name[:64]
    application.due_at = None
    work.session.flush()
    work.happened(events.ApplicationWithdrawn(application.id))
    return application


def answerable(work: Work, person: Person, application_id: int) -> Application:
    """The person's application, while support waits for an answer. Raises `NotInThisState`."""
    application = own_application(work, person, application_id)
    move(application.status, ApplicationAction.ANSWER, Actor.APPLICANT)
    return application


def answer(work: Work, programme: Programme, person: Person, application_id: int, text: str) -> Application:
    """The company answers what support has asked: support is to decide again."""
    work.action = "application.answer"
    application = answerable(work, person, application_id)
    application.status = move(application.status, ApplicationAction.ANSWER, Actor.APPLICANT)
    application.answer = text
    application.due_at = remind_at(work, programme)
    work.happened(events.ApplicationAnswered(application.id))
    return application


def own_application(work: Work, person: Person, application_id: int) -> Application:
    """An application of an organisation for which the person may apply; both are locked. Raises `NotFound`."""
    known = work.session.get(Application, application_id)
    if known is None or membership(work.session, person.id, known.organisation_id) is None:
        raise NotFound(Msg("I cannot find this application any more."))
    lock_client(work.session, known.organisation_id)
    require(work, person, Act.APPLY, known.organisation)
    application = stored.application(work.session, application_id)
    if application is None:
        raise NotFound(Msg("I cannot find this application any more."))
    return application
