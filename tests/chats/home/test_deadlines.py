"""What is coming for a person, in one list, by the moments at which it comes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event

from domain.partnerships.rules import Status
from handlers.chat.lists import PAGE
from services.partnerships.deadlines import last_until
from storage.tables import Partnership
from tests.desk import Desk
from tests.people import Chat


def statements(desk: Desk, chat: Chat) -> int:
    """How many statements it takes to show the list."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(desk.app.units.engine, "before_cursor_execute", note)
    chat.says("/deadlines")
    event.remove(desk.app.units.engine, "before_cursor_execute", note)
    return sum("partnership" in each.lower() for each in seen)


def test_whatever_is_coming_stands_in_its_order_and_leads_there(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten", lang=lang)
    partner, other, third = (desk.partner(name, lang=lang) for name in ("Alpweb", "Nordnet", "Tessinhost"))
    assert client.words("✨ Nothing is coming up for you: no deadline, no reminder.") in client.says("/deadlines")
    ending = desk.partnership(client, other, products=["Webshop"])
    desk.partnership(client, partner, products=["seegarten.example"], status=Status.PENDING)
    with desk.work() as work:
        last_until(work, desk.programme, work.session.get_one(Partnership, ending), dt.date(2026, 12, 1))
    client.says("/addpartner")
    client.taps("Tessinhost")

    client.says("/deadlines")

    said = client.reads()
    day = {"en": "December 1, 2026", "de": "1. Dezember 2026"}[lang]
    lines = (
        client.words("✏️ “{form}” waits for the rest of your answers.", form=client.words("Add a partner")),
        client.words("📅 The partnership with {other} ends on {day}.", other="Nordnet", day=dt.date(2026, 12, 1)),
        client.words("⏳ {other} can answer you until {moment}.", other="Alpweb", moment="").removesuffix("."),
        client.words("🔎 I ask on {day} whether each partner still needs what it has.", day=dt.date(2027, 11, 23)),
    )
    assert day in lines[1]
    places = [said.index(line) for line in lines]
    assert places == sorted(places)
    assert client.buttons()[1:3] == ["📅 Nordnet", "⏳ Alpweb"]
    client.taps("📅 Nordnet")
    assert client.words("📅 Last day") in client.buttons()
    assert "📥 Seegarten" in partner.says("/deadlines")
    assert partner.buttons()[0] == "📥 Seegarten"
    assert "Seegarten" not in third.says("/deadlines")


def test_a_long_list_has_pages_and_costs_no_more_statements(desk: Desk) -> None:
    partner = desk.partner("Alpweb")
    few = statements(desk, partner)
    for number in range(PAGE + 2):
        desk.partnership(desk.client(f"Client {number}"), partner, status=Status.PENDING)
    some = statements(desk, partner)
    assert some <= few + 1, "one more, for the partnerships' names"
    assert "Client 0" in partner.reads()
    partner.taps("▶️")
    assert "Client 0" not in partner.reads()
    assert partner.reads().count("waits for your answer until") == 2
