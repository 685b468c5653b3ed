"""A form is left, interrupted, taken up again, and survives whatever happens in between."""

from __future__ import annotations

from tests.desk import Desk
from tests.people import Chat


def begun(desk: Desk, lang: str = "en") -> Chat:
    """A client who has said which partner, and is asked for the access."""
    client = desk.client(lang=lang)
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    return client


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(desk: Desk, lang: str) -> None:
    client = begun(desk, lang)
    asked = client.reads()

    client.says("Was bedeutet vollständiger Zugriff?" if lang == "de" else "What does full access mean?")

    assert desk.article("access-types", lang).question in client.reads(back=2)
    assert client.reads() == asked
    client.taps("Full access")
    assert client.words("Your payment means") in client.buttons()


def test_a_vague_question_in_the_middle_offers_topics_and_the_form_goes_on(desk: Desk) -> None:
    client = begun(desk)

    client.says("conditions?")
    assert "Do you mean one of these?" in client.reads(back=2)
    assert "Which access should Alpweb have?" in client.reads()
    client.says("Limited access")
    assert "Which products should Alpweb manage?" in client.reads()


def test_another_form_puts_the_first_aside_and_offers_it_afterwards(desk: Desk, lang: str) -> None:
    client = begun(desk, lang)

    client.says("/addproduct")
    kept = "I keep your answers in “{form}” for later."
    assert client.words(kept, form=client.words("Add a partner")) in client.reads()
    client.taps("Domain")
    client.says("seegarten.test")
    client.says("20")
    client.taps("✅ Add it")

    waiting = "“{form}” is still waiting with your answers."
    assert client.words(waiting, form=client.words("Add a partner")) in client.reads()
    client.taps("▶️ Continue")
    assert "Alpweb" in client.reads()
    assert client.words("Limited access") in client.buttons()


def test_a_form_put_aside_can_be_dropped(desk: Desk) -> None:
    client = begun(desk)
    client.says("/addproduct")
    client.says("/cancel")
    assert "“Add a partner” is still waiting with your answers" in client.reads()

    client.taps("Discard")

    assert "Nothing was changed or sent" in client.reads()
    client.says("/menu")
    assert not any("Continue" in label for label in client.buttons())


def test_the_menu_leads_back_into_the_open_form(desk: Desk) -> None:
    client = begun(desk)

    client.says("/menu")
    client.says("/partners")
    client.says("/menu")
    client.taps("Continue: Add a partner")

    assert "Which access should Alpweb have?" in client.reads()


def test_the_same_command_again_goes_on_where_the_person_stopped(desk: Desk) -> None:
    client = begun(desk)

    assert "You have already begun this" in client.says("/addpartner")
    assert "Which access should Alpweb have?" in client.reads()


def test_a_form_survives_a_restart_and_a_week(desk: Desk) -> None:
    client = begun(desk)
    button = client.find("Limited access")

    desk.stop()
    desk.clock.advance(days=7)
    desk.start()
    client.press(*button)

    assert "Which products should Alpweb manage?" in client.reads_all()


def test_back_drops_one_answer_and_cancel_all(desk: Desk, lang: str) -> None:
    client = begun(desk, lang)
    client.taps("Full access")

    client.taps("◀️ Back")
    assert client.words("Limited access") in client.buttons()
    client.taps("◀️ Back")
    assert "Alpweb" in client.buttons()
    assert client.words("◀️ Back") not in client.buttons()
    client.taps("✖️ Cancel")
    cancelled = "“{form}” is cancelled. Nothing was changed or sent."
    assert client.words(cancelled, form=client.words("Add a partner")) in client.reads()
    assert client.words("There is nothing to cancel. /menu shows what I can do.") == client.says("/cancel")


def test_the_language_can_change_in_the_middle(desk: Desk) -> None:
    client = begun(desk, "en")

    client.says("/language")
    client.taps("Deutsch")
    client.says("/addpartner")

    assert "Vollständiger Zugriff" in client.buttons()
    client.taps("Vollständiger Zugriff")
    assert "Zahlungsmittel" in client.reads()
