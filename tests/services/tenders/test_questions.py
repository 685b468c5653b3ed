"""Questions about a tender, and answers to all or to one."""

from __future__ import annotations

import pytest

from domain.tenders.questions import QuestionNotInThisState, QuestionStatus
from domain.tenders.rules import TenderNotInThisState
from domain.tenders.screening import ContactInText
from services import events
from services.rights import NotFound
from services.tenders import judging, questions
from services.tenders.questions import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_A_DAY,
    MOST_WAITING,
    TooManyQuestions,
    WordsRefused,
    read_words,
)
from storage import tender_offers as stored
from storage.tables import Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.tenders.bidding import offered, tender
from tests.services.world import World


def _ask(work: Work, person: Person, tender_id: int) -> int:
    return questions.ask(work, person, tender_id, "Which mail server is it?").id


def _answer(work: Work, person: Person, question_id: int, *, to_all: bool) -> None:
    questions.answer(work, person, question_id, "It is Dovecot.", to_all=to_all)


def status(world: World, question_id: int) -> QuestionStatus:
    with world.units.begin("cli") as work:
        found = stored.question(work.session, question_id)
    assert found is not None
    return found.status


def test_a_question_is_answered_to_one_and_then_to_all(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    asked = world.does(world.colleague(alpweb), _ask, made)
    assert world.events == [events.TenderAskedAbout(made, asked)]
    with pytest.raises(QuestionNotInThisState, match="no answer yet"):
        world.does(client, questions.show_to_all, asked)

    world.does(world.colleague(client), _answer, asked, to_all=False)
    assert world.events == [events.TenderQuestionAnswered(made, asked)]
    assert status(world, asked) is QuestionStatus.ANSWERED_TO_ONE
    for deed in (questions.answerable, questions.set_aside):
        with pytest.raises(QuestionNotInThisState, match="answered already"):
            world.does(client, deed, asked)

    world.does(client, questions.show_to_all, asked)
    assert status(world, asked) is QuestionStatus.ANSWERED_TO_ALL
    with pytest.raises(QuestionNotInThisState):
        world.does(client, questions.show_to_all, asked)


def test_nobody_is_asked_about_what_they_do_not_see(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    made = tender(world, client)
    first = offered(world, alpweb, made)
    world.does(client, lambda work, _person: judging.hide(work, INFOMANIAK, made, "Nina", "#spam"))

    with pytest.raises(TenderNotInThisState, match="Support"):
        world.does(client, questions.ask_back, first, "How long does it take?")


def test_a_question_can_be_left_aside(world: World) -> None:
    client = world.client("Website")
    asked = world.does(world.partner(), _ask, tender(world, client))

    world.does(client, questions.set_aside, asked)

    assert world.events == []
    with pytest.raises(QuestionNotInThisState, match="without an answer"):
        world.does(client, _answer, asked, to_all=True)


def test_only_the_client_answers(world: World) -> None:
    client, alpweb = world.client("Website"), world.partner()
    asked = world.does(alpweb, _ask, tender(world, client))
    for who in (alpweb, world.partner("Nordnet"), world.client(name="Bergbahn"), world.stranger()):
        with pytest.raises(NotFound):
            world.does(who, questions.answerable, asked)
    with pytest.raises(NotFound):
        world.does(client, questions.answerable, asked + 1)


def test_nobody_asks_too_much(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    made = tender(world, client)
    for _ in range(MOST_WAITING):
        asked = world.does(alpweb, _ask, made)
    with pytest.raises(TooManyQuestions, match="wait"):
        world.does(alpweb, _ask, made)
    world.does(nordnet, _ask, made)
    world.does(client, _answer, asked, to_all=True)
    world.does(alpweb, _ask, made)

    others = [tender(world, client) for _ in range(MOST_A_DAY - MOST_WAITING - 1)]
    for other in others:
        world.does(alpweb, _ask, other)
    with pytest.raises(TooManyQuestions, match="tomorrow"):
        world.does(alpweb, _ask, tender(world, client))
    world.advance(days=1)
    world.does(alpweb, _ask, tender(world, client))


def test_words_are_read() -> None:
    assert read_words("  Which one?\n", LONGEST_QUESTION) == "Which one?"
    with pytest.raises(WordsRefused, match="at least one word"):
        read_words(" \n", LONGEST_ANSWER)
    with pytest.raises(WordsRefused, match="shorten"):
        read_words("a" * (LONGEST_ANSWER + 1), LONGEST_ANSWER)
    with pytest.raises(ContactInText):
        read_words("Call me: +41 31 555 12 12", LONGEST_ANSWER)
