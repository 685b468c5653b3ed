"""Partners whose products are worth less than the programme asks for (fact 5), where the provider knows their worth.

Once a day, all partners with an account are looked at. Whose products are worth too little is watched from then on;
after the profile's time it is told and has a grace period, then support decides. Who reaches the value again has never
to explain itself. Nobody is judged by what people have typed.
"""

from __future__ import annotations

from domain.applications import ReviewOutcome, missing_value, total_value
from domain.programme import Programme
from domain.words import Money, Msg, Refused
from services import events
from services.accounts.taking.ending import cease_all_of
from services.applications.applying import remind_at
from services.applications.deciding import AGAIN_AFTER, NO_GROUP_AGAIN_AFTER
from services.rights import NotFound
from storage import applications as stored
from storage.accounts.taking import clients_of_open, lock_organisations
from storage.partnerships import lock_client
from storage.tables import Organisation, PartnerReview
from storage.work import Work

BATCH = 50
PAGE = 200
"""Partners that are looked at together."""
BEGINNING = ("", 0)


class ReviewDecided(Refused):
    """Support has decided already, or there is nothing to decide any more."""


def look_at_partners(work: Work, programme: Programme, behind: tuple[str, int] = BEGINNING) -> tuple[str, int] | None:
    """Looks at the next partners by name; returns behind whom to go on, `None` after the last ones."""
    partners = stored.partners_behind(work.session, behind, PAGE)
    if not partners:
        return None
    worth = stored.worth_of(work.session, [each.id for each in partners])
    known = [each for each in partners if worth[each.id].is_known]
    under_review = stored.open_reviews(work.session, [each.id for each in known])
    for partner in known:
        value = total_value(worth[partner.id].sums, programme.minimum_value, partner.currency)
        is_below = missing_value(value, programme.minimum_value) is not None
        if is_below is not (partner.id in under_review):
            _begin_or_end(work, programme, partner)
    last = partners[-1]
    return last.sort_name, last.id


def _begin_or_end(work: Work, programme: Programme, partner: Organisation) -> None:
    """Somebody may have done it meanwhile, or the partner may be worth enough: it is looked at once more, locked."""
    lock_client(work.session, partner.id)
    open_one = stored.open_reviews(work.session, [partner.id]).get(partner.id)
    value = _present_value(work, programme, partner)
    is_below = value is not None and missing_value(value, programme.minimum_value) is not None
    if open_one is None and is_below and value is not None:
        with work.as_programme("partner_review.begin"):
            work.session.add(
                PartnerReview(
                    partner=partner,
                    below_since=work.now,
                    yearly_value=int(value.amount * 100),
                    currency=value.currency,
                    due_at=work.now + programme.below_value_for,
                )
            )
            work.session.flush()
    elif open_one is not None and not is_below:
        review = stored.review(work.session, open_one.id)
        if review is not None and review.decided_at is None:
            _recovered(work, review, value)


def _present_value(work: Work, programme: Programme, partner: Organisation) -> Money | None:
    """What its products are worth; `None` where that is not known (any more)."""
    worth = stored.worth_of(work.session, [partner.id])[partner.id]
    return total_value(worth.sums, programme.minimum_value, partner.currency) if worth.is_known else None


def look_at_due_reviews(work: Work, programme: Programme, *, group: bool, limit: int = BATCH) -> int:
    """Tells partners, and asks support, whichever is due; returns how many were. Without a `group`, support waits."""
    due = due_reviews(work, limit)
    for review_id in due:
        look_at_review(work, programme, review_id, group=group)
    return len(due)


def due_reviews(work: Work, limit: int = BATCH) -> list[int]:
    """The ids of those that have waited longest, in one order for all who lock them."""
    return sorted(stored.due_reviews(work.session, work.now, limit))


def postpone(work: Work, review_id: int) -> None:
    """Looks at a review again in an hour: something is wrong with it, and the others must not wait for that."""
    review = stored.review(work.session, review_id)
    if review is not None and review.due_at is not None:
        with work.as_programme("partner_review.postpone"):
            review.due_at = work.now + AGAIN_AFTER


def look_at_review(work: Work, programme: Programme, review_id: int, *, group: bool) -> None:
    """Tells of one, or asks, unless that was done in the meantime."""
    review = _locked(work, review_id)
    if review.decided_at is not None or review.due_at is None or review.due_at > work.now:
        return
    partner = review.partner
    if not partner.is_partner or partner.closed_at is not None:
        _decide(work, review, ReviewOutcome.DISMISSED, None)
        return
    value = _present_value(work, programme, partner)
    if value is None or missing_value(value, programme.minimum_value) is None:
        _recovered(work, review, value)
        return
    with work.as_programme("partner_review.remind"):
        review.yearly_value, review.currency = int(value.amount * 100), value.currency
        if review.told_at is None:
            review.told_at = work.now
            review.grace_until = review.due_at = work.now + programme.grace_period
            work.happened(events.PartnerBelowValue(review.id))
        elif not programme.support_hours.are_open(work.now):
            review.due_at = programme.support_hours.next_opening(work.now)
        elif not group:
            review.due_at = work.now + NO_GROUP_AGAIN_AFTER
        else:
            review.due_at = remind_at(work, programme)
            work.happened(events.ReviewDue(review.id))


def keep(work: Work, review_id: int, by: str) -> PartnerReview:
    """Support lets the partner stay; if nothing changes, it is asked again after the same times. Raises `Refused`."""
    work.action = "partner_review.keep"
    review = undecided(work, review_id)
    _decide(work, review, ReviewOutcome.KEPT, by)
    return review


def dismiss(work: Work, review_id: int, by: str) -> PartnerReview:
    """The organisation is no partner any more: what it had with clients ends, and all are told. Raises `Refused`."""
    work.action = "partner_review.dismiss"
    known = work.session.get(PartnerReview, review_id)
    if known is not None:
        partner_id = known.partner_id
        lock_organisations(work.session, {partner_id, *clients_of_open(work.session, [partner_id])})
    review = undecided(work, review_id)
    partner = review.partner
    partner.is_partner, partner.partner_code = False, None
    work.session.flush()
    _decide(work, review, ReviewOutcome.DISMISSED, by)
    cease_all_of(work, (), [partner])
    work.happened(events.PartnerLetGo(partner.id))
    work.session.flush()
    return review


def undecided(work: Work, review_id: int) -> PartnerReview:
    """The review, while support has not decided; locked with its partner. Raises `NotFound` or `ReviewDecided`."""
    review = _locked(work, review_id)
    if review.decided_at is not None:
        raise ReviewDecided(Msg("This has been decided already, as the card shows."))
    return review


def _locked(work: Work, review_id: int) -> PartnerReview:
    known = work.session.get(PartnerReview, review_id)
    if known is None:
        raise NotFound(Msg("I cannot find this any more."))
    lock_client(work.session, known.partner_id)
    work.session.refresh(known.partner)
    review = stored.review(work.session, review_id)
    if review is None:
        raise NotFound(Msg("I cannot find this any more."))
    return review


def _recovered(work: Work, review: PartnerReview, value: Money | None) -> None:
    with work.as_programme("partner_review.end"):
        if value is not None:
            review.yearly_value, review.currency = int(value.amount * 100), value.currency
        _decide(work, review, ReviewOutcome.RECOVERED, None)


def _decide(work: Work, review: PartnerReview, outcome: ReviewOutcome, by: str | None) -> None:
    review.outcome, review.decided_at = outcome, work.now
    review.decided_by = None if by is None else by[:64]
    review.due_at = None
    work.session.flush()
    if outcome is not ReviewOutcome.RECOVERED:
        work.happened(events.ReviewDecided(review.id))
    elif review.told_at is not None:
        work.happened(events.PartnerRecovered(review.id))
