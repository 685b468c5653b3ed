"""Places in articles, and what they stand for."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from domain.answers.articles import Article, filled, filled_markdown, unknown_places
from domain.answers.knowledge import Knowledge
from domain.answers.outcomes import Outcome

PLACES = {"provider": "Nord*licht_ [Demo] & Co", "console": "https://console.example/a_b_c"}


def article(topic: str, *aliases: str, related: tuple[str, ...] = (), body: str = "{provider}") -> Article:
    question = f"What about {topic} at {{provider}}?"
    return Article(topic, "en", question, topic, aliases, related, "fact 1", dt.date(2026, 11, 23), body)


def test_places_are_filled_and_what_is_none_stays() -> None:
    assert filled("{provider} {prices} {} {Provider} { provider }", {"provider": "Nordlicht"}) == (
        "Nordlicht {prices} {} {Provider} { provider }"
    )
    assert unknown_places("{provider} {prices} {} {prices}", PLACES) == ("prices", "")


def test_a_name_is_shown_in_markdown_as_it_is_and_an_address_leads_there() -> None:
    text = filled_markdown("**{provider}**: <{console}>", PLACES)
    shown = MarkdownIt("commonmark").render(text)
    assert shown == (
        "<p><strong>Nord*licht_ [Demo] &amp; Co</strong>: "
        '<a href="https://console.example/a_b_c">https://console.example/a_b_c</a></p>\n'
    )


@given(st.text(st.characters(codec="utf-8", exclude_characters="{}\r\n"), min_size=1))
def test_what_is_filled_in_is_never_filled_again(name: str) -> None:
    places = {"provider": name + "{console}", "console": "https://console.example"}
    assert filled("{provider}", places) == name + "{console}"


def test_knowledge_reads_what_places_stand_for_and_editors_write_the_places() -> None:
    knowledge = Knowledge([article("tenders", "tenders of {provider}")], places={"en": PLACES})
    assert knowledge.article("tenders", "en").question == "What about tenders at Nord*licht_ [Demo] & Co?"
    assert knowledge.article("tenders", "en").aliases == ("tenders of Nord*licht_ [Demo] & Co",)
    assert knowledge.written("tenders", "en").body == "{provider}"
    again = knowledge.changed([("tenders", "en", "offers from {provider}")], {})
    assert again.article("tenders", "en").aliases[-1] == "offers from Nord*licht_ [Demo] & Co"


def test_a_topic_that_is_left_out_is_a_matter_without_an_article() -> None:
    whole = Knowledge(
        [
            article("tenders", "publish a tender", "call for offers"),
            article("invoices", "who sees the bills", "bills and receipts", related=("tenders",)),
        ]
    )
    assert whole.find("Publish a tender!", "en").ranked == ("tenders",)
    left = whole.without(["tenders"])
    assert not left.has("tenders")
    assert left.find("Publish a tender!", "en").outcome is Outcome.NONE
    assert left.find_after("tenders", "and the bills?", "en") == left.find("and the bills?", "en")
    assert left.article("invoices", "en").related == ()
    assert whole.without([]) is whole
    assert [one.id for _, group in left.topics("en") for one in group] == ["invoices"]
