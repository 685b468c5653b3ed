"""Reminders that nobody has asked for can be switched off for good, by the button below them, and on again."""

from __future__ import annotations

from collections.abc import Iterable

from domain.words import Msg
from handlers.chat.chapters import Chapter, on
from handlers.chat.due.kinds import Quiet
from handlers.chat.payloads import KeepQuiet
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from storage.runtime.due import mute, unmute


def no_such_reminders(kind: str) -> Button:
    """The button that switches a kind of reminders off."""
    return Button(Msg("🔕 No such reminders"), KeepQuiet(kind, quiet=True))


def kept_quiet(chapters: Iterable[Chapter]) -> Chapter:
    """What answers these buttons, for all kinds of the desk's chapters."""
    said = {kind.name: kind.quiet for chapter in chapters for kind in chapter.due if kind.quiet is not None}

    def keep_quiet(turn: Turn, payload: KeepQuiet) -> None:
        quiet = said.get(payload.kind)
        if quiet is None:
            turn.retire_buttons()
        else:
            _switch(turn, payload, quiet)

    return Chapter(routes=(on(KeepQuiet, keep_quiet),))


def _switch(turn: Turn, payload: KeepQuiet, said: Quiet) -> None:
    turn.work.action = "person.quiet"
    if payload.quiet:
        mute(turn.work.session, turn.person.id, payload.kind, turn.work.now)
        again = Button(Msg("🔔 Remind me again"), KeepQuiet(payload.kind, quiet=False))
    else:
        unmute(turn.work.session, turn.person.id, payload.kind)
        again = no_such_reminders(payload.kind)
    turn.show(View(said.off if payload.quiet else said.on, ((again, MENU),)))
