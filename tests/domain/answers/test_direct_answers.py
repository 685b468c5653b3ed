"""What is answered at once is right: messages of the kinds that people ask, none of them a phrasing."""

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
    ("language", "text", "right"),
    [
        ("en", "Who pays the invoices?", {"who-pays"}),
        ("de", "was steht in meinen Daten über mich?", {"data-kept"}),
        ("en", "which data do you keep about me?", {"data-kept"}),
        ("en", "delete my data", {"data-kept"}),
        ("de", "Lösch bitte alles, was du über mich weisst", {"data-kept"}),
        ("en", "what do you know about me", {"data-kept"}),
        ("de", "Kann mein Chef sehen, was ich hier frage?", {"data-kept"}),
        ("de", "wer zahlt am Schluss die rechnung", {"who-pays"}),
        ("de", "wär mues d rächnig zahle", {"who-pays"}),
        ("en", "do i have to pay the bill or is it my web guy", {"payment-means", "who-pays"}),
        ("en", "whose card gets charged when they renew", {"payment-means", "who-pays"}),
        ("de", "wer bekommt die rechnung", {"invoices"}),
        ("de", "mein partner hat gekündigt was nun", {"end-partnership", "after-the-end"}),
        ("de", "wie lange hat mein partner zeit zum bestätigen", {"partner-confirmation"}),
        ("en", "how long does my agency have to accept", {"partner-confirmation"}),
        ("en", "can i have two agencies at once", {"how-many-partners"}),
        ("de", "darf ich zwei Agenturen gleichzeitig haben", {"how-many-partners"}),
        ("de", "cha ich zwei partner ha", {"how-many-partners"}),
        ("en", "what if my partner goes bankrupt", {"partner-gone"}),
        ("de", "wie hoch ist der cashback", {"cashback-and-discounts"}),
        ("en", "when do i get my cashback paid out", {"cashback-and-discounts"}),
        ("de", "gibt es einen vertrag mit dem partner", set()),
        ("en", "can my partner delete my domain", {"product-access", "access-types"}),
        ("en", "can my partner read my e-mails", set()),
        ("de", "kann mein partner meine mails lesen", set()),
        ("de", "sieht mein partner meine passwörter", set()),
        ("en", "does the partner see my password", set()),
        ("de", "was kostet es partner zu werden", {"reseller-requirements", "reseller-programme"}),
        ("en", "is becoming a partner free", {"reseller-requirements", "reseller-programme"}),
        ("de", "bin ich als verein auch kunde", {"what-is-a-client"}),
        ("en", "i am a swiss company, do i need a vat number", {"vat-requirements"}),
        ("de", "brauchen schweizer firmen eine mwst nummer", {"vat-requirements"}),
        ("de", "wo gib ich mini mwst nummere ii", {"vat-new-account", "vat-existing-account"}),
        ("en", "my vat number was refused", {"vat-requirements"}),
        ("en", "how do i change my language", set()),
        ("de", "wie ändere ich die sprache", set()),
        ("de", "ich möchte mit jemandem sprechen", {"human-support"}),
        ("en", "give me a phone number", {"human-support"}),
        ("de", "wann habt ihr offen", {"human-support"}),
        ("en", "where is your office", {"about-provider", "human-support"}),
        ("de", "wo ist der sitz von infomaniak", {"about-provider"}),
        ("en", "can the partner order a domain for me with limited access", {"ordering-and-renewal", "access-types"}),
        ("de", "chan de partner mit iigschränktem zuegriff öppis bstelle", {"ordering-and-renewal", "access-types"}),
        ("de", "wie nehme ich dem partner ein produkt weg", {"product-access"}),
        ("en", "take a product away from my partner", {"product-access"}),
        ("de", "mein mitarbeiter soll die kunden auch sehen", {"employee-rights"}),
        ("en", "give my colleague access to our clients", {"employee-rights"}),
        ("en", "how do i publish a project for agencies", {"tenders"}),
        ("de", "wie schreibe ich ein projekt aus", {"tenders"}),
        ("de", "wie komme ich ins verzeichnis", {"partner-directory"}),
        ("de", "ich empfehle euch nur privat, bekomme ich provision", {"affiliate-programme"}),
        (
            "en",
            "i am a freelancer without a firm, can i resell",
            {"reseller-requirements", "affiliate-programme"},
        ),
        ("de", "meine anfrage wurde abgelehnt", {"partner-confirmation"}),
        ("en", "resend the invitation", {"partner-confirmation"}),
        ("de", "einladung zurückziehen", {"partner-confirmation"}),
        ("de", "was passiert mit meinen produkten wenn ich die partnerschaft beende", {"after-the-end"}),
        ("en", "do i lose my domain if i end the partnership", {"after-the-end"}),
        ("de", "kann ich den partner wechseln", {"add-partner", "end-partnership", "how-many-partners"}),
        ("en", "change from limited to full access", {"access-types"}),
        ("de", "wie viel Rabatt bekomme ich auf Domains", {"reseller-benefits", "cashback-and-discounts"}),
        ("en", "who owns the domain if the partner paid for it", {"after-the-end", "partner-gone"}),
        ("de", "wem gehört die Domain, wenn der Partner bezahlt", {"after-the-end", "partner-gone"}),
        ("en", "can i see which products my partner manages", {"product-access"}),
        ("de", "Ich finde meinen Partner nicht in der Liste", {"add-partner", "partner-directory"}),
        ("en", "I cannot find my agency when adding it", {"add-partner"}),
        ("de", "Wo sehe ich meine Kunden?", {"partner-console"}),
        ("en", "export my clients as csv", {"partner-console"}),
        ("de", "Bin ich verpflichtet, Support zu leisten?", {"reseller-requirements"}),
        ("en", "what happens to my commission if the client orders himself", {"who-pays", "cashback-and-discounts"}),
        ("de", "Wer hat Zugriff auf meine Daten?", {"data-kept"}),
        ("en", "who can see my data", {"data-kept"}),
        ("de", "Wer sind Sie eigentlich genau?", {"about-provider"}),
        ("de", "Was weiss die Agentur über mich?", {"access-types"}),
        ("en", "is my information shared with the partner", set()),
    ],
)
def test_no_direct_answer_is_wrong(knowledge: Knowledge, language: str, text: str, right: set[str]) -> None:
    found = knowledge.find(text, language)

    assert found.outcome is not Outcome.ANSWER or found.ranked[0] in right


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "Who pays the invoices?", "who-pays"),  # case question-19
        ("de", "Wer bezahlt die Rechnungen?", "who-pays"),
        ("de", "wär mues d rächnig zahle", "who-pays"),
        ("en", "Who can see the invoices?", "invoices"),
        ("de", "Wer sieht die Rechnungen?", "invoices"),
        ("en", "Who pays: the client or the partner?", "payment-means"),
    ],
)
def test_paying_and_seeing_invoices_are_told_apart(knowledge: Knowledge, language: str, text: str, topic: str) -> None:
    found = knowledge.find(text, language)

    assert (found.outcome, found.ranked[0]) == (Outcome.ANSWER, topic)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "was steht in meinen Daten über mich?"),  # case question-20
        ("de", "Was hast du über mich gespeichert?"),
        ("de", "bitte alles über mich löschen"),
        ("de", "was macht ihr eigentlich mit meinen daten"),
        ("en", "which data do you keep about me?"),
        ("en", "what have you stored about me"),
        ("en", "please erase all my data"),
        ("en", "do you have a privacy policy"),
    ],
)
def test_who_asks_for_their_own_data_is_told_of_nothing_else(knowledge: Knowledge, language: str, text: str) -> None:
    assert knowledge.find(text, language).ranked[0] == "data-kept"


@pytest.mark.parametrize(
    ("text", "reader", "language"),
    [
        ("how do i cancel my partnership?", "de", "en"),  # case talk-18
        ("Wie kündige ich die Partnerschaft?", "en", "de"),
        ("Wär zahlt d Rächnige?", "en", "de"),
        ("VAT number", "de", "de"),
        ("partner console", "de", "de"),
        ("who sees the Rechnungen von meinem Partner", "de", "de"),
        ("👍", "de", "de"),
    ],
)
def test_a_question_clearly_in_another_language_is_answered_in_it(
    knowledge: Knowledge, text: str, reader: str, language: str
) -> None:
    assert knowledge.language_of(text, reader) == language
