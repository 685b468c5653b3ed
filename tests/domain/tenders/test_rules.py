"""Every arrow of the three diagrams, and every one that must not exist (fact 12)."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.tenders import offers, questions, rules
from domain.tenders.offers import OfferAction, OfferActor, OfferStatus
from domain.tenders.questions import QuestionAction, QuestionStatus
from domain.tenders.rules import TenderAction, TenderActor, TenderStatus

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
S, A, BY = TenderStatus, TenderAction, TenderActor
TENDER_ARROWS = {
    (S.HELD, A.RELEASE, BY.SUPPORT): S.OPEN,
    (S.HIDDEN, A.RELEASE, BY.SUPPORT): S.OPEN,
    (S.HELD, A.CHANGE, BY.CLIENT): S.HELD,
    (S.OPEN, A.CHANGE, BY.CLIENT): S.OPEN,
    (S.OPEN, A.EXTEND, BY.CLIENT): S.OPEN,
    (S.LAPSED, A.EXTEND, BY.CLIENT): S.OPEN,
    (S.OPEN, A.CHOOSE, BY.CLIENT): S.CHOSEN,
    (S.LAPSED, A.CHOOSE, BY.CLIENT): S.CHOSEN,
    (S.CHOSEN, A.AWARD, BY.PARTNER): S.AWARDED,
    (S.CHOSEN, A.REOPEN, BY.PARTNER): S.OPEN,
    (S.CHOSEN, A.REOPEN, BY.CLIENT): S.OPEN,
    (S.HELD, A.LAPSE, BY.PROGRAMME): S.CLOSED,
    (S.LAPSED, A.LAPSE, BY.PROGRAMME): S.CLOSED,
    (S.CHOSEN, A.LAPSE, BY.PROGRAMME): S.CLOSED,
    **{(status, A.CLOSE, BY.CLIENT): S.CLOSED for status in (S.HELD, S.OPEN, S.LAPSED, S.CHOSEN, S.HIDDEN)},
    **{(status, A.HIDE, BY.SUPPORT): S.HIDDEN for status in (S.HELD, S.OPEN, S.LAPSED, S.CHOSEN)},
}


def test_a_tender_takes_these_arrows_and_no_others() -> None:
    for status in S:
        for action in A:
            for actor in BY:
                to = TENDER_ARROWS.get((status, action, actor))
                assert rules.is_possible(status, action, actor) == (to is not None), (status, action, actor)
                if to is not None:
                    assert rules.move(status, action, actor) is to
                else:
                    with pytest.raises(rules.TenderNotInThisState):
                        rules.move(status, action, actor)


@pytest.mark.parametrize("status", S)
def test_lateness_is_told_to_the_second(status: TenderStatus) -> None:
    second = dt.timedelta(seconds=1)
    assert rules.state_of(status, NOON, NOON - second) is status
    assert rules.state_of(status, NOON, NOON) is (S.LAPSED if status is S.OPEN else status)


def test_an_offer_takes_these_arrows_and_no_others() -> None:
    arrows = {
        (OfferStatus.MADE, OfferAction.CHANGE, OfferActor.PARTNER): OfferStatus.MADE,
        (OfferStatus.MADE, OfferAction.WITHDRAW, OfferActor.PARTNER): OfferStatus.WITHDRAWN,
        (OfferStatus.MADE, OfferAction.CHOOSE, OfferActor.CLIENT): OfferStatus.CHOSEN,
        (OfferStatus.MADE, OfferAction.THANK, OfferActor.CLIENT): OfferStatus.THANKED,
        (OfferStatus.MADE, OfferAction.THANK, OfferActor.PROGRAMME): OfferStatus.THANKED,
        (OfferStatus.CHOSEN, OfferAction.LET_GO, OfferActor.CLIENT): OfferStatus.MADE,
        (OfferStatus.CHOSEN, OfferAction.UNDERTAKE, OfferActor.PARTNER): OfferStatus.ACCEPTED,
        (OfferStatus.CHOSEN, OfferAction.BACK_OUT, OfferActor.PARTNER): OfferStatus.WITHDRAWN,
        (OfferStatus.CHOSEN, OfferAction.THANK, OfferActor.PROGRAMME): OfferStatus.THANKED,
    }
    for status in OfferStatus:
        for action in OfferAction:
            for actor in OfferActor:
                to = arrows.get((status, action, actor))
                assert offers.is_possible(status, action, actor) == (to is not None), (status, action, actor)
                if to is not None:
                    assert offers.move(status, action, actor) is to
                else:
                    with pytest.raises(offers.OfferNotInThisState):
                        offers.move(status, action, actor)


def test_a_question_takes_these_arrows_and_no_others() -> None:
    arrows = {
        (QuestionStatus.ASKED, QuestionAction.ANSWER_ALL): QuestionStatus.ANSWERED_TO_ALL,
        (QuestionStatus.ASKED, QuestionAction.ANSWER_ONE): QuestionStatus.ANSWERED_TO_ONE,
        (QuestionStatus.ASKED, QuestionAction.SET_ASIDE): QuestionStatus.SET_ASIDE,
        (QuestionStatus.ANSWERED_TO_ONE, QuestionAction.ANSWER_ALL): QuestionStatus.ANSWERED_TO_ALL,
    }
    for status in QuestionStatus:
        for action in QuestionAction:
            to = arrows.get((status, action))
            if to is not None:
                assert questions.move(status, action) is to
            else:
                with pytest.raises(questions.QuestionNotInThisState):
                    questions.move(status, action)
