"""/privacy: what is kept of a person here, why, how long, and who sees it, in plain words."""

from __future__ import annotations

from domain.privacy import Retention
from domain.sayings.natures import Kind
from domain.words import Msg, Provider, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.payloads import Go
from handlers.chat.sayings import Saying, shows
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, View

MY_DATA = Button(Msg("📄 Everything about me"), Go("mydata"))
FORGET_ME = Button(Msg("🗑 Forget me"), Go("forget"))


def _privacy(turn: Turn) -> None:
    turn.show(View(told(turn.around.programme.retention), ((MY_DATA,), (FORGET_ME, MENU))))


def told(kept: Retention) -> Words:
    """What, why, how long, and who reads along."""
    return paragraphs(
        Msg("<b>🔒 What I know of you, and who sees it</b>"),
        Msg(
            "<b>What:</b> your number and first name at Telegram, your language; your e-mail address and time zone, if "
            "you gave them; for whom you act, and what you have decided there; where our conversation stands. "
            "No phone number."
        ),
        Msg("<b>Why:</b> so that partnerships can be agreed, run and proven. Nothing is for advertising, or sold."),
        lines(
            Msg("<b>How long:</b>"),
            Msg("• what you ask: {span}", span=kept.questions),
            Msg("• mails to you: {span}", span=kept.mails),
            Msg("• what you write to support: {span} after the end", span=kept.cases),
            Msg("• tenders: {span} after the end", span=kept.tenders),
            Msg("• what was agreed: as long as the organisations are here, and {span} after that", span=kept.contracts),
            Msg("• you yourself: until you say /forget, or have acted for nobody for {span}", span=kept.idle_people),
        ),
        Msg(
            "<b>Who sees it:</b> your colleagues and the other side see what was decided, {provider} what was agreed, "
            "support what you write to it and questions that I could not answer. Nobody else.",
            provider=Provider(),
        ),
        Msg(
            "<b>Telegram reads along:</b> chats with bots are not end-to-end encrypted, and the history is kept there. "
            "You can delete it in Telegram; I cannot."
        ),
    )


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "privacy",
            _privacy,
            Msg("What I know of you, and who sees it"),
            in_help=Msg("Your data"),
            by_link=True,
            when_banned=True,
        ),
    ),
    sayings=(
        shows("my_data", Msg("📄 Everything about me"), "mydata", visitors=True),
        Saying(
            name="forget_me",
            label=Msg("🗑 Forget me"),
            kind=Kind.DO,
            answer=lambda turn, _heard: turn.run("forget"),
            grave=True,
            visitors=True,
            about="data-kept",
        ),
    ),
)
