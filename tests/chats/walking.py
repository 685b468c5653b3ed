"""A random walk: several people do whatever occurs to them, and after each step everything must still be in order.

In order means: no defect; every tap answered; every message met with words and a way on; nothing that Telegram
refuses; nothing unsent; and nobody has read of an organisation with which theirs has nothing to do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy import select

from domain.partnerships.rules import Access, Status
from domain.people import Role
from domain.vat.reading import read_vat_number
from services import vat
from services.people import invitations
from storage.tables import Membership, Partnership
from tests import buttons
from tests.desk import Desk
from tests.people import Chat, Room
from tests.programmes import AT_ONCE

KINDS = ("sticker", "photo", "voice", "document", "contact", "location", "poll", "dice", "video")
COMMANDS = (
    *("addpartner", "addpartner", "addpartner", "register", "products", "addproduct", "partners", "requests"),
    *(
        "clients",
        "organisation",
        "people",
        "vat",
        "faq",
        "access",
        "payment",
        "language",
        "start",
        "start faq_access-types",
    ),
    *("waiting", "askclient", "teams", "rights", "becomepartner", "mylink", "company", "start partner_P-000000"),
    *("start join_forged", "start nonsense", "menu", "help", "cancel", "products shop", "nonsense"),
    "becomepartner",
)
TEXTS = (
    *("Alpweb", "nord", "Nordnet", "limited", "Vollständiger Zugriff", "yes", "nein", "private", "Company", "Firma"),
    *("Switzerland", "Deutschland", "FR", "Narnia", "CHE-123.456.788", "Amtsgericht München, HRB 12345", "HE 123456"),
    *("DE123456788", "ATU12345005", "FR83123456709", "DE123456789", "123456783", "CHE-123.456.788 MWST"),
    *("240", "CHF 1’200.50", "99 EUR", "-5", "0", "What does full access mean?", "Wer bezahlt die Rechnungen?"),
    *("Is there a whistleblower policy?", "partner?", "?", "…", "🤷🏽‍♀️", "😀" * 2000, "<b>bold", "</b>&amp;<script>"),
    *("{organisation} %s {0}", "a" * 4096, "\u202eevil\u200b", "1:2:3", "/", "https://evil.example/x", "@everybody"),
)
FITTING = {
    r"cost a year|kostet": ("240", "1'200.50", "99"),
    r"Which VAT number|Welche MwSt": ("DE123456788", "ATU12345005", "FR83123456709"),
    r"in the register|im Register": ("CHE-123.456.788", "Amtsgericht München, HRB 12345", "123 456 782 00002"),
    r"Which website|Welche Website": ("alpweb.ch", "www.birkenau.example/de"),
    r"worth a year|im Jahr wert": ("2400", "EUR 1'799.99"),
    r"which country|welchem Land": ("Schweiz", "Germany", "France"),
}
"""What is typed in answer to a question, by what the question says in either language."""
CODES = tuple(kind.code for kind in buttons.KINDS)
_LINK = re.compile(r"\?start=(join_\S+)")
NOUNS = ("haus", "shop", " & Söhne", ".example")


ASIDE = re.compile(r"go:(menu|faq|language)|la:|ka:|kg:|f:\d+:[bxeqch]")
"""Buttons that lead aside or back."""


@dataclass
class Walker:
    """Somebody on the walk. What they write contains `mark`, and so does what their organisation owns."""

    chat: Chat
    mark: str


class Walk:
    """The people, what has happened so far, and what may be read by whom."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.trail: list[str] = [f"seed {seed}"]
        self._names = count(1)
        self._seen: dict[tuple[int, int], str] = {}
        self._calls = 0
        quitten = desk.client("Quittenhof AG", products=["Quittenshop", "Quittenpost"])
        birken = desk.client("Birkenau GmbH", country="DE", lang="de", products=["Birkenladen", "Birkenpost"])
        alpweb, nordnet = desk.partner("Alpweb"), desk.partner("Nordnet", lang="de")
        self.people = [
            Walker(quitten, "Quitten"),
            Walker(birken, "Birken"),
            Walker(desk.colleague(quitten, "Tim", lang="de"), "Zimt"),
            Walker(desk.newcomer("Zoe"), "Wacholder"),
            Walker(alpweb, "Enzian"),
            Walker(nordnet, "Distel"),
        ]
        self.group: Room = desk.group([quitten, birken])
        with desk.work() as work:
            organisation = birken.row(work)
            vat.enter(work, organisation, read_vat_number("DE136695976"))
            invitations.invite(work, quitten.row(work), quitten.organisation_id, Role.EMPLOYEE, programme=AT_ONCE)
        desk.partnership(quitten, alpweb, products=["Quittenshop"], status=Status.PENDING)
        desk.partnership(birken, nordnet, Access.FULL)
        self.inner = {"DE136695976": birken.organisation_id}

    def go(self, steps: int) -> None:
        """Takes the steps; whatever goes wrong is told with the way that led to it."""
        try:
            walker = self.people[0]
            for step in range(1, steps + 1):
                if self.chance.random() < 0.12:
                    walker = self.chance.choice(self.people)
                self._step(walker)
                self._check()
                if step % 25 == 0:
                    self._check_ways_out(self.chance.choice(self.people))
            for walker in self.people:
                self._check_ways_out(walker)
            self._check()
            assert self.desk.unsent() == 0, "something is left in the outbox"
        except AssertionError as wrong:
            raise AssertionError("\n".join([*self.trail[:1], *self.trail[-25:], str(wrong)])) from wrong

    def _step(self, walker: Walker) -> None:
        doings: dict[Callable[[Walker], None], int] = {
            self._goes_on: 60,
            self._taps_newest: 8,
            self._taps_old: 5,
            self._taps_anothers: 4,
            self._taps_forged: 4,
            self._commands: 5,
            self._types: 3,
            self._names_something: 2,
            self._attaches: 2,
            self._edits: 1,
            self._calls_in_group: 1,
            self._follows_invitation: 1,
            self._waits: 1,
        }
        doing = self.chance.choices(list(doings), list(doings.values()))[0]
        doing(walker)

    def _note(self, walker: Walker, what: str) -> None:
        self.trail.append(f"{walker.mark} {what[:120]!r} ← {walker.chat.reads()[:60]!r}")

    # What people do

    def _goes_on(self, walker: Walker) -> None:
        """What somebody does who wants to get somewhere: tap what leads on, or type what is asked for."""
        newest = walker.chat.from_bot()[-1]
        onward = [button["data"] for button in _buttons(newest) if not ASIDE.match(button["data"])]
        if onward and self.chance.random() < 0.8:
            self._press(walker, newest["message_id"], self.chance.choice(onward))
        elif "f:" in str(newest["keyboard"]):
            fitting = [text for asked, texts in FITTING.items() for text in texts if re.search(asked, newest["text"])]
            if fitting:
                self._say(walker, self.chance.choice(fitting))
            else:
                self._names_something(walker)
        else:
            self._commands(walker)

    def _taps_newest(self, walker: Walker) -> None:
        self._tap(walker, walker.chat.from_bot()[-2:])

    def _taps_old(self, walker: Walker) -> None:
        self._tap(walker, walker.chat.from_bot())

    def _tap(self, walker: Walker, messages: Sequence[dict[str, object]]) -> None:
        buttons = [(message["message_id"], button) for message in messages for button in _buttons(message)]
        if buttons:
            place, button = self.chance.choice(buttons)
            self._press(walker, place, button["data"])

    def _taps_anothers(self, walker: Walker) -> None:
        other = self.chance.choice(self.people)
        found = [button["data"] for message in other.chat.from_bot() for button in _buttons(message)]
        self._press_anywhere(walker, self.chance.choice(found))

    def _taps_forged(self, walker: Walker) -> None:
        fields = [self.chance.choice(["0", "1", "2", "3", "-1", str(2**63), "a", "x", ""]) for _ in range(3)]
        data = ":".join([self.chance.choice(CODES), *fields[: self.chance.randint(0, 3)]])
        self._press_anywhere(walker, self.chance.choice([data, data[:-1] or "?", "ü" * 20]))

    def _press_anywhere(self, walker: Walker, data: str) -> None:
        self._press(walker, self.chance.choice(walker.chat.from_bot())["message_id"], data)

    def _press(self, walker: Walker, place: object, data: str) -> None:
        self._note(walker, f"presses {data}")
        walker.chat.press(int(str(place)), data)

    def _commands(self, walker: Walker) -> None:
        self._say(walker, "/" + self.chance.choice(COMMANDS))

    def _types(self, walker: Walker) -> None:
        self._say(walker, self.chance.choice(TEXTS))

    def _names_something(self, walker: Walker) -> None:
        self._say(
            walker, f"{walker.mark}{self.chance.choice(['haus', 'shop', ' & Söhne', '.example'])}{next(self._names)}"
        )

    def _say(self, walker: Walker, text: str) -> None:
        self._note(walker, f"says {text}")
        self._must_be_answered(walker, walker.chat.send(text=text), text)

    def _attaches(self, walker: Walker) -> None:
        kind = self.chance.choice(KINDS)
        self._note(walker, f"sends a {kind}")
        self._must_be_answered(walker, walker.chat.send(kind=kind))

    def _edits(self, walker: Walker) -> None:
        own = [message["message_id"] for message in walker.chat.messages() if message["from"] == walker.chat.id]
        self._note(walker, "edits")
        walker.chat.edits(self.chance.choice(own), self.chance.choice(TEXTS))

    def _calls_in_group(self, _walker: Walker) -> None:
        member = self.people[0].chat
        assert self.group.hears(member, "Alpweb") == []
        assert len(self.group.hears(member, "/products@handschlag_bot")) == 1

    def _follows_invitation(self, _walker: Walker) -> None:
        links = [link for person in self.people for link in _LINK.findall(person.chat.reads_all())]
        self._say(self.people[3], f"/start {self.chance.choice([*links, 'join_forged'])}")

    def _waits(self, walker: Walker) -> None:
        self._note(walker, "waits")
        self.desk.clock.advance(days=self.chance.choice([1, 3, 14]))
        self.desk.look_at_deadlines()

    # What must hold

    def _must_be_answered(self, walker: Walker, sent: int, said: str = "") -> None:
        newest = walker.chat.from_bot()[-1]
        assert newest["message_id"] > sent, "silence"
        # A friendly word leads nowhere, and need not.
        chatted = said != "" and self.desk.app.desk.around.talk.kind(said) is not None
        assert chatted or newest["keyboard"] or "/" in newest["text"], f"a dead end: {newest['text']}"

    def _check(self) -> None:
        found = self.desk.defects()
        assert not found, found[0]
        related = self._relations()
        for reader in self.people:
            forbidden = [other.mark for other in self.people if other.chat.id not in related[reader.chat.id]]
            forbidden += [secret for secret, owner in self.inner.items() if owner not in self._own[reader.chat.id]]
            for message in reader.chat.from_bot():
                key, text = (reader.chat.id, message["message_id"]), str(message["text"]) + str(message["keyboard"])
                if self._seen.get(key) != text:
                    # What was theirs to read when it came stays, without its buttons.
                    leaked = [word for word in forbidden if word in text and word not in self._seen.get(key, "")]
                    self._seen[key] = text
                    assert not leaked, f"{reader.mark} has read {leaked}: {text}"
        calls = self.desk.calls(self._calls)
        self._calls += len(calls)
        errors = [str(call.get("error", "")) for call in calls if not call["ok"]]
        assert all("is not modified" in error for error in errors), errors

    def _relations(self) -> dict[int, set[int]]:
        """For each person those of whom they may read: of the same organisation, or of one it has dealt with."""
        with self.desk.work() as work:
            chats = {walker.chat.row(work).id: walker.chat.id for walker in self.people}
            members = work.session.execute(select(Membership.person_id, Membership.organisation_id)).all()
            pairs = work.session.execute(select(Partnership.client_id, Partnership.partner_id)).all()
        dealings = {frozenset(pair) for pair in pairs}
        self._own: dict[int, set[int]] = {chat_id: set() for chat_id in chats.values()}
        for person_id, organisation_id in members:
            self._own[chats[person_id]].add(organisation_id)
        return {
            one: {other for other, others in self._own.items() if one == other or _have_met(own, others, dealings)}
            for one, own in self._own.items()
        }

    def _check_ways_out(self, walker: Walker) -> None:
        for command in ("/cancel", "/menu"):
            self._say(walker, command)
        labels = set(walker.chat.buttons())
        ways = {"📚 Questions and answers", "📚 Fragen und Antworten", "⋯ More", "⋯ Mehr"}
        assert labels & ways, f"/menu shows {labels}"


def _have_met(own: set[int], others: set[int], dealings: set[frozenset[int]]) -> bool:
    return bool(own & others) or any(frozenset((mine, theirs)) in dealings for mine in own for theirs in others)


def _buttons(message: dict[str, object]) -> list[dict[str, str]]:
    keyboard = message["keyboard"]
    rows = keyboard if isinstance(keyboard, list) else []
    return [button for row in rows for button in row if "data" in button]
