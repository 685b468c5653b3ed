"""Whatever staff decides at a command line: in one transaction, told to whom it concerns, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.app import build_desk
from bot.commands.bot_username import bot_username_in_mails
from bot.commands.operators import operator
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from bot.rendering import renderer_of
from domain.programme import Programme
from domain.words import Refused
from handlers.chat.rendering import Renderer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Deciding:
    """Where it is decided, and who does so."""

    work: Work
    programme: Programme
    name: str
    renderer: Renderer

    def plain(self, refused: Refused) -> str:
        """Why it is refused, as it is printed."""
        return self.renderer.plain(refused.reason, "en")


@contextmanager
def deciding(by: str | None, about: str = "") -> Iterator[Deciding]:
    """Decide inside; whom it concerns is told afterwards. What is refused is `CannotGoOn`, with `about` before it."""
    settings = load_settings()
    desk, renderer = build_desk(settings, bot_username_in_mails(settings)), renderer_of(settings)
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
            yield Deciding(work, settings.programme, operator(by), renderer)
            desk.announce(work)
    except Refused as refused:
        words = renderer.plain(refused.reason, "en")
        raise CannotGoOn(f"{about}: {words}" if about else words) from None
