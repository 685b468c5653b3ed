"""What a short message means after an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers import read_knowledge
from domain.answers.knowledge import Knowledge
from domain.answers.outcomes import Outcome

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(LOCALES)


@pytest.mark.parametrize(
    ("last", "language", "text", "topic"),
    [
        ("who-pays", "en", "and with limited access?", "who-pays"),
        ("invoices", "en", "and with limited access?", "invoices"),
        ("ordering-and-renewal", "en", "and with limited access?", "ordering-and-renewal"),
        ("add-partner", "en", "and with limited access?", "access-types"),
        ("payment-means", "en", "what about limited access?", "who-pays"),
        ("end-partnership", "en", "and with limited access?", "product-access"),
        ("cashback-and-discounts", "en", "with full access too?", "cashback-and-discounts"),
        ("product-access", "en", "how about full access?", "access-types"),
        ("invoices", "en", "what about the partner's payment means?", "invoices"),
        ("ordering-and-renewal", "en", "what about the partner's payment means?", "payment-means"),
        ("access-types", "en", "and who pays then?", "who-pays"),
        ("ordering-and-renewal", "en", "and who pays then?", "who-pays"),
        ("payment-means", "en", "can I change that later?", "change-payment-means"),
        ("who-pays", "en", "and can I change that?", "change-payment-means"),
        ("vat-new-account", "en", "and for Swiss companies?", "vat-requirements"),
        ("vat-requirements", "en", "and with a new account?", "vat-new-account"),
        ("vat-new-account", "en", "and in the shop?", "vat-other-ways"),
        ("reseller-requirements", "en", "and for private persons?", "affiliate-programme"),
        ("reseller-programme", "en", "and the requirements?", "reseller-requirements"),
        ("reseller-programme", "en", "and the benefits?", "reseller-benefits"),
        ("access-types", "en", "and how many?", "how-many-partners"),
        ("who-pays", "en", "and the invoices?", "invoices"),
        ("add-partner", "en", "and how long does it take to answer?", "partner-confirmation"),
        ("partner-confirmation", "en", "and if it declines?", "partner-confirmation"),
        ("partner-console", "en", "and my employees?", "employee-rights"),
        ("what-is-a-partner", "en", "what about a client?", "what-is-a-client"),
        ("who-pays", "de", "und mit eingeschränktem Zugriff?", "who-pays"),
        ("invoices", "de", "und beim vollständigen?", "invoices"),
        ("add-partner", "de", "und beim vollständigen Zugriff?", "access-types"),
        ("how-many-partners", "de", "und mit vollem Zugriff?", "how-many-partners"),
        ("end-partnership", "de", "und beim eingeschränkten?", "product-access"),
        ("access-types", "de", "und wer zahlt dann?", "who-pays"),
        ("invoices", "de", "und wer bezahlt?", "who-pays"),
        ("ordering-and-renewal", "de", "wer zahlt dann?", "who-pays"),
        ("vat-existing-account", "de", "und für Schweizer Firmen?", "vat-requirements"),
        ("reseller-requirements", "de", "und für Schweizer Firmen?", "reseller-requirements"),
        ("vat-requirements", "de", "und bei einem neuen Konto?", "vat-new-account"),
        ("payment-means", "de", "kann ich das später ändern?", "change-payment-means"),
        ("invoices", "de", "wie ist es mit dem Zahlungsmittel des Partners?", "invoices"),
        ("access-types", "de", "und die Rechnungen?", "invoices"),
        ("access-types", "de", "und wie viele?", "how-many-partners"),
        ("reseller-programme", "de", "und welche Vorteile?", "reseller-benefits"),
        ("reseller-requirements", "de", "und als Privatperson?", "affiliate-programme"),
        ("product-access", "de", "und ganz kündigen?", "end-partnership"),
        ("access-types", "de", "und wie kündige ich dann?", "end-partnership"),
        ("add-partner", "de", "und wenn er ablehnt?", "partner-confirmation"),
        ("partner-console", "de", "und meine Mitarbeiter?", "employee-rights"),
        ("what-is-a-partner", "de", "und ein Kunde?", "what-is-a-client"),
        ("access-types", "de", "u wär zahlt de?", "who-pays"),
        ("who-pays", "de", "u bim iigschränkte?", "who-pays"),
    ],
)
def test_a_follow_up_goes_to_what_it_means(
    knowledge: Knowledge, last: str, language: str, text: str, topic: str
) -> None:
    found = knowledge.find_after(last, text, language)

    assert (found.outcome, found.ranked[:1]) == (Outcome.ANSWER, (topic,))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who can see the invoices?", "en"),
        ("And how do I publish a tender for a new website of my company?", "en"),
        ("Wie viele Partner kann ich haben?", "de"),
        ("und wie wird das Wetter?", "de"),
        ("and the weather?", "en"),
    ],
)
def test_what_stands_alone_is_understood_alone(knowledge: Knowledge, text: str, language: str) -> None:
    assert knowledge.find_after("vat-requirements", text, language) == knowledge.find(text, language)


def test_without_an_answer_before_nothing_is_read_into_a_message(knowledge: Knowledge) -> None:
    for last in (None, "a-topic-of-another-version"):
        assert knowledge.find_after(last, "and the requirements?", "en") == knowledge.find(
            "and the requirements?", "en"
        )
