"""Several reminders for one person: one message in the chat, and by mail what needs no mail of its own, together."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.app import LOCALES
from domain.words import Msg
from handlers.chat.due.summing_up import Entry, summed_up
from handlers.chat.notices import ByMail, Notice
from handlers.chat.rendering import Renderer
from handlers.chat.views import View
from storage.tables import Person

CONTRACT, PLAIN, CHAT_ONLY = ByMail(contractual=Msg("It runs out.")), ByMail(), None


def told(words: str, by_mail: ByMail | None) -> Entry:
    return Entry(Notice(Person(id=1, first_name="Lea"), View(Msg(words)), by_mail=by_mail))


@pytest.mark.parametrize(
    ("entries", "mails"),
    [
        ((told("A", CONTRACT), told("B", PLAIN), told("C", PLAIN)), ["A", "2 reminders for you: 1. B 2. C"]),
        ((told("A", CONTRACT), told("B", PLAIN)), ["A", "B"]),
        ((told("A", CONTRACT), told("B", CONTRACT)), ["A", "B"]),
        ((told("A", PLAIN), told("B", CHAT_ONLY), told("C", PLAIN)), ["2 reminders for you: 1. A 2. C"]),
        ((told("A", CHAT_ONLY), told("B", CHAT_ONLY)), []),
    ],
)
def test_what_goes_by_mail_goes_once(entries: tuple[Entry, ...], mails: list[str]) -> None:
    renderer = Renderer(LOCALES, ZoneInfo("Europe/Zurich"), "Infomaniak")
    notice = summed_up(entries)

    assert f"{len(entries)} reminders for you" in renderer.plain(notice.view.words, "en")
    found = [
        renderer.plain(each.by_mail.words or each.view.words, "en") for each in notice.mails if each.by_mail is not None
    ]
    assert [" ".join(words.replace("\n\n", ": ").removeprefix("⏰ ").split()) for words in found] == mails
