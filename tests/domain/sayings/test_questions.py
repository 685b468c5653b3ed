"""Questions about terms: which of many is asked for, and what one may do."""

from __future__ import annotations

import pytest

from bot.answers import read_understanding
from bot.app import LOCALES
from bot.profile.reading import DEFAULT_PROFILE
from domain.partnerships.rules import Access, Payer, Side
from domain.sayings.questions import Ability, Condition, Questions


def questions() -> Questions:
    return read_understanding(LOCALES, DEFAULT_PROFILE).questions


_FULL, _LIMITED = (Condition(access=access) for access in (Access.FULL, Access.LIMITED))
_CLIENT_PAYS, _PARTNER_PAYS = (Condition(payer=payer) for payer in Payer)
_CLIENT_SEES, _PARTNER_SEES = (Condition(seen_by=payer) for payer in Payer)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("which of my partners have full access and pay themselves?", Condition(Access.FULL, Payer.PARTNER)),
        ("welche Partner haben nur eingeschränkten Zugriff?", _LIMITED),
        ("wer von meinen partnern sieht die rechnungen?", _PARTNER_SEES),
        ("which partners pay themselves?", _PARTNER_PAYS),
        ("wer zahlt selbst?", _PARTNER_PAYS),
        ("für welche partner zahle ich?", _CLIENT_PAYS),
        ("which partners don't pay themselves?", _CLIENT_PAYS),
        ("welche Partner haben keinen vollen Zugriff?", _LIMITED),
        ("which partners pay for what we order?", _PARTNER_PAYS),
        ("which partners have full access and don't see the invoices?", Condition()),
        ("who pays?", Condition()),
        ("which partners pay themselves if we end it?", Condition()),
        ("wer sieht die Rechnungen?", Condition()),
        ("who pays, we or the partner?", Condition()),
        ("partners", Condition()),
    ],
)
def test_what_a_client_asks_of_its_partners(text: str, condition: Condition) -> None:
    assert questions().condition(text, Side.CLIENT) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("welche Kunden zahlen selber?", _CLIENT_PAYS),
        ("which clients pay for themselves?", _CLIENT_PAYS),
        ("für wen zahlen wir?", _PARTNER_PAYS),
        ("which clients do we pay for?", _PARTNER_PAYS),
        ("welche Kunden zahlen nicht selbst?", _PARTNER_PAYS),
        ("where do we have limited access?", _LIMITED),
        ("welche kunden haben uns vollen zugriff gegeben?", _FULL),
        ("whose invoices can we see?", _PARTNER_SEES),
        ("welche Kunden sehen die Rechnungen?", _CLIENT_SEES),
        ("wer zahlt bei unseren Kunden, sie oder wir?", Condition()),
    ],
)
def test_what_a_partner_asks_of_its_clients(text: str, condition: Condition) -> None:
    assert questions().condition(text, Side.PARTNER) == condition


def test_the_access_that_was_read_is_a_condition_where_which_of_many_is_asked_for() -> None:
    assert questions().condition("wer darf alles?", Side.CLIENT, Access.FULL) == _FULL
    assert not questions().condition("Alpweb darf alles", Side.CLIENT, Access.FULL)


def test_a_client_with_limited_access_given_pays_itself_and_sees_no_invoices_of_its_partner() -> None:  # fact 17
    limited = (Access.LIMITED, None)
    assert limited in _CLIENT_PAYS.terms(Side.PARTNER)
    assert limited not in _CLIENT_PAYS.terms(Side.CLIENT) | _CLIENT_SEES.terms(Side.PARTNER)
    assert _PARTNER_SEES.terms(Side.CLIENT) == _PARTNER_PAYS.terms(Side.CLIENT) == {(Access.FULL, Payer.PARTNER)}


@pytest.mark.parametrize(
    ("text", "ability"),
    [
        ("can Liffey renew the domain?", Ability.ORDER),
        ("Darf Liffey die Domain verlängern?", Ability.ORDER),
        ("kann Liffey Mails lesen?", Ability.OTHER),
        ("may Liffey delete that?", Ability.OTHER),
        ("kann Liffey uns helfen?", None),
        ("Liffey soll die Domain verlängern", None),
        ("darf Liffey noch bestellen, nachdem ich gekündigt habe?", None),
        ("can Liffey still order once I end it?", None),
        ("does ending it delete the shop?", None),
    ],
)
def test_what_somebody_may_do(text: str, ability: Ability | None) -> None:
    assert questions().ability(text, Side.CLIENT) is ability


def test_what_we_may_do_is_asked_by_a_partner() -> None:
    for text in ("können wir für Kunden bestellen?", "can we order for our clients?"):
        assert questions().ability(text, Side.PARTNER) is Ability.ORDER
        assert questions().ability(text, Side.CLIENT) is None


@pytest.mark.parametrize(
    ("text", "invited", "open_"),
    [
        ("did tom join?", True, False),
        ("hat Anna die Einladung angenommen?", True, False),
        ("welche einladungen sind offen", True, True),
        ("which invitations are pending?", True, True),
        ("welche Anfragen sind offen?", False, False),
    ],
)
def test_invitations(text: str, invited: bool, open_: bool) -> None:
    assert questions().is_about_invited(text) is invited
    assert questions().is_about_open_invitations(text) is open_
