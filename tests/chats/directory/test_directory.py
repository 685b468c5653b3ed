"""The directory: a partner writes its entry, others find it, ask it something, add it, or pass it on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from domain.directory.entries import Content
from domain.organisations.verification import VerifiedBy
from domain.privacy import Period
from services.directory import writing
from services.privacy.keeping import let_go
from storage.directory import forget_visits
from storage.tables import DirectoryEntry, DirectoryQuestion, DirectorySalt, DirectoryVisit
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import INFOMANIAK

TEXT = "We build online shops with Shopware for wine merchants and farms, and look after them for years."
GERMAN = "Wir bauen Onlineshops mit Shopware für Weinhandlungen und Höfe und betreuen sie über Jahre hinweg."


def content(**more: object) -> Content:
    values: dict[str, Any] = {
        "texts": {"en": TEXT},
        "shelves": ("hosting",),
        "skills": ("Shopware", "SEO"),
        "languages": ("de", "fr"),
        "places": ("CH-BE",),
        "website": "https://alpweb.example",
    }
    return Content(**(values | more))


def listed(desk: Desk, chat: Chat, **more: object) -> int:
    """The chat's partner has this entry; its id."""
    with desk.work() as work:
        return writing.write(work, chat.row(work), content(**more)).id


def test_from_writing_an_entry_to_a_request_of_a_client_that_has_found_it(desk: Desk) -> None:
    nina = desk.partner("Alpweb")
    nina.says("/myentry")
    nina.taps("✍️ Write the entry")
    assert "40 characters" in nina.says("Shops.")
    assert "without links" in nina.says(f"{TEXT} Write to nina@alpweb.example.")
    nina.says(TEXT)
    nina.taps("Hosting")
    nina.taps("Done")
    nina.says("Shopware, SEO and wine merchants")
    nina.taps("German")
    nina.taps("French")
    nina.taps("Done")
    assert "“Atlantis”" in nina.says("Bern, Atlantis")
    nina.says("Bern und Freiburg")
    nina.says("www.alpweb.example/")
    preview = nina.reads()
    assert "Shopware, SEO, wine merchants" in preview
    assert "German and French" in preview
    assert "Bern and Fribourg" in preview
    assert "Only one language is written" in preview
    nina.taps("✅ Put it into the directory")
    assert "Your entry is in the directory" in nina.reads()
    assert "The German text is not written yet" in nina.reads()
    assert "Not opened yet" in nina.reads()

    lea = desk.client("Seegarten Hotels", lang="de")
    lea.says("/directory jemand für Schopware in Bern")
    assert "Alpweb" in lea.reads()
    lea.taps("Alpweb")
    assert TEXT in lea.reads(), "the other language is filled from the one that is written"
    lea.taps("🤝")
    assert "Alpweb" in lea.reads()

    nina.says("/myentry")
    assert "Opened once in all" in nina.reads()
    nina.taps("✏️ Change")
    nina.taps("✍️ The other language")
    nina.says(GERMAN)
    nina.taps("✅ Put it into the directory")
    lea.says("/cancel")
    lea.says("/directory shopware")
    lea.taps("📣")
    assert "Um welche Art Arbeit geht es?" in lea.reads(), "a tender to this partner alone"
    lea.says("/cancel")
    lea.says("/directory shopware")
    lea.taps("Alpweb")
    assert GERMAN in lea.reads()


def test_a_visitor_asks_and_is_answered_and_neither_learns_who_the_other_is(desk: Desk) -> None:
    support = desk.support()
    nina, mia = desk.partner("Alpweb"), desk.newcomer("Zenobia", lang="de")
    entry = listed(desk, nina)
    mia.says("/directory")
    mia.taps("Alpweb")
    mia.taps("💬")
    mia.says("Können Sie auch Kassen anbinden?")
    mia.taps("📨 Send")
    assert "Somebody asks Alpweb" in nina.reads()
    assert "Können Sie auch Kassen anbinden?" in nina.reads()
    nina.taps("💬 Answer")
    nina.says("Yes, we have done that four times.")
    nina.taps("📨 Send")
    assert "Yes, we have done that four times." in mia.reads()
    assert "Alpweb" in mia.reads()
    assert "Zenobia" not in nina.reads_all()
    assert "Nina" not in mia.reads_all()
    for _ in range(2):
        mia.press(mia.from_bot()[-1]["message_id"], f"za:{entry}")
        mia.says("Und was kostet das?")
        mia.taps("📨 Send")
    mia.press(mia.from_bot()[-1]["message_id"], f"za:{entry}")
    assert "3" in mia.reads(), "so many questions an hour"
    nina.taps("🚩 Report")
    nina.taps("🚩 Yes, report it")
    assert "Und was kostet das?" in support.reads()
    assert "Zenobia" in support.reads(), "support has to know"
    desk.clock.advance(days=366)
    with desk.work() as work:
        let_go(work, INFOMANIAK, Period.VISITORS_QUESTIONS)
        assert work.session.scalars(select(DirectoryQuestion)).all() == []


def test_support_hides_an_entry_with_a_reason_and_shows_it_again(desk: Desk) -> None:
    support = desk.support()
    nina, mia = desk.partner("Alpweb", lang="de"), desk.newcomer()
    entry = listed(desk, nina)
    mia.says("/directory wine merchants")
    mia.taps("Alpweb")
    mia.taps("🚩 Report")
    mia.taps("🚩 Yes, report it")
    support.taps(support.omar, "🚫")
    support.taps(support.omar, "not true")
    assert "Alpweb" in nina.reads()
    assert "There is no" not in mia.says("/directory wine merchants")
    assert "Alpweb" not in mia.reads()
    nina.says("/myentry")
    assert nina.words("It says what is not true.") in nina.reads()
    told = len(nina.from_bot())
    support.press(support.omar, support.messages()[-1]["message_id"], f"zg:{entry}:#spam")
    assert len(nina.from_bot()) == told, "an old button hides it no second time"
    support.taps(support.omar, "🟢")
    mia.says("/directory wine merchants")
    assert "Alpweb" in mia.reads()


def test_since_when_it_is_a_partner_is_told_where_that_is_known(desk: Desk) -> None:
    nina, mia = desk.partner("Alpweb"), desk.newcomer()
    entry = listed(desk, nina)
    for verified_by, told in ((VerifiedBy.OPERATOR, True), (VerifiedBy.ACCOUNT, False)):
        with desk.work() as work:
            work.session.get_one(DirectoryEntry, entry).partner.verified_by = verified_by
        mia.press(mia.from_bot()[-1]["message_id"], f"ze:{entry}")
        assert "Partner in the programme" in mia.reads()
        assert ("Partner in the programme since" in mia.reads()) is told


def test_only_a_verified_partner_has_an_entry(desk: Desk) -> None:
    lea = desk.client()
    assert "The directory lists partners" in lea.says("/myentry")


def test_those_are_led_to_the_own_entry_who_may_write_it(desk: Desk) -> None:
    nina = desk.partner("Alpweb")
    timo = desk.colleague(nina)
    for person, led in ((nina, True), (timo, False)):
        person.says("/organisation")
        assert ("📇 My entry" in person.buttons()) is led
        person.says("/more")
        assert "📦 Own products" in person.buttons()
        assert ("📇 My entry" in person.buttons()) is led


def test_people_recommend_a_partner_where_they_talk(desk: Desk) -> None:
    nina, lea = desk.partner("Alpweb"), desk.newcomer("Lea", lang="de")
    entry = listed(desk, nina, texts={"en": TEXT, "de": GERMAN})
    group = desk.playground.post("/groups", json={"title": "Seegarten", "members": [lea.id]}).json()["id"]
    desk.settle()
    answer = lea.types_inline("webshop bern", chat_id=group)
    assert [one["title"] for one in answer["results"]] == ["Alpweb"]
    assert "Bern" in answer["results"][0]["description"]
    assert lea.types_inline("zahnpasta", chat_id=group)["results"] == []
    lea.sends_inline(answer, str(entry))
    (sent,) = (one for one in desk.playground.get(f"/chats/{group}/messages").json()["messages"] if "via" in one)
    assert GERMAN in sent["text"]
    mia = desk.person("Mia")
    mia.says("/start " + sent["keyboard"][0][0]["url"].partition("?start=")[2])
    assert TEXT in mia.reads()
    own = nina.types_inline("shopware")
    assert "What is proven" in nina.sends_inline(own, str(entry)), "sent to the desk itself, it opens"


def test_results_go_on_as_a_partner_scrolls_in_the_own_chat(desk: Desk) -> None:
    partners = [desk.partner(f"Bergweb {number}") for number in range(11)]
    for partner in partners:
        listed(desk, partner)
    first = partners[0].types_inline("shopware")
    rest = partners[0].types_inline("shopware", offset=first["next_offset"])
    assert (len(first["results"]), len(rest["results"]), rest["next_offset"]) == (10, 1, "")


def test_a_list_is_narrowed_and_its_pages_turned(desk: Desk) -> None:
    for number in range(9):
        place = "CH-ZH" if number % 2 else "CH-BE"
        listed(desk, desk.partner(f"Bergweb {number}"), places=(place,))
    mia = desk.newcomer()
    mia.says("/directory")
    assert "9 partners in all" in mia.reads()
    assert len([label for label in mia.buttons() if label.startswith("Bergweb")]) == 8
    mia.taps("▶️")
    assert len([label for label in mia.buttons() if label.startswith("Bergweb")]) == 1
    mia.taps("📍 Where")
    mia.taps("Bern")
    assert "5 partners in all" in mia.reads()
    mia.taps("🔎 In words")
    mia.says("somebody for Shopware in Zurich")
    assert "4 partners in all" in mia.reads()
    assert "nobody for that" in mia.says("/directory Zahnpasta")


def test_whoever_opens_an_entry_counts_once_a_day_and_nothing_tells_who_it_was(desk: Desk) -> None:
    nina, mia, urs = desk.partner("Alpweb"), desk.newcomer("Mia"), desk.newcomer("Urs")
    number = listed(desk, nina)

    def opens(*people: Chat) -> None:
        for person in people:
            person.press(person.from_bot()[-1]["message_id"], f"ze:{number}")

    opens(mia, mia, urs, nina)
    assert "2 times in all" in nina.says("/myentry"), "the partner's own people do not count"
    desk.clock.advance(days=1)
    opens(mia)
    assert "3 times in all" in nina.says("/myentry")
    with desk.work() as work:
        assert forget_visits(work.session, work.now.date(), 100) == 2
        assert work.session.scalars(select(DirectorySalt.day)).all() == [work.now.date()]
        assert len(work.session.scalars(select(DirectoryVisit)).all()) == 1


def test_a_page_asks_the_database_as_often_for_nine_as_for_one(desk: Desk) -> None:
    mia = desk.newcomer()
    listed(desk, desk.partner("Bergweb"))
    mia.says("/directory Shopware")
    with desk.statements() as for_one:
        mia.says("/directory Shopware")
    for number in range(8):
        listed(desk, desk.partner(f"Talweb {number}"))
    mia.says("/directory Shopware")
    with desk.statements() as for_nine:
        mia.says("/directory Shopware")
    assert len(for_nine) == len(for_one)
