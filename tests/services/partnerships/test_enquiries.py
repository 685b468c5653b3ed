"""A partner asks the client before it answers a request."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import NotPossibleNow, Status
from domain.words import Msg
from services.events import EnquiryAnswered, EnquiryMade
from services.partnerships import answering, enquiries
from services.partnerships.enquiries import LONGEST, RemarkRefused, read_remark
from services.rights import NotFound
from tests.services.world import START, World, limited


def test_a_question_leaves_the_request_open_until_it_is_answered(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))

    asked = world.does(partner, enquiries.ask, made, "Which CMS?").id
    assert world.events == [EnquiryMade(made, asked)]
    assert world.status(made) is Status.PENDING

    world.advance(hours=2)
    world.does(client, enquiries.answer, asked, "WordPress.")
    assert world.events == [EnquiryAnswered(made, asked)]
    (stored,) = world.stored(made).enquiries
    assert (stored.question, stored.asked_by_id, stored.asked_at) == ("Which CMS?", partner.person, START)
    assert (stored.answer, stored.answered_by_id, stored.answered_at) == ("WordPress.", client.person, world.moment)


def test_a_question_does_not_stop_the_clock(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    before = world.stored(made)
    world.does(partner, enquiries.ask, made, "Which CMS?")

    assert (world.stored(made).due_at, world.stored(made).lapses_at) == (before.due_at, before.lapses_at)


def test_several_questions_are_answered_one_by_one(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    first, second = (world.does(partner, enquiries.ask, made, text).id for text in ("Which CMS?", "Since when?"))

    world.does(client, enquiries.answer, second, "Since May.")

    assert [row.answer for row in world.stored(made).enquiries] == [None, "Since May."]
    assert world.does(client, enquiries.open_enquiry, first).question == "Which CMS?"


def test_an_answer_stands(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    asked = world.does(partner, enquiries.ask, made, "Which CMS?").id
    world.does(client, enquiries.answer, asked, "WordPress.")

    with pytest.raises(NotPossibleNow) as refused:
        world.does(client, enquiries.answer, asked, "Drupal.")

    assert isinstance(refused.value.reason, Msg)
    assert refused.value.reason.values["answer"] == "WordPress."
    assert world.stored(made).enquiries[0].answer == "WordPress."


def test_questions_end_with_the_request(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    asked = world.does(partner, enquiries.ask, made, "Which CMS?").id
    world.does(partner, answering.confirm, made)

    with pytest.raises(NotPossibleNow):
        world.does(partner, enquiries.ask, made, "Since when?")
    with pytest.raises(NotPossibleNow):
        world.does(client, enquiries.answer, asked, "WordPress.")


def test_an_unknown_question_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.does(world.client("Website"), enquiries.answer, 4_711, "WordPress.")


def test_a_remark_is_read_without_blanks_around_it() -> None:
    assert read_remark("  Which CMS,\nand since when? \n") == "Which CMS,\nand since when?"
    assert read_remark("ä" * LONGEST) == "ä" * LONGEST


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_remark_is_refused(text: str) -> None:
    with pytest.raises(RemarkRefused):
        read_remark(text)
