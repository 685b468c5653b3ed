"""What the desk can do, command by command."""

from __future__ import annotations

from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, View

_HELP = (
    (
        Msg("<b>You are a client</b>"),
        ("addpartner", "directory", "partners", "products", "addproduct", "orders", "newtender", "vat"),
    ),
    (
        Msg("<b>You are a partner</b>"),
        ("askclient", "requests", "clients", "expiring", "income", "tenders", "offers", "myentry", "teams"),
    ),
    (Msg("<b>Your organisation</b>"), ("register", "organisation", "people", "rights", "becomepartner")),
    (
        Msg("<b>Good to know</b>"),
        (
            "faq",
            "access",
            "payment",
            "human",
            "waiting",
            "deadlines",
            "language",
            "timezone",
            "email",
            "privacy",
            "menu",
            "cancel",
        ),
    ),
)


def _help(turn: Turn) -> None:
    groups = [
        lines(
            heading,
            *(Msg("/{name} – {what}", name=name, what=_what(turn, name)) for name in names if _is_offered(turn, name)),
        )
        for heading, names in _HELP
    ]
    words = paragraphs(
        Msg("<b>What I can do for you</b>"),
        *groups,
        Msg(
            "Or simply say it, in German or English: “Alpweb should look after the webshop”, “who pays at Alpweb?”. "
            "Ask even while I am asking you something: I answer, and then we go on where we were."
        ),
    )
    turn.show(View(words, ((MENU,),)))


def _is_offered(turn: Turn, command: str) -> bool:
    return turn.commands[command].is_offered(turn.around.programme, mails=turn.work.mails)


def _what(turn: Turn, command: str) -> Words:
    """What the command does, below a heading."""
    declared = turn.commands[command]
    description = declared.in_help or declared.description
    if description is None:
        raise TypeError(f"/{command} is in the help, but has no description")
    return description


CHAPTER = Chapter(commands=(ChatCommand("help", _help, Msg("What I can do for you"), by_link=True),))
