"""Support works in a third language in its group, and people on the pages behind links in mails read it, too."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.intake.webhook_server import listen
from handlers.support.commands import COMMANDS
from services import events
from services.mail import confirming
from storage.tables import DirectoryEntry, PartnerReview, VatCheck
from storage.work import Work
from tests import desk as desks
from tests import people
from tests.bot.commands import desk_work
from tests.bot.commands.desk_work import DeskWork, lay_out
from tests.bot.pages import scene as pages
from tests.bot.pages.scene import Scene
from tests.bot.vat import numbers
from tests.desk import Desk, Loop
from tests.locales.foreign import foreign, spoken_in
from tests.locales.pseudo import CODE, NOT_WRITTEN
from tests.people import Json, Support

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SPOKEN = spoken_in(sys.modules[__name__], desk_work, desks, people, pages, numbers)
CODES = re.compile(r"/faq [\w-]+|\b[a-z]+(?:-[a-z]+)+\b|\((?:organisation|person|partnership) \d+\)|\{\w+\}|#?[xX]{9,}")
"""What is copied into commands: topics of articles, records by kind and number, places; and what the page was sent."""
BOTH = "/article"
"""An article is looked at in German and English: in no other language can it be rewritten in the chat."""


@pytest.fixture
def desk(
    playground_url: str, database_url: str, loop: Loop, locales: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(Desk, "locales", locales)
    listening = listen("127.0.0.1:0")
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    quick = {"messages_per_minute_per_group": 10_000}
    running = Desk(playground_url, database_url, loop, pages=listening, pages_url=url, **quick)
    yield running
    running.close()


class Watch:
    """Reads along in support's group: whatever the bot writes there, in text, on buttons, as names of topics."""

    def __init__(self, support: Support) -> None:
        self._not_written = support.desk.article(NOT_WRITTEN, "en").title
        self.foreign: dict[str, str] = {}
        self.cut: set[str] = set()
        self._support = support
        self._read: set[str] = set()
        self._pressed: set[str] = set()

    def writes(self, text: str, topic: int | None = None, **more: object) -> None:
        """Nina, who leads support, writes something."""
        self._support.writes(self._support.nina, text, topic, **more)
        self.reads(text, topic)

    def reads(self, where: str, topic: int | None = None) -> list[Json]:
        """Looks at what is new, in the topic or outside of all; the bot's messages there."""
        said = [each for each in self._support.messages(topic) if each["from"] == "bot"]
        for text in (*self._texts(said), *self._support.topics().values()):
            if text not in self._read and (word := unmarked(text.replace(self._not_written, ""))) is not None:
                self.foreign.setdefault(word, f"{where}: {text}")
            self._read.add(text)
        return said

    def _texts(self, said: list[Json]) -> Iterator[str]:
        for each in said:
            yield str(each["text"])
            for label, _ in labels(each):
                yield label
                if label.endswith("…") and not any(name in label for name in ("AG", "GmbH", "Alpweb")):
                    self.cut.add(label)

    def presses_everything(self, topic: int | None = None) -> None:
        """Each kind of button once, and what it brings."""
        while fresh := [
            (each["message_id"], label, data, kind)
            for each in self.reads("buttons", topic)
            for label, data in labels(each)
            if data and (kind := re.sub(r"\d+", "0", data)) not in self._pressed
        ]:
            message, label, data, kind = fresh[0]
            self._pressed.add(kind)
            whispered = self._support.press(self._support.nina, message, data)
            if (word := unmarked(whispered)) is not None:
                self.foreign.setdefault(word, f"{label}: {whispered}")


def unmarked(text: str) -> str | None:
    """A word that is not in the language."""
    return foreign(CODES.sub("", text), SPOKEN)


def labels(message: Json) -> list[tuple[str, str]]:
    """Labels, with the data of those that the bot hears of."""
    return [(button["text"], button.get("data", "")) for row in message["keyboard"] or [] for button in row]


def everything(desk: Desk, laid: DeskWork) -> None:
    """Support is told of all that waits for it."""

    def told(work: Work) -> None:
        entry = work.session.query(DirectoryEntry).one().id
        differs = work.session.query(VatCheck).filter_by(differs=True).one()
        review = PartnerReview(
            partner_id=differs.organisation_id,
            below_since=work.now,
            told_at=work.now,
            yearly_value=90_000,
            currency="CHF",
            grace_until=work.now,
        )
        work.session.add(review)
        work.session.flush()
        for number in map(int, laid.applications):
            work.happened(events.ApplicationSubmitted(number))
        for number in map(int, laid.claims):
            work.happened(events.ClaimMade(number, for_support=True))
        tender = int(laid.tender)
        for happened in (
            *(events.TenderHeld(tender), events.TenderReported(tender), events.EntryReported(entry)),
            events.VatNameDiffers(differs.organisation_id, differs.id),
            events.ReviewDue(review.id),
            events.NobodyReached(differs.organisation_id, (int(laid.partnership),)),
        ):
            work.happened(happened)

    desk.happens(told)
    desk.settle()


def test_support_works_in_its_language(desk: Desk, tmp_path: Path) -> None:
    support = desk.support(lang=CODE)
    watch = Watch(support)
    laid = lay_out(desk, tmp_path)
    asking = desk.client("Σεγαρτεν", lang=CODE, first_name="Λεα")

    everything(desk, laid)
    watch.presses_everything()
    for name in COMMANDS:
        watch.writes(f"/{name}")
    for typed in (
        *(f"/find {each}" for each in ("Neu", "Alpweb", laid.telegram, "nobody at all", "Σεγαρτεν")),
        *(f"/card {each}" for each in (laid.client, laid.partner, f"partnership {laid.partnership}", "Neu")),
        *(f"/who {each}" for each in (laid.telegram, "Λεα", "nobody at all")),
        *(f"/{does} {laid.client} a reason" for does in ("freeze", "freeze", "unfreeze", "unfreeze")),
        *(f"/verify organisation {laid.unverified[-1]} a reason", "/verify partnership 1 why"),
        *("/topics", "/article payment-means", "/history payment-means", f"/skip {laid.questions[1]}"),
        *(f"/learn {laid.questions[0]} payment-means", "/undo payment-means", "/publish payment-means"),
    ):
        watch.writes(typed)
    watch.presses_everything()

    asking.says("/human")
    asking.says("Τι;")
    topic = support.topic()
    watch.reads("a case", topic)
    for typed in ("/assign", "/assign Omar", "/note σημ", "/faq", "/faq payment-means", "/who", "/find", "/help"):
        watch.writes(typed, topic)
    watch.presses_everything(topic)
    for typed in ("/ban", "/unban", "/close", "/close", "/note x"):
        watch.writes(typed, topic)
    watch.reads("the summary")

    assert {word: where for word, where in watch.foreign.items() if not where.startswith(BOTH)} == {}
    assert watch.cut == set()


def test_pages_behind_links_in_mails_are_in_their_language(desk: Desk) -> None:
    desk.app.units.mails = True
    scene = Scene(desk, CODE, named="Αλπ")
    desk.rename(scene.lea, "Σεγαρτεν")
    answer = scene.link(scene.request())
    with desk.work() as work:
        address = desk.app.desk.around.pages.confirm_address(
            confirming.ask(work, scene.lea.row(work), "lea@seegarten.example").token
        )
    assert address is not None
    shown = [scene.opens(answer), scene.opens(address), scene.opens(answer[:-4] + "?lang=" + CODE)]
    shown.append(scene.sends(answer, "no", "0", reason="x" * 2_000))
    shown.append(scene.sends(answer, "yes", shown[0].version))
    shown.append(scene.opens(answer))

    assert {each.response.text.partition('lang="')[2][:2] for each in shown} == {CODE}
    assert [(word, each.text) for each in shown if (word := unmarked(each.text))] == []
