"""What can be asked for about tenders in words."""

from __future__ import annotations

from dataclasses import replace

from domain.sayings.natures import Kind
from domain.sayings.slots import Slot, disjoint
from domain.tenders.budgets import budget_ending_at
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.speaking import open_said
from handlers.chat.sayings import Audience, Heard, Saying, shows
from handlers.chat.turn import Turn
from handlers.tenders.listing import show_own
from handlers.tenders.payloads import OwnTenders, SubscribeTenders
from handlers.tenders.publish_form import PUBLISH, for_whom
from handlers.tenders.subscription_form import subscribe


def _publish(turn: Turn, heard: Heard) -> None:
    """The form, with the budget that was said."""
    preset = for_whom(turn)
    budgets = ((budget_ending_at(heard.text, each.start, each.end), each) for each in heard.values)
    values = disjoint(replace(each, start=each.end - len(budget), value=budget) for budget, each in budgets)
    said = replace(heard, values=values)
    open_said(turn, PUBLISH, said, **preset)


CHAPTER = Chapter(
    sayings=(
        shows("tenders", Msg("📣 Tenders"), "tenders", visitors=True),
        Saying(
            name="new_tender",
            label=Msg("📣 New tender"),
            kind=Kind.DO,
            answer=_publish,
            slots=frozenset({Slot.AMOUNT}),
            audience=Audience.CLIENT,
            visitors=True,
        ),
        Saying(
            name="own_tenders",
            label=Msg("📣 Your tenders"),
            kind=Kind.SHOW,
            answer=lambda turn, _heard: show_own(turn, OwnTenders(0)),
            audience=Audience.CLIENT,
        ),
        Saying(
            name="subscribe_tenders",
            label=Msg("🔔 Tell me of new tenders"),
            kind=Kind.DO,
            answer=lambda turn, _heard: subscribe(turn, SubscribeTenders(anew=False)),
            audience=Audience.PARTNER,
        ),
    )
)
