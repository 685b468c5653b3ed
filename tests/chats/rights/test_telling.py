"""What somebody may do, in a few sentences."""

from __future__ import annotations

from domain.people import Role
from tests.asked import asks
from tests.desk import Desk
from tests.people import Chat


def test_everybody_hears_who_may_decide(desk: Desk) -> None:
    lea = desk.client()
    tim, rolf = desk.colleague(lea, "Tim"), desk.colleague(lea, "Rolf", role=Role.ADMINISTRATOR)

    assert asks(tim, "my_rights").splitlines() == [
        "You are acting for Seegarten Hotels.",
        "Your role: employee.",
        "You can look and ask; decisions are for a legal representative to make.",
    ]
    assert tim.buttons() == ["🔑 All rights, one by one", "👥 People", "🏠 Menu"]
    assert asks(tim, "who_may").splitlines()[2:] == [
        "Decide, as legal representatives: Lea.",
        "Keep the list of products, as administrators: Rolf.",
        "Look and ask, as employees: Tim.",
    ]
    assert asks(tim, "who_may", person=number(rolf)).startswith("Rolf is an administrator of Seegarten Hotels")
    assert asks(tim, "who_may", person=number(tim)) == asks(tim, "my_rights")


def test_rights_one_by_one_are_for_legal_representatives_to_see(desk: Desk) -> None:
    lea = desk.client()
    tim, stranger = desk.colleague(lea, "Tim"), desk.client("Bergblick")

    assert "may look and ask" in asks(lea, "who_may", person=number(tim))
    assert lea.buttons() == ["🔑 All rights, one by one", "👁 See it as a colleague", "👥 People", "🏠 Menu"]
    asks(tim, "who_may", person=number(lea))
    assert tim.buttons() == ["👥 People", "🏠 Menu"]
    assert asks(lea, "who_may", person=number(stranger)) == "This person no longer acts for Seegarten Hotels."


def number(chat: Chat) -> int:
    with chat.desk.work() as work:
        return chat.row(work).id
