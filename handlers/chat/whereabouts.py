"""Where in the program something happened, for those who watch over it: the form or the screen, by its own name."""

from __future__ import annotations

from collections.abc import Container

from handlers.chat.forms.state import OpenForm
from handlers.chat.incoming import Command, Incoming, Press
from handlers.chat.packing import Codec


def place_of(incoming: Incoming, form: OpenForm | None, commands: Container[str], codec: Codec) -> str:
    """The form that is open, or what was typed or tapped. Never somebody's words: an unknown command is a text."""
    if form is not None:
        return f"form {form.form}"
    match incoming.content:
        case Command(name=name):
            return f"/{name}" if name in commands else "unknown command"
        case Press(data=data):
            payload = codec.unpack(data)
            return "old button" if payload is None else f"screen {type(payload).__name__}"
        case content:
            return type(content).__name__.lower()
