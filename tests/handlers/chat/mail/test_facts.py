"""Every kind of event of which people are told makes mails that can be read, and of which nothing can be broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import pytest

from handlers.chat.deep_links import LONGEST
from services import events
from storage.work import Event
from tests.handlers.chat.mail.cases import FACTS, SILENT, Fact
from tests.handlers.chat.mail.scene import CLIENT, PARTNER, Letter, Scene, Written

EMOJI = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001ffff\ufe0f]")
DIRECTION = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINK = re.compile(r"https://t\.me/handschlag_bot\?start=(\S+)")
VOID = {"meta", "br", "img"}
IN_MAILS = {
    *("html", "head", "title", "style", "body", "div", "table", "tr", "td", "h1", "p", "span", "a"),
    *("strong", "em", "del", "code"),
}


class Page(HTMLParser):
    """What stands in a mail's HTML, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.languages: list[str | None] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.languages.append(values.get("lang"))
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag in VOID:
            return
        self._open.append(tag)
        if tag not in IN_MAILS:
            self.faults.append(f"<{tag}> has no place in a mail")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"style", "title"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def faults_of(letter: Letter, scene: Scene, *, between: bool) -> Iterator[str]:
    """What is wrong with a mail; one `between` the two companies names both in its subject."""
    page, subject = Page(letter.html), letter.subject
    yield from page.faults
    if not 0 < len(subject) <= 120 or "\n" in subject or "\r" in subject:
        yield f"the subject has no right form: {subject!r}"
    if EMOJI.search(subject) or subject.endswith((".", ":")):
        yield f"the subject is decorated: {subject!r}"
    named = [name[:25] for name in (CLIENT, PARTNER) if name[:25] in subject]
    if not named or (between and len(named) < 2):
        yield f"the subject does not say who it is about: {subject!r}"
    for part in (subject, letter.text, letter.html):
        if DIRECTION.search(part):
            yield "a name turns the direction of what follows it"
    if page.languages != [letter.language]:
        yield f"the language is {page.languages}, not {letter.language}"
    if "<strong>" in letter.text or "&amp;" in letter.text or "&lt;" in letter.text:
        yield "the plain text has HTML in it"
    if ("<Kalender>" in letter.text) != ("<Kalender>" in page.text):
        yield "HTML and plain text say different things"
    first = letter.text.partition("\n")[0].replace("~", "").strip()
    if " ".join(first.split()) not in page.text:
        yield f"the HTML does not begin as the plain text does: {first!r}"
    if letter.thread is None:
        yield "it stands in no thread"
    starts = LINK.findall(letter.text)
    if len(starts) != 1 or len(starts[0]) > LONGEST:
        yield f"there is not one way into Telegram: {starts}"
    if scene.screens.opened_by(starts[0]) is None:
        yield f"the link opens nothing: {starts[0]}"
    if [link for link in page.links if LINK.fullmatch(link)] != [f"https://t.me/handschlag_bot?start={starts[0]}"]:
        yield "the HTML leads elsewhere than the plain text"


def faults(scene: Scene, name: str, fact: Fact, written: Written) -> Iterator[str]:
    """What is wrong with the mails about a fact."""
    between = issubclass(written.about, events.PartnershipEvent)
    for letter in written.letters:
        yield from (f"{name}, to {letter.to}: {fault}" for fault in faults_of(letter, scene, between=between))
    if len(set(written.readers)) != len(written.readers):
        yield f"{name}: somebody reads it twice: {written.readers}"
    if len(written.chats) != len(set(written.chats)):
        yield f"{name}: somebody is told twice in the chat"
    if fact.chat_only:
        if written.letters or not written.chats:
            yield f"{name}: goes to {written.readers}, not to chats alone"
    elif len(written.chats) != len(written.readers) or not written.readers:
        yield f"{name}: chats {written.chats}, mails {written.readers}"
    contractual = {each.to.partition("@")[0] for each in written.letters if each.contractual}
    if contractual != fact.contractual:
        yield f"{name}: in any case to {contractual}, not {set(fact.contractual)}"


def kinds() -> set[type[Event]]:
    """All kinds of events, without those that only gather others."""
    # A reminder that has waited for the day says what the reminder says.
    found = {getattr(events, name) for name in events.__all__} - {events.RequestRemindedByDay}
    gathering = {base for kind in found for base in kind.__mro__[1:]}
    return found - gathering - {events.PartnershipEvent}


@pytest.fixture(scope="module")
def told(scene: Scene) -> Mapping[str, Written]:
    """What people are told of each fact."""
    return {name: scene.write(fact.case, by=fact.by) for name, fact in FACTS.items()}


def test_every_fact_makes_mails_that_can_be_read(scene: Scene, told: Mapping[str, Written]) -> None:
    assert [fault for name, fact in FACTS.items() for fault in faults(scene, name, fact, told[name])] == []


def test_no_kind_of_event_is_left_out(told: Mapping[str, Written]) -> None:
    tried = {written.about for written in told.values()}
    assert tried | SILENT.keys() == kinds()
    assert tried.isdisjoint(SILENT)


def test_whoever_does_something_reads_it_on_their_screen_and_not_in_the_mailbox(told: Mapping[str, Written]) -> None:
    assert [name for name, fact in FACTS.items() if fact.by in told[name].readers] == []


def test_new_payment_means_reach_the_partner_by_mail(told: Mapping[str, Written]) -> None:
    """Fact 29, with what follows from them (fact 26)."""
    letter = told["payment means"].to("noah")
    assert letter.contractual
    assert letter.subject.startswith("New payment means: ")
    assert "➜ You pay for what you order and renew" in letter.text
    assert "New payment means always come by mail: they settle who pays and who sees the invoices." in letter.text


def test_a_request_reaches_the_partner_by_mail_with_all_that_it_decides_about(told: Mapping[str, Written]) -> None:
    """Fact 31."""
    letter = told["request"].to("noah")
    assert letter.contractual
    assert "Limited access to seegarten.example and Webshop" in letter.text
    assert "View and answer in Telegram:\nhttps://t.me/" in letter.text
    assert "Open in Telegram" in told["request"].to("mia").text  # an employee cannot answer it
