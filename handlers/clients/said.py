"""What a partner can ask for about its clients: the list, a file of it, a note about one."""

from __future__ import annotations

from domain.clients import read_note
from domain.partnerships.rules import OPEN, Side, Status
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.dialogue import open_form
from handlers.chat.sayings import Audience, Heard, Saying, shows
from handlers.chat.turn import Turn
from handlers.clients.files import choose as choose_file
from handlers.clients.noting import DICTATED_NOTE, NOTE
from handlers.clients.payloads import ChooseFile
from handlers.partnerships.meant import Sort, meant

_CLIENTS = Sort(
    Msg("📝 Notes"),
    Msg("There is no client with a confirmed partnership yet."),
    {Side.CLIENT: frozenset(), Side.PARTNER: OPEN - {Status.PREPARED}},
)


def _note(turn: Turn, heard: Heard) -> None:
    """The form about the client that is named, or the only one."""
    if (found := meant(turn, heard, _CLIENTS)) is None:
        return
    if heard.tail:
        open_form(turn, DICTATED_NOTE, partnership=found[0].id, note=0, text=read_note(heard.tail))
    else:
        open_form(turn, NOTE, partnership=found[0].id, note=0)


CHAPTER = Chapter(
    sayings=(
        shows("clients", Msg("👥 All clients"), "clients", Audience.PARTNER),
        Saying(
            name="export_clients",
            label=Msg("📄 Your clients as a file"),
            kind=Kind.SHOW,
            answer=lambda turn, _heard: choose_file(turn, ChooseFile("", "")),
            audience=Audience.PARTNER,
        ),
        Saying(
            name="note",
            label=Msg("Note about a client"),
            kind=Kind.DO,
            answer=_note,
            slots=frozenset({Slot.OTHER}),
            takes_text=True,
            audience=Audience.PARTNER,
        ),
    )
)
