"""“What may I do here?”, and what a colleague sees."""

from __future__ import annotations

from collections import Counter

from domain.people import Role
from handlers.rights.phrases import PHRASES
from services.rights import Act
from tests.desk import Desk


def test_every_act_has_its_phrase_once() -> None:
    said = Counter(act for phrases in PHRASES.values() for act in phrases)
    assert said == Counter(Act)


def test_everybody_reads_what_they_may_and_who_may_the_rest(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    for of, own, foreign in (
        (lea, "ask a partner", "ask a client for access"),
        (noah, "ask a client for access", "ask a partner"),
    ):
        for role in Role:
            who = desk.colleague(of, "Tim", role=role, lang=lang)
            who.says("/organisation")
            who.taps("🔑 What may I do here?")
            mine, _, others = who.reads().partition("🔒")
            assert who.words("see them") in mine
            assert who.words(own) in (mine if role is Role.LEGAL_REPRESENTATIVE else others)
            assert who.words(foreign) not in who.reads()
            assert (who.words("answer questions") in mine) == (role is not Role.READER)
            keeps = role.outranks(Role.EMPLOYEE)
            assert (who.words("add products to the list") in mine) == keeps
            assert (who.words("👁 See it as a colleague") in who.buttons()) == (role is Role.LEGAL_REPRESENTATIVE)


def test_a_representative_sees_what_a_colleague_sees_and_decides_nothing_there(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)
    for name in ("Seegarten", "Bergbahn"):
        desk.partnership(desk.client(name), noah)
    desk.colleague(noah, "Ada", lang=lang)
    desk.colleague(noah, "Tim", lang=lang)
    noah.says("/clients")
    noah.taps("Bergbahn")
    noah.taps("👥 Who looks after it")
    noah.taps("Ada")

    noah.says("/rights")
    noah.taps("👁 See it as a colleague")
    noah.taps("Tim")
    assert noah.words("employee") in noah.reads()
    assert "🤝 Seegarten" in noah.buttons()
    assert "🤝 Bergbahn" not in noah.buttons()
    noah.taps("🤝 Seegarten")
    assert "Seegarten – Alpweb" in noah.reads()
    assert noah.buttons() == [noah.words("◀️ Back"), noah.words("🏠 Menu")]
    noah.taps("◀️ Back")
    noah.taps("🔑 What may {name} do?", name="Tim")
    assert noah.words("answer questions") in noah.reads()


def test_a_client_sees_it_as_a_reader(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(lea, noah)
    tim = desk.colleague(lea, "Tim", role=Role.READER)
    lea.says("/people")
    lea.taps("👤 Tim")
    lea.taps("👁 See it as Tim")
    place, data = lea.find("🤝 Alpweb")
    lea.taps("🤝 Alpweb")
    assert "End partnership" not in lea.reads()
    tim.says("/menu")
    tim.press(tim.from_bot()[-1]["message_id"], data)
    assert "Only a legal representative of Seegarten" in tim.reads_all()
    assert place
