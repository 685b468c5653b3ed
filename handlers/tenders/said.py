"""What can be asked for about tenders in words."""

from __future__ import annotations

from domain.sayings.natures import Kind
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.sayings import Audience, Saying, begins, shows
from handlers.tenders.listing import show_own
from handlers.tenders.payloads import OwnTenders, SubscribeTenders
from handlers.tenders.subscription_form import subscribe

CHAPTER = Chapter(
    sayings=(
        shows("tenders", Msg("📣 Tenders"), "tenders", visitors=True),
        begins("new_tender", Msg("📣 New tender"), "newtender", Audience.CLIENT, visitors=True),
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
