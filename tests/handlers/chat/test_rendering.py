"""Words become text: values escaped, numbers, dates and countries as the reader's language writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.words import (
    Country,
    Day,
    Language,
    Literal,
    Money,
    Msg,
    Plural,
    Value,
    Words,
    lines,
    listing,
    paragraphs,
)
from handlers.chat.catalogs import catalog_path
from handlers.chat.rendering import Renderer

GERMAN = """
msgid "Good day, {name}"
msgstr "Guten Tag, {name}"

msgid "<b>{product}</b> is managed by {partner}"
msgstr "{partner} verwaltet <b>{product}</b>"

msgid "{n} product"
msgid_plural "{n} products"
msgstr[0] "{n} Produkt"
msgstr[1] "{n} Produkte"

msgid "Limited access"
msgstr "Eingeschränkter Zugriff"

msgid "<b>{partner}</b> manages {products} until {day}, worth {amount} a year."
msgstr "Bis {day} verwaltet <b>{partner}</b> {products} im Wert von {amount} pro Jahr."
"""
LATE_EVENING = dt.datetime(2026, 3, 4, 23, 30, tzinfo=dt.UTC)  # half past midnight in Zurich


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """With a catalog of its own, so that no change of the desk's texts changes what is tested here."""
    catalogs: Path = tmp_path_factory.mktemp("catalogs")
    messages = catalog_path(catalogs, "de")
    messages.parent.mkdir(parents=True)
    messages.write_text(GERMAN, "utf-8")
    return Renderer(catalogs, ZoneInfo("Europe/Zurich"))


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (Money(Decimal(2000), "CHF"), "CHF\xa02’000.00", "CHF\xa02,000.00"),
        (Money(Decimal("1800.5"), "EUR"), "EUR\xa01’800.50", "EUR\xa01,800.50"),
        (1234, "1’234", "1,234"),
        (Decimal("0.5"), "0.5", "0.5"),
        (dt.date(2026, 3, 4), "4. März 2026", "March 4, 2026"),
        (Day(LATE_EVENING), "5. März 2026", "March 5, 2026"),
        (LATE_EVENING, "5. März 2026, 00:30", "March 5, 2026, 12:30\u202fAM"),
        (Country("DE"), "Deutschland", "Germany"),
        (Country("CH"), "Schweiz", "Switzerland"),
        (Language("fr"), "Französisch", "French"),
        (Language("x-made-up"), "x-made-up", "x-made-up"),
        (listing(["Alpweb"]), "Alpweb", "Alpweb"),
        (listing(["Alpweb", "Nordnet"]), "Alpweb und Nordnet", "Alpweb and Nordnet"),
        (listing(["A", "B", "C"]), "A, B und C", "A, B, and C"),
        (listing([Country("AT"), Country("IT")]), "Österreich und Italien", "Austria and Italy"),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_values_are_written_as_the_language_writes_them(
    renderer: Renderer, value: Value, german: str, english: str
) -> None:
    assert renderer.html(value, "de") == german
    assert renderer.html(value, "en") == english


@pytest.mark.parametrize(
    ("words", "html"),
    [
        (Msg("Good day, {name}", name="<b>Anna & Co</b>"), "Good day, &lt;b&gt;Anna &amp; Co&lt;/b&gt;"),
        (Msg("Good day, {name}", name="{name} {0}"), "Good day, {name} {0}"),
        (Msg("<b>{name}</b>", name='"quoted"'), "<b>&#34;quoted&#34;</b>"),
        (Msg('<a href="{url}">x</a>', url='"><i>'), '<a href="&#34;&gt;&lt;i&gt;">x</a>'),
        (lines("<one>", "<two>"), "&lt;one&gt;\n&lt;two&gt;"),
        (Msg("{names}", names=listing(["A<", "B>"])), "A&lt; and B&gt;"),
        (Msg("{title}", title=Literal("<i>ready</i>")), "<i>ready</i>"),
        (Msg("{inner}", inner=Msg("<b>{name}</b>", name="<")), "<b>&lt;</b>"),
    ],
)
def test_values_are_escaped_exactly_once(renderer: Renderer, words: Words, html: str) -> None:
    assert renderer.html(words, "en") == html


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [(0, "0 Produkte", "0 products"), (1, "1 Produkt", "1 product"), (1200, "1’200 Produkte", "1,200 products")],
)
def test_plurals_count(renderer: Renderer, count: int, german: str, english: str) -> None:
    words = Plural("{n} product", "{n} products", count)

    assert renderer.html(words, "de") == german
    assert renderer.html(words, "en") == english


def test_a_translation_may_put_the_values_in_another_order(renderer: Renderer) -> None:
    words = Msg("<b>{product}</b> is managed by {partner}", product="Webhosting", partner="Alpweb")

    assert renderer.html(words, "de") == "Alpweb verwaltet <b>Webhosting</b>"


def test_a_german_sentence_is_german_in_all_its_parts(renderer: Renderer) -> None:
    words = Msg(
        "<b>{partner}</b> manages {products} until {day}, worth {amount} a year.",
        partner="Müller & Söhne",
        products=listing(["Webshop", Plural("{n} product", "{n} products", 2)]),
        day=Day(LATE_EVENING),
        amount=Money(Decimal(2400), "CHF"),
    )

    assert renderer.html(words, "de") == (
        "Bis 5. März 2026 verwaltet <b>Müller &amp; Söhne</b> Webshop und 2 Produkte "
        "im Wert von CHF\xa02’400.00 pro Jahr."
    )


def test_words_inside_of_words_are_translated(renderer: Renderer) -> None:
    words = Msg("Good day, {name}", name=Msg("Limited access"))

    assert renderer.html(words, "de") == "Guten Tag, Eingeschränkter Zugriff"


def test_what_has_no_translation_stays_english(renderer: Renderer) -> None:
    assert renderer.html(Msg("Nobody has translated this"), "de") == "Nobody has translated this"


def test_lines_and_paragraphs_leave_out_what_is_not_there(renderer: Renderer) -> None:
    words = paragraphs(lines("one", None, "two"), None, "three")

    assert renderer.html(words, "en") == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (Msg("<b>{name}</b>", name="Müller & Söhne"), "Müller & Söhne"),
        (Msg("{name}", name="a <b> c"), "a <b> c"),
        (Msg('<a href="https://example.ch">Here</a>'), "Here"),
        (Msg("{name}", name="&amp;"), "&amp;"),
        (Literal("<i>English</i>"), "English"),
        (lines("🇨🇭", Country("CH")), "🇨🇭\nSwitzerland"),
    ],
)
def test_buttons_show_plain_text(renderer: Renderer, words: Words, plain: str) -> None:
    assert renderer.plain(words, "en") == plain


def test_a_place_without_value_is_a_defect(renderer: Renderer) -> None:
    with pytest.raises(KeyError):
        renderer.html(Msg("Good day, {name}"), "en")
