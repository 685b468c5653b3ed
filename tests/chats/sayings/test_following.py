"""Follow-ups to what was just told: for another one, the reason, in the other language, or to be done."""

from __future__ import annotations

from domain.answers.topics import TOPICS
from domain.partnerships.rules import Access, Payer
from handlers.sayings.following import EXPLAINED
from tests.asked import asks
from tests.desk import Desk
from tests.people import Chat


def settled(desk: Desk, lang: str) -> tuple[Chat, Chat, Chat]:
    lea, alp, nord = desk.client(lang=lang), desk.partner("Alpweb", lang=lang), desk.partner("Nordnet", lang=lang)
    desk.partnership(lea, nord, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(lea, alp, Access.LIMITED, products=["Webshop"])
    return lea, alp, nord


def test_the_same_is_told_of_another_one_explained_and_said_in_the_other_language(desk: Desk) -> None:
    lea, alp, nord = settled(desk, "de")
    assert lea.says("Wer sieht meine Rechnungen bei Nordnet?") == asks(
        lea, "who_sees_invoices", other=nord.organisation_id
    )
    assert lea.says("und bei Alpweb?") == asks(lea, "who_sees_invoices", other=alp.organisation_id)
    assert lea.says("Warum?").startswith(desk.article("invoices", "de").question)

    lea.says("wer zahlt bei Nordnet?")
    german = lea.reads()
    english = lea.says("in English please")
    assert english != german
    assert "Nordnet" in english


def test_what_was_only_asked_about_is_begun_when_it_is_wanted(desk: Desk) -> None:
    lea, _, _ = settled(desk, "en")
    answer = lea.says("what happens if I end the partnership with Nordnet?")
    assert answer.startswith(desk.article("after-the-end", "en").question)
    lea.says("do it")
    assert "Nordnet" in lea.reads()
    assert lea.buttons()[-1] == "✖️ Cancel"  # a form, which asks before anything ends


def test_a_question_about_an_action_is_answered_although_a_name_in_it_is_no_word_of_the_articles(desk: Desk) -> None:
    lea, _, _ = settled(desk, "de")
    told = lea.says("Was würde passieren, wenn ich Alpweb kündige? Nur so aus Interesse.")
    assert told.startswith(desk.article("after-the-end", "de").question)
    assert lea.says("Was würde passieren, wenn ich Alpweb kündige?") == told


def test_what_was_asked_about_in_a_story_is_begun_as_well(desk: Desk) -> None:
    lea, _, _ = settled(desk, "en")
    lea.says("We had a long meeting. Everybody was tired. What happens if I end the partnership with Nordnet?")
    lea.says("do it")
    assert "Nordnet" in lea.reads()
    assert lea.buttons()[-1] == "✖️ Cancel"


def test_what_was_shown_is_pointed_at(desk: Desk) -> None:
    lea, _, nord = settled(desk, "en")
    lea.says("/partners")
    first = lea.buttons()[0]
    told = lea.says("what has changed with the first one?")
    assert ("Nordnet" in first) is ("Nordnet" in told)
    lea.says("show me Nordnet")
    assert lea.says("who pays for it?") == asks(lea, "who_pays", other=nord.organisation_id)


def test_it_is_forgotten_after_a_few_minutes_and_where_an_article_was_read_since(desk: Desk) -> None:
    lea, _, nord = settled(desk, "en")
    told = asks(lea, "who_pays", other=nord.organisation_id)
    lea.says("who pays at Nordnet?")
    assert lea.reads() == told
    lea.says("Which kinds of access are there?")
    assert lea.says("and with full access?").startswith(desk.article("access-types", "en").question)

    lea.says("who pays at Nordnet?")
    desk.clock.advance(minutes=11)
    assert lea.says("and Alpweb?") != asks(lea, "who_pays", other=nord.organisation_id)


def test_what_was_said_before_of_something_else_does_not_narrow_a_follow_up(desk: Desk) -> None:
    lea, _, _ = settled(desk, "en")
    lea.says("who pays at Nordnet?")
    assert lea.says("who can see our invoices?") == asks(lea, "who_sees_invoices")
    in_german = lea.says("in German please")
    assert lea.says("Wer sieht unsere Rechnungen?") == in_german


def test_every_reason_is_an_article_about_an_action_that_there_is(desk: Desk) -> None:
    assert desk.app.desk.sayings.keys() >= EXPLAINED.keys()
    assert set(EXPLAINED.values()) <= TOPICS
