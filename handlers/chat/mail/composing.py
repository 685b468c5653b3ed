"""A notice becomes a mail: subject, plain text and HTML, in its reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from domain.mail import LOGO
from domain.words import Lines, Msg, Provider, Words
from handlers.chat.deep_links import bot_link
from handlers.chat.mail.markup import cleaned, read
from handlers.chat.packing import Payload
from handlers.chat.rendering import Renderer
from handlers.chat.views import Link, View
from storage.mail import Written

LONGEST_SUBJECT = 120
LONGEST_PREVIEW = 140


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below: the name of the reader's organisation that the mail is `about`, and why it comes.

    `contractual` is the reason of a mail that comes whatever is chosen. Where the reader could do without it,
    `unsubscribe` is the address that ends such mails. `from_console`: the address is the provider's, not one that the
    reader has given here.
    """

    about: str | None = None
    contractual: Words | None = None
    unsubscribe: str | None = None
    from_console: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a mail's buttons lead.

    What its view's own buttons do can only be done in Telegram: one button stands for them all, and leads to what
    `opens` shows, or else to the desk. `waits`: the reader is asked for an answer. With `answer_at`, they can give it
    on that page in the browser. Whoever is not `in_telegram` is led to the provider's console instead.
    """

    opens: Payload | None = None
    waits: bool = False
    answer_at: str | None = None
    in_telegram: bool = True


@dataclass(frozen=True, slots=True)
class _Way:
    """A button of a mail."""

    label: str
    url: str


TO_THE_DESK = Ways()


def compose(
    renderer: Renderer,
    view: View,
    language: str,
    subject: Words | None = None,
    *,
    foot: Foot | None = None,
    ways: Ways = TO_THE_DESK,
) -> Written:
    """The view as a mail. Without a `subject`, the words' own heading is it.

    A mail that somebody has just asked for needs no `foot`.
    """
    document = read(renderer.html(view.words, language))
    heading = renderer.plain(subject, language) if subject is not None else document.heading
    letterhead = renderer.letterhead
    values = {
        "language": language,
        "subject": (heading := shortened(" ".join(cleaned(heading).split()), LONGEST_SUBJECT)),
        "preview": shortened(document.preview, LONGEST_PREVIEW),
        "document": document,
        "buttons": [_Way(renderer.plain(label, language), url) for label, url in _buttons(renderer, view, ways)],
        "foot": [cleaned(renderer.plain(sentence, language)) for sentence in (_foot(foot) if foot is not None else ())],
        "unsubscribe": None
        if foot is None or foot.unsubscribe is None
        else _Way(renderer.plain(Msg("Unsubscribe"), language), foot.unsubscribe),
        "provider": renderer.plain(Lines((Provider(),)), language),
        "letterhead": letterhead,
        "logo": LOGO,
    }
    text, html = _templates()
    page = foot.unsubscribe if foot is not None else None
    return Written(heading, text.render(values), html.render(values), page)


@cache
def _templates() -> tuple[Template, Template]:
    loader = PackageLoader("handlers.chat.mail", "templates")
    made = Environment(
        loader=loader,
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("mail.txt"), made.get_template("mail.html")


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as there is room for."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _buttons(renderer: Renderer, view: View, ways: Ways) -> list[tuple[Words, str]]:
    """Labels and addresses, the main one first."""
    letterhead = renderer.letterhead
    buttons = [button for row in view.rows for button in row]
    links: list[tuple[Words, str]] = [
        (button.label, button.does.url) for button in buttons if isinstance(button.does, Link)
    ]
    to_telegram = ways.in_telegram and letterhead.bot_username
    first: list[tuple[Words, str]] = []
    if ways.answer_at is not None:
        first.append((Msg("View and answer"), ways.answer_at))
    if ways.opens is None and len(links) == len(buttons):
        return first + links  # nothing that only Telegram can do
    if to_telegram:
        answers = ways.waits and ways.answer_at is None
        label = Msg("View and answer in Telegram") if answers else Msg("Open in Telegram")
        first.append((label, bot_link(letterhead.bot_username, ways.opens)))
    elif letterhead.console_url and not first:
        first.append((Msg("Open the console of {provider}", provider=Provider()), letterhead.console_url))
    return first + links


def _foot(foot: Foot) -> list[Words]:
    sentences: list[Words] = []
    if foot.about is not None:
        sentences.append(Msg("This mail is about {organisation}.", organisation=foot.about))
    if foot.contractual is not None:
        sentences.append(foot.contractual)
    elif foot.from_console:
        sentences.append(
            Msg(
                "You get such mails because the console of {provider} has you among the people of this organisation.",
                provider=Provider(),
            )
        )
    else:
        sentences.append(
            Msg("You get such mails because you have chosen so; with /email in Telegram you can change that.")
        )
    return sentences
