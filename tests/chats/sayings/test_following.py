"""Follow-ups to what was just told: for another one, the reason, in the other language, or to be done."""

from __future__ import annotations

import pytest

from domain.answers.topics import TOPICS
from domain.partnerships.rules import Access, Payer, Status
from handlers.sayings.explained import EXPLAINED
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


def test_the_other_one_of_two_partners_is_pointed_at(desk: Desk, lang: str) -> None:
    lea, alp, nord = settled(desk, lang)
    asked, other, whole = (
        ("wer zahlt bei Nordnet?", "und beim anderen?", "und wer zahlt beim anderen?")
        if lang == "de"
        else ("who pays at Nordnet?", "and the other one?", "who pays at the other one?")
    )
    lea.says(asked)
    assert lea.says(other) == asks(lea, "who_pays", other=alp.organisation_id)
    assert lea.says(whole) == asks(lea, "who_pays", other=nord.organisation_id)


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


FURTHER = {
    "de": (
        "wer zahlt bei Nordnet?",
        "und wer sieht dort die Rechnungen?",
        "nein, Alpweb",
        "und bei allen?",
        "und Zorbax?",
    ),
    "en": ("who pays at Nordnet?", "and who sees the invoices?", "no, Alpweb", "and for all of them?", "and Zorbax?"),
}


def test_another_question_is_about_the_same_one_and_is_put_right(desk: Desk, lang: str) -> None:
    lea, alp, nord = settled(desk, lang)
    first, other, corrected, every, stranger = FURTHER[lang]
    lea.says(first)
    assert lea.says(other) == asks(lea, "who_sees_invoices", other=nord.organisation_id)
    assert lea.says("warum?").startswith(desk.article("invoices", lang).question)
    assert lea.says(corrected) == asks(lea, "who_sees_invoices", other=alp.organisation_id), "also after the reason"
    assert lea.says(every) == asks(lea, "who_sees_invoices")
    told = lea.words("{partner} is not a partner of {organisation}.", partner="Zorbax", organisation="Seegarten Hotels")
    assert lea.says(stranger) == told


OF_NOBODY = {
    "de": (
        "wer zahlt bei Zorbax?",
        "wer zahlt bei zorbax",
        "was hat Zorbax bestellt?",
        "wer sieht die Rechnungen von Zorbax?",
    ),
    "en": ("who pays at Zorbax?", "what did Zorbax order?", "who sees Zorbax’s invoices?"),
}
OF_ALL = {
    "de": ("wer zahlt die Rechnung der Schneesportschule?", "wer zahlt bei uns in Pontresina?"),
    "en": ("who pays for the Elementor licence?",),
}


def test_of_somebody_who_is_not_here_nothing_is_told(desk: Desk, lang: str) -> None:
    lea, _, _ = settled(desk, lang)
    told = lea.words("{partner} is not a partner of {organisation}.", partner="Zorbax", organisation="Seegarten Hotels")
    assert [lea.says(text).casefold() for text in OF_NOBODY[lang]] == [told.casefold()] * len(OF_NOBODY[lang])
    for text in OF_ALL[lang]:
        assert lea.says(text) == asks(lea, "who_pays"), text


def test_there_is_whom_was_spoken_of(desk: Desk, lang: str) -> None:
    lea, _, nord = settled(desk, lang)
    lea.says("wer zahlt bei Nordnet?" if lang == "de" else "who pays at Nordnet?")
    for text, name in (
        ("wer sieht dort die Rechnungen?" if lang == "de" else "who sees the invoices there?", "who_sees_invoices"),
        ("und was haben sie bestellt?" if lang == "de" else "and what did they order?", "what_ordered"),
        ("was hat sich dort geändert?" if lang == "de" else "what has changed there?", "what_changed"),
    ):
        assert lea.says(text) == asks(lea, name, other=nord.organisation_id), text


def test_it_is_a_product_where_one_was_spoken_of_last(desk: Desk) -> None:
    lea, _, nord = settled(desk, "en")
    lea.says("who pays at Nordnet?")
    lea.says("the Webshop")
    assert lea.says("who has access to it?") == asks(lea, "who_has_access", product=product_of(desk, lea, "Webshop"))
    lea.says("show me Nordnet")
    assert lea.says("who pays for it?") == asks(lea, "who_pays", other=nord.organisation_id)


def product_of(desk: Desk, client: Chat, name: str) -> int:
    with desk.work() as work:
        return next(product.id for product in client.products(work) if product.name == name)


def test_a_partner_is_told_nothing_of_who_is_not_its_client(desk: Desk) -> None:
    _, alp, _ = settled(desk, "en")
    desk.client("Hotel Adler")
    alp.says("who pays at Seegarten Hotels?")
    told = alp.says("and Zorbax?")
    assert told == "This client is not one of yours."


def test_a_month_of_what_expires_is_one_to_come(desk: Desk, lang: str) -> None:
    lea, _, _ = settled(desk, lang)
    lea.says("was läuft bald ab?" if lang == "de" else "what expires soon?")
    assert "2027" in lea.says("und im März?" if lang == "de" else "and in March?")
    assert "2026" in lea.says("und im März 2026?" if lang == "de" else "and in March 2026?")


def test_what_was_to_be_done_is_put_right(desk: Desk, lang: str) -> None:
    lea, _, _ = settled(desk, lang)
    lea.says("eine Kollegin als Mitarbeiterin einladen" if lang == "de" else "invite a colleague as employee")
    lea.says("nein, lieber Administratorin" if lang == "de" else "actually administrator")
    assert lea.buttons()[0] == ("✅ Ja, Administrator/in" if lang == "de" else "✅ Yes, administrator")


def test_every_reason_is_an_article_about_an_action_that_there_is(desk: Desk) -> None:
    assert desk.app.desk.sayings.keys() >= EXPLAINED.keys()
    assert set(EXPLAINED.values()) <= TOPICS


def test_nothing_follows_what_was_told_before_something_was_cancelled(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alpweb)
    lea.says("wer zahlt bei Alpweb?" if lang == "de" else "who pays at Alpweb?")
    lea.says("/cancel")
    lea.says("auf Englisch" if lang == "de" else "in German")
    assert "Alpweb" not in lea.reads(), "the desk speaks the other language from now on"


def test_who_asks_twice_for_a_language_is_spoken_to_in_it(desk: Desk) -> None:
    lea, alpweb = desk.client(lang="de"), desk.partner("Alpweb")
    desk.partnership(lea, alpweb)
    lea.says("wer zahlt bei Alpweb?")
    assert "Alpweb" in lea.says("in English")
    assert "Welcome" in lea.says("in English, please")
    assert "pay" in lea.says("who pays at Alpweb?")


def test_nobody_is_told_of_in_a_form_as_elsewhere(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alpweb)
    lea.says("/addpartner")
    lea.says("wer zahlt bei Alpweb?" if lang == "de" else "who pays at Alpweb?")
    lea.says("und bei Nordlicht?" if lang == "de" else "and at Nordlicht?")
    assert "Nordlicht" in lea.reads(back=2)
    assert lea.words("<b>Which partner would you like to add?</b>") in lea.reads()


def test_it_is_paid_otherwise(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alpweb, Access.FULL, payer=Payer.PARTNER)
    lea.says("bei Alpweb sollen wir zahlen" if lang == "de" else "we should pay at Alpweb")
    yours = "Ab jetzt: Ihr Zahlungsmittel?" if lang == "de" else "Your payment means from now on?"
    assert yours in lea.reads()
    lea.says("nein, doch sie" if lang == "de" else "no, them after all")
    assert yours not in lea.reads()
    lea.says("doch wir" if lang == "de" else "no, us")
    assert yours in lea.reads()


def test_a_list_of_one_is_about_that_one(desk: Desk) -> None:
    lea, alpweb = desk.client(lang="de"), desk.partner("Alpweb", lang="de")
    desk.partnership(lea, alpweb, Access.FULL, payer=Payer.PARTNER, status=Status.PENDING)
    alpweb.says("habe ich Anfragen?")
    assert lea.organisation_name in alpweb.says("und wer zahlt dort?")
    alpweb.says("habe ich Anfragen?")
    alpweb.says("nimm sie an")
    assert alpweb.words("✅ Confirm") in alpweb.buttons()


def test_what_one_may_oneself_is_told_after_a_colleague(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    desk.colleague(lea, "Tim")
    lea.says("was darf Tim?" if lang == "de" else "what may Tim do?")
    assert "Tim" in lea.reads()
    lea.says("und ich?" if lang == "de" else "and me?")
    assert lea.words("🔑 All rights, one by one") in lea.buttons()
    assert "Tim" not in lea.reads()


@pytest.mark.parametrize("text", ["doch nicht", "nein, doch nicht", "dann doch nicht"])
def test_somebody_does_without_it(desk: Desk, text: str) -> None:
    assert "In Ordnung" in desk.client(lang="de").says(text)
