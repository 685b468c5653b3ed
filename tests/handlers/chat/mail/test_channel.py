"""Mail as a second channel: one mail for each address, only where it is wanted, and nothing at all without a server."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from domain.mail import MailPace
from domain.people import Role
from handlers.chat.mail.pages import AnswerPage, Pages
from storage.tables import AccountMember, Membership, Organisation, Person
from tests.databases import SqliteFiles
from tests.handlers.chat.mail.cases import FACTS
from tests.handlers.chat.mail.scene import Scene, Stage

REQUEST = FACTS["request"].case


PAGES = Pages(
    answering=lambda work, person, request: AnswerPage(
        f"https://pages.example/answer/{person.first_name}/{request}", work.now
    ),
    unsubscribing=lambda _work, person: f"https://pages.example/unsubscribe/{person.first_name}?a=1&b=2",
)
"""Pages that are not there: their addresses name whom they are for."""

MAKERS = (
    *("request", "reminder", "ended", "check-up", "account closed", "verified", "application approved"),
    *("below value", "care orphaned", "joined", "disputed", "invitation revoked"),
)
"""A fact of each of those who make notices."""


def in_console(stage: Stage, name: str, role: Role, organisation: Organisation) -> Membership:
    """Somebody of the provider's console, whose address it has."""
    person = Person(
        console_id=f"u-{name}", first_name=name.capitalize(), language="en", reachable=False, created_at=stage.work.now
    )
    there = {"person": person, "organisation": organisation, "role": role, "console_id": person.console_id}
    member = Membership(**there)
    record = AccountMember(name=name, email=f"{name}@example.org", as_of=stage.work.now, **there)
    stage.work.session.add_all([member, record])
    stage.work.session.flush()
    return member


def test_colleagues_who_share_an_address_get_one_mail(scene: Scene) -> None:
    def shared(stage: Stage) -> None:
        stage.noah.email, stage.mia.email = "info@example.org", "Info@Example.org"

    written = scene.write(FACTS["payment means"].case, by="lea", before=shared)
    assert [each.to.casefold() for each in written.letters].count("info@example.org") == 1
    assert len(written.chats) == 3


def test_people_choose_what_comes_by_mail_and_contracts_come_all_the_same(scene: Scene) -> None:
    def contracts_only(stage: Stage) -> None:
        for person in (stage.noah, stage.mia, stage.tim):
            person.mail_pace = MailPace.CONTRACTS

    assert scene.write(REQUEST, by="lea", before=contracts_only).readers == ["noah"]
    assert scene.write(FACTS["answer"].case, by="lea", before=contracts_only).readers == []


def test_a_mail_that_is_not_wanted_by_one_reaches_the_colleague_with_the_same_address(scene: Scene) -> None:
    def shared(stage: Stage) -> None:
        stage.noah.email = stage.mia.email = "info@example.org"
        stage.noah.mail_pace = MailPace.CONTRACTS

    assert scene.write(FACTS["answer"].case, by="lea", before=shared).readers == ["info"]


def test_without_a_confirmed_address_there_is_no_mail(scene: Scene) -> None:
    def nobody(stage: Stage) -> None:
        for person in (stage.lea, stage.tim, stage.noah, stage.mia):
            person.email = person.email_confirmed_at = None

    written = scene.write(REQUEST, by="lea", before=nobody)
    assert written.readers == []
    assert len(written.chats) == 3


def test_whom_telegram_does_not_reach_is_told_by_mail(scene: Scene) -> None:
    def blocked(stage: Stage) -> None:
        stage.mia.reachable = stage.tim.reachable = False

    written = scene.write(REQUEST, by="lea", before=blocked)
    assert written.readers == ["mia", "noah", "tim"]
    assert len(written.chats) == 1


def test_a_representative_without_telegram_is_led_to_a_page_to_answer_on(scene: Scene) -> None:
    def there(stage: Stage) -> None:
        in_console(stage, "rea", Role.LEGAL_REPRESENTATIVE, stage.partner)
        in_console(stage, "ida", Role.EMPLOYEE, stage.partner)

    written = scene.write(REQUEST, by="lea", before=there, pages=PAGES)
    rea, ida, noah = (written.to(name) for name in ("rea", "ida", "noah"))
    assert "View and answer:\nhttps://pages.example/answer/Rea/" in rea.text
    assert "t.me" not in rea.html + ida.html
    assert "pages.example/answer" not in ida.html + noah.html
    assert "Open the console of Infomaniak:\nhttps://manager.infomaniak.com" in ida.text
    assert "because the console of Infomaniak has you among the people of this organisation" in ida.text


def test_who_shares_an_address_with_somebody_in_telegram_gets_the_way_to_answer(scene: Scene) -> None:
    def shared(stage: Stage) -> None:
        in_console(stage, "rea", Role.LEGAL_REPRESENTATIVE, stage.partner)
        stage.noah.email = "rea@example.org"

    written = scene.write(REQUEST, by="lea", before=shared, pages=PAGES)
    letters = [each.text for each in written.letters if each.to == "rea@example.org"]
    assert sorted("pages.example/answer" in text for text in letters) == [False, True]


def test_without_pages_a_representative_without_telegram_is_led_to_the_console(scene: Scene) -> None:
    def there(stage: Stage) -> None:
        in_console(stage, "rea", Role.LEGAL_REPRESENTATIVE, stage.partner)

    assert "https://manager.infomaniak.com" in scene.write(REQUEST, by="lea", before=there).to("rea").text


@pytest.mark.parametrize("name", MAKERS)
def test_people_of_the_console_are_told_and_who_is_linked_is_told_once(scene: Scene, name: str) -> None:
    """Whoever is in the console and in Telegram is one human."""

    def there(stage: Stage) -> None:
        for organisation in (stage.client, stage.partner):
            for role in (Role.LEGAL_REPRESENTATIVE, Role.EMPLOYEE):
                side = "client" if organisation is stage.client else "partner"
                in_console(stage, f"{side}-{role}", role, organisation)
        for person, organisation in ((stage.lea, stage.client), (stage.noah, stage.partner)):
            linked = in_console(stage, f"twin-{person.id}", Role.LEGAL_REPRESENTATIVE, organisation)
            own = stage.work.session.query(Membership).filter_by(person_id=person.id, organisation_id=organisation.id)
            own.one().console_id = linked.console_id

    readers = scene.write(FACTS[name].case, by=FACTS[name].by, before=there, pages=PAGES).readers
    told = {each.partition("-")[0] for each in readers if each.endswith("-legal_representative")}
    assert told >= {"client" if who == "lea" else "partner" for who in {"lea", "noah"} & set(readers)}
    assert not [reader for reader in readers if reader.startswith("twin")]
    assert len(set(readers)) == len(readers)


def test_what_one_could_do_without_says_how_to_end_it(scene: Scene) -> None:
    written = scene.write(REQUEST, by="lea", pages=PAGES)
    mia, noah = written.to("mia"), written.to("noah")
    assert "Unsubscribe: https://pages.example/unsubscribe/Mia?a=1&b=2" in mia.text
    assert 'href="https://pages.example/unsubscribe/Mia?a=1&amp;b=2"' in mia.html
    assert "with /email in Telegram you can change that" in mia.text
    assert "nsubscribe" not in noah.html + noah.text
    assert "/email" not in noah.text


def test_without_a_mail_server_nothing_is_written_and_nothing_asked(sqlite_files: SqliteFiles) -> None:
    scene = Scene(sqlite_files.fresh("no-mails"), mails=False)
    statements: list[str] = []
    event.listen(scene.world.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    written = scene.write(REQUEST, by="lea")
    scene.close()
    assert written.letters == []
    assert len(written.chats) == 3
    asked = [each for each in statements if re.search(r"INTO mail |FROM mail_trouble|FROM account_member", each)]
    assert asked == []
