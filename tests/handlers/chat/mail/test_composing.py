"""What a mail looks like: its layout, its buttons, its foot, in the provider's colours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.colours import READABLE, contrast
from domain.programme import Logo
from domain.words import Msg, Words
from handlers.chat.mail.composing import Foot, Ways, compose
from handlers.chat.mail.letterhead import DARK_GROUND, Letterhead
from handlers.chat.payloads import Go
from handlers.chat.rendering import Renderer
from handlers.chat.views import MENU, Button, Link, View
from handlers.partnerships.payloads import ConfirmRequest, ShowPartnership
from storage.mail import Written

LETTERHEAD = Letterhead("Nord & Licht", "#6a1b9a", None, "https://console.example", "handschlag_bot")
LOCALES = Path(__file__).parents[4] / "locales"
WORDS = Msg("📩 <b>{name} asks.</b> Please answer.", name="A & B")
TELEGRAM = "https://t.me/handschlag_bot"
SITE = Button(Msg("🌐 Website"), Link("https://site.example/?a=1&b=2"))


def mail(
    *buttons: Button,
    letterhead: Letterhead = LETTERHEAD,
    words: Words = WORDS,
    language: str = "en",
    foot: Foot | None = None,
    ways: Ways | None = None,
) -> Written:
    renderer = Renderer(LOCALES, provider=letterhead.provider, letterhead=letterhead)
    return compose(renderer, View(words, (buttons,)), language, foot=foot, ways=ways or Ways())


def test_the_whole_plain_text() -> None:
    foot = Foot("Nordlicht GmbH", unsubscribe="https://pages.example/u")
    assert mail(MENU, SITE, foot=foot, ways=Ways(ShowPartnership(7), waits=True)).text == (
        "📩 A & B asks. Please answer.\n\n"
        f"View and answer in Telegram:\n{TELEGRAM}?start=open_czo3\n\n"
        "🌐 Website:\nhttps://site.example/?a=1&b=2\n\n"
        "-- \nNord & Licht\n"
        "This mail is about Nordlicht GmbH.\n"
        "You get such mails because you have chosen so; with /email in Telegram you can change that.\n"
        "Unsubscribe: https://pages.example/u\n"
    )


@pytest.mark.parametrize(
    ("buttons", "ways", "addresses"),
    [
        ((), Ways(), []),
        ((SITE,), Ways(), ["https://site.example/?a=1&b=2"]),
        ((MENU,), Ways(), [TELEGRAM]),
        (
            (MENU, SITE),
            Ways(Go("partners")),
            [f"{TELEGRAM}?start=open_Z286cGFydG5lcnM", "https://site.example/?a=1&b=2"],
        ),
        ((), Ways(ShowPartnership(7)), [f"{TELEGRAM}?start=open_czo3"]),
        ((MENU,), Ways(ShowPartnership(7), in_telegram=False), ["https://console.example"]),
        (
            (MENU,),
            Ways(ShowPartnership(7), answer_at="https://p.example", in_telegram=False),
            ["https://p.example"],
        ),
        (
            (MENU,),
            Ways(ShowPartnership(7), waits=True, answer_at="https://p.example"),
            ["https://p.example", f"{TELEGRAM}?start=open_czo3"],
        ),
    ],
)
def test_buttons_that_only_telegram_knows_become_one_way_there(
    buttons: tuple[Button, ...], ways: Ways, addresses: list[str]
) -> None:
    made = mail(*buttons, ways=ways)
    assert [line for line in made.text.splitlines() if line.startswith("https://")] == addresses
    for address in addresses:
        assert f'href="{address.replace("&", "&amp;")}"' in made.html


def test_a_button_that_acts_is_never_a_link() -> None:
    made = mail(Button(Msg("✅ Confirm"), ConfirmRequest(7)), ways=Ways(ShowPartnership(7), waits=True))
    assert "Confirm" not in made.text + made.html


def test_the_subject_is_one_short_line_whatever_a_name_holds() -> None:
    named = Msg("New: {name}", name="A\r\nBcc: x@example.org\n\u2028" + "z" * 200)
    subject = compose(Renderer(LOCALES), View(WORDS), "en", named).subject
    assert subject.startswith("New: A Bcc: x@example.org zzz")
    assert len(subject.splitlines()) == 1
    assert len(subject) == 120
    assert subject.endswith("…")


def test_without_a_logo_the_name_stands_on_top_and_with_one_the_picture() -> None:
    named = mail()
    assert "Nord &amp; Licht</span>" in named.html
    assert "<img" not in named.html
    pictured = mail(letterhead=replace(LETTERHEAD, logo=Logo(b"", 120, 40)))
    assert 'src="cid:logo" alt="Nord &amp; Licht"' in pictured.html
    assert 'width="96" height="32"' in pictured.html


@pytest.mark.parametrize("accent", ["#6a1b9a", "#101010", "#1f5fbf", "#b00020"])
def test_the_providers_colour_can_be_read_in_the_dark_as_well(accent: str) -> None:
    letterhead = replace(LETTERHEAD, accent=accent)
    html = mail(MENU, SITE, letterhead=letterhead).html
    assert f"background-color:{accent}" in html
    assert f"color: {letterhead.accent_in_the_dark} !important" in html
    assert contrast(letterhead.accent_in_the_dark, DARK_GROUND) >= READABLE
    assert contrast(accent, "#fdfdfe") >= READABLE


@pytest.mark.parametrize("language", ["de", "en"])
def test_phones_and_outlook_and_dark_screens_are_thought_of(language: str) -> None:
    html = mail(MENU, language=language).html
    assert f'<html lang="{language}"' in html
    for needed in (
        'name="viewport" content="width=device-width',
        'name="color-scheme" content="light dark"',
        "prefers-color-scheme: dark",
        "[data-ogsc]",
        "max-width:600px",
        'width="600"',
        "font-size:16px",
        "mso-padding-alt",
        'role="presentation"',
    ):
        assert needed in html
    for forbidden in ("display:flex", "display: flex", "grid", "<script", "<blockquote", "http://", "url("):
        assert forbidden not in html.replace('xmlns:o="urn:schemas-microsoft-com:office:office"', "")


def test_beside_the_subject_a_mailbox_shows_what_stands_behind_the_heading() -> None:
    assert 'aria-hidden="true">Please answer.' in mail().html
