"""What people ask about their own data, in their words, is answered from it."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer
from tests.asked import asks
from tests.desk import Desk

CLIENT = {
    "who_has_access": ("Wer hat Zugriff auf unsere Produkte?", "Who has access to our products?"),
    "who_pays": ("Wer bezahlt unsere Verlängerungen?", "Who pays for our renewals?"),
    "what_waits": ("Was wartet auf mich und bis wann?", "What is waiting for me and until when?"),
    "what_expires": ("Was läuft bald ab?", "What expires soon?"),
    "who_may": ("Wer von uns darf Partner hinzufügen?", "Who of us may add partners?"),
    "which_vat": ("Welche MwSt-Nummer haben Sie von uns?", "Which VAT number do you have for us?"),
}
OF_NORDNET = {
    "who_sees_invoices": ("Wer sieht meine Rechnungen bei Nordnet?", "Who can see my invoices at Nordnet?"),
    "what_changed": ("Was gibt es Neues mit Nordnet?", "What's new with Nordnet?"),
    "what_ordered": ("Was hat Nordnet für uns bestellt?", "What did Nordnet order for us?"),
    "history": ("Verlauf mit Nordnet", "history of Nordnet"),
}
PARTNER = {
    "what_earned": ("Was haben wir mit Seegarten Hotels verdient?", "How much did Seegarten Hotels bring us?"),
    "who_pays": ("Wer zahlt bei Seegarten Hotels?", "Who pays at Seegarten Hotels?"),
    "partnership": ("Zeig mir Seegarten Hotels", "show me Seegarten Hotels"),
}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_questions_are_understood_and_answered(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Nordnet", lang=lang)
    desk.partnership(lea, noah, Access.FULL, payer=Payer.PARTNER)
    place = ("de", "en").index(lang)
    for name, texts in CLIENT.items():
        assert lea.says(texts[place]) == asks(lea, name), name
    for name, texts in OF_NORDNET.items():
        assert lea.says(texts[place]) == asks(lea, name, other=noah.organisation_id), name
    for name, texts in PARTNER.items():
        assert noah.says(texts[place]) == asks(noah, name, other=lea.organisation_id), name
