"""Support's side of applications: whoever of it decides is known by name, in its group or at a desk."""

from __future__ import annotations

import datetime as dt

from domain.applications import Actor, ApplicationAction, move
from domain.programme import Programme
from domain.words import Country, Msg
from services import events
from services.applications.applying import AlreadyPartner, NotVerified, remind_at
from services.organisations import new_partner_code, require_free_number
from services.rights import NotFound, require_deciding
from storage import applications as stored
from storage.organisations.verified import lock_number
from storage.partnerships import lock_client
from storage.tables import Application, Organisation
from storage.work import Work

BATCH = 50
AGAIN_AFTER = dt.timedelta(hours=1)
NO_GROUP_AGAIN_AFTER = dt.timedelta(hours=1)
"""So soon does a group that was connected meanwhile learn of an application that is overdue."""


def undecided(work: Work, application_id: int) -> Application:
    """The application, as long as it is open, and locked with its organisation.

    Raises `NotFound` or `NotInThisState`.
    """
    application = _locked(work, application_id)
    move(application.status, ApplicationAction.APPROVE, Actor.SUPPORT)
    return application


def approve(work: Work, application_id: int, by: str) -> Application:
    """The company is a partner from now on: it gets its code, and clients find it.

    Raises `NumberIsHere`, `NotVerified`, `AlreadyPartner`, and as `require_deciding` does.
    """
    work.action = "application.approve"
    application = _locked(work, application_id, with_number=True)
    status = move(application.status, ApplicationAction.APPROVE, Actor.SUPPORT)
    organisation = application.organisation
    require_deciding(organisation)
    if organisation.verified_at is None:
        raise NotVerified(Msg("{organisation} is not verified any more.", organisation=organisation.name))
    if organisation.is_partner:
        raise AlreadyPartner(Msg("{organisation} is a partner already.", organisation=organisation.name))
    if organisation.register_number is None and application.register_number is not None:
        require_free_number(work, Country(organisation.country), application.register_number, but=organisation)
        organisation.register_number = application.register_number
    organisation.is_partner, organisation.partner_code = True, new_partner_code()
    organisation.website = application.website
    application.status = status
    _decided(work, application, by)
    work.happened(events.ApplicationApproved(application.id))
    work.happened(events.PartnerAdmitted(organisation.id))
    return application


def decline(work: Work, programme: Programme, application_id: int, by: str, reason: str) -> Application:
    """The company does not become a partner now; it can try again after the programme's time.

    `reason` is in support's words, or the code of a canned one.
    """
    work.action = "application.decline"
    application = _locked(work, application_id)
    application.status = move(application.status, ApplicationAction.DECLINE, Actor.SUPPORT)
    application.reason = reason
    application.again_from = (work.now + programme.apply_again_after).date()
    _decided(work, application, by)
    work.happened(events.ApplicationDeclined(application.id))
    return application


def ask_back(work: Work, programme: Programme, application_id: int, by: str, question: str) -> Application:
    """Support wants to know more, and whoever asks has it in hand; another question takes the place of the first."""
    work.action = "application.ask_back"
    application = _locked(work, application_id)
    application.status = move(application.status, ApplicationAction.ASK_BACK, Actor.SUPPORT)
    application.question, application.answer = question, None
    application.assigned_to = by[:64]
    application.due_at = work.now + programme.application_answers_within
    work.happened(events.ApplicationQuestioned(application.id))
    return application


def assign(work: Work, application_id: int, name: str) -> Application:
    """Somebody of support takes it in hand."""
    work.action = "application.assign"
    application = undecided(work, application_id)
    application.assigned_to = name[:64]
    work.happened(events.ApplicationAssigned(application.id))
    return application


def look_at_due_applications(work: Work, programme: Programme, *, group: bool, limit: int = BATCH) -> int:
    """Reminds of applications that wait; returns how many were due. Without a `group`, there is nobody to remind."""
    due = due_applications(work, limit)
    for application_id in due:
        look_at_application(work, programme, application_id, group=group)
    return len(due)


def due_applications(work: Work, limit: int = BATCH) -> list[int]:
    """The ids of those that have waited longest, in one order for all who lock them."""
    return sorted(stored.due_applications(work.session, work.now, limit))


def postpone(work: Work, application_id: int) -> None:
    """Looks at an application again in an hour: something is wrong with it, and the others must not wait for that."""
    application = stored.application(work.session, application_id)
    if application is not None and application.due_at is not None:
        with work.as_programme("application.postpone"):
            application.due_at = work.now + AGAIN_AFTER


def look_at_application(work: Work, programme: Programme, application_id: int, *, group: bool) -> None:
    """Reminds of one, unless that was done in the meantime."""
    known = work.session.get(Application, application_id)
    if known is None:
        return
    lock_client(work.session, known.organisation_id)
    application = stored.application(work.session, application_id)
    if application is None or application.due_at is None or application.due_at > work.now:
        return
    with work.as_programme("application.remind"):
        if application.question is not None and application.answer is None:
            application.due_at = None  # the applicant is reminded once: it is theirs to answer
        elif not programme.support_hours.are_open(work.now):
            application.due_at = programme.support_hours.next_opening(work.now)
            return
        elif not group:
            application.due_at = work.now + NO_GROUP_AGAIN_AFTER
            return
        else:
            application.due_at = remind_at(work, programme)
    work.happened(events.ApplicationReminded(application.id))


def _locked(work: Work, application_id: int, *, with_number: bool = False) -> Application:
    known = work.session.get(Application, application_id)
    if known is None:
        raise NotFound(Msg("I cannot find this application any more."))
    organisation = work.session.get_one(Organisation, known.organisation_id)
    # In the order in which whatever settles who is who needs them: the number, the organisation, the application.
    if with_number and known.register_number is not None:
        lock_number(work.session, organisation.country, known.register_number)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    application = stored.application(work.session, application_id)
    if application is None:
        raise NotFound(Msg("I cannot find this application any more."))
    return application


def _decided(work: Work, application: Application, by: str) -> None:
    application.decided_at, application.decided_by = work.now, by[:64]
    application.due_at = None
    work.session.flush()
