"""A question of a form that is answered in somebody's own words: a reason, a question back, a statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.words import Msg, Words, paragraphs
from handlers.chat.forms.form import Ask, Asking, D, answered, nothing_offered
from handlers.chat.forms.stock import Option
from services.partnerships.enquiries import read_remark


def remark(
    name: str,
    label: Msg,
    say: Callable[[Asking[D]], Words],
    options: Callable[[Asking[D]], Sequence[Option]] = nothing_offered,
    *,
    optional: bool = False,
) -> Ask[D]:
    """Asks for a remark, which may well be a question itself; `options` can be tapped instead of writing one."""
    return Ask(
        name=name,
        label=label,
        say=say,
        read=lambda _asking, text: read_remark(text),
        options=options,
        verbatim=True,
        optional=optional,
    )


SEND = Msg("📨 Send")
"""Sends what was typed: nothing that others read goes out by being typed, be it “no, wait”."""


def as_read_by(reader: Words | str, text: str | None) -> Words:
    """What was typed, as somebody else will read it."""
    return paragraphs(
        Msg("<b>This is what {reader} will read:</b>", reader=reader), Msg("“{text}”", text=answered(text))
    )


def sentence(say: Callable[[Asking[D]], Words]) -> Ask[D]:
    """A sentence that goes with a proposal, for those who want to say something; the draft's `message` is empty."""
    return remark("message", Msg("✍️ Add a sentence"), say, optional=True)
