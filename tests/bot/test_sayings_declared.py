"""What can be asked for in words: all of it, what may be said with it, who can say it, and what is only ever opened."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.chapters import CHAPTERS
from domain.answers.topics import TOPICS
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from handlers.chat.sayings import Audience, Saying

DECLARED = """
add_partner          DO    client   other access product payer
ask_client           DO    partner  other access product payer
partners             SHOW  client
clients              SHOW  partner
requests             SHOW  all      other
partnership          SHOW  all      other
end_partnership      DO!   all      other when
change_payer         DO!   client   other payer
give_products        DO    client   other product
take_products        DO!   client   other product
change_access        DO!   client   other access product
last_day             DO    client   other when
confirm_request      DO!   all      other
decline_request      DO!   all      other
withdraw_request     DO!   all      other
resend_request       DO    all      other
undo                 DO!   all      other
history              SHOW  all      other
my_link              SHOW  partner
invite_partner       DO    client   email
who_has_access       ASK   all      other product
who_pays             ASK   all      other
who_sees_invoices    ASK   all      other
what_changed         ASK   all      other when
what_waits           ASK   all
deadlines            SHOW  all
menu                 SHOW  all
help                 SHOW  all
language             DO    all      language
timezone             DO    all
forget_me            DO!   all
my_data              SHOW  all
cancel               DO    all
register             DO    all      country number
organisation         SHOW  all
switch_organisation  SHOW  all
get_verified         DO    all
connect_account      SHOW  all
people               SHOW  all
invite_colleague     DO    all      role
remove_colleague     DO!   all      person
change_role          DO!   all      person role
my_rights            ASK   all
who_may              ASK   all      person
products             SHOW  all
what_it_costs        ASK   client
product              SHOW  all      product
add_product          DO    all
enter_vat            DO    all      vat
remove_vat           DO!   all
which_vat            ASK   all
what_earned          ASK   partner  other when
what_ordered         ASK   all      other product when
income_chart         SHOW  partner  when
what_expires         ASK   all      other when
note                 DO    partner  other
export_clients       SHOW  partner
find_partner         SHOW  client   country language
my_entry             SHOW  partner
tenders              SHOW  all
new_tender           DO    client   amount
own_tenders          SHOW  client
subscribe_tenders    DO    partner
become_partner       SHOW  client
email                SHOW  all
enter_email          DO    all      email
human                SHOW  all
topics               SHOW  all
"""
"""`DO!` binds somebody or takes something away. Either side of a request may answer, withdraw or send it again."""
AUDIENCES = {"all": Audience.ALL, "client": Audience.CLIENT, "partner": Audience.PARTNER}
SAYINGS = [saying for chapter in CHAPTERS for saying in chapter.sayings]


def test_each_is_declared_once_and_no_other() -> None:
    declared = [line.split()[0] for line in DECLARED.split("\n") if line]
    assert Counter(saying.name for saying in SAYINGS) == Counter(declared)


@pytest.mark.parametrize("line", [line for line in DECLARED.split("\n") if line], ids=lambda line: line.split()[0])
def test_what_can_be_said(line: str) -> None:
    name, kind, audience, *slots = line.split()
    saying: Saying = next(each for each in SAYINGS if each.name == name)
    assert saying.kind is Kind[kind.rstrip("!")]
    assert saying.grave is kind.endswith("!")
    assert saying.audience is AUDIENCES[audience]
    assert saying.slots == {Slot(slot) for slot in slots}


def test_buttons_tell_two_readings_apart() -> None:
    assert all(len(saying.label.text) <= 40 for saying in SAYINGS)
    assert max(Counter(saying.label.text for saying in SAYINGS).values()) == 1


def test_an_article_tells_what_comes_of_what_is_grave() -> None:
    assert {saying.name for saying in SAYINGS if saying.grave and saying.about is None} == {"remove_vat"}
    assert {saying.about for saying in SAYINGS} - {None} <= TOPICS
