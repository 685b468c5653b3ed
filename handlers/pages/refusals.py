"""Pages for links that do nothing, and for requests that no browser sends: each says what to do instead."""

from __future__ import annotations

from domain.words import Msg, Words
from handlers.pages.sheets import Sheet
from services.pages import LinkUnknown

UNKNOWN = Sheet(Msg("This page does not exist"), LinkUnknown().reason)
TOO_OFTEN = Sheet(
    Msg("Please wait a while"),
    Msg("Too many addresses that do not exist have been opened from your connection. Try again in an hour."),
)
NOT_POSSIBLE = Sheet(
    Msg("This is not possible"),
    Msg("Nothing was changed. Please open the link in the mail again."),
)
TOO_LONG = Sheet(
    Msg("That is too much"),
    Msg("Nothing was changed: what was sent is longer than this page takes. Please open the link in the mail again."),
)
TOO_SLOW = Sheet(
    Msg("That took too long"),
    Msg("Nothing was changed: your answer did not arrive in time. Please open the link in the mail again."),
)
FROM_ELSEWHERE = Sheet(
    Msg("This answer comes from another page"),
    Msg("Nothing was changed: answers count only where this page itself sends them. Please open the link in the mail."),
)
UNAVAILABLE = Sheet(
    Msg("Please try again in a minute"),
    Msg("Nothing was changed: the database does not answer at the moment. Your link stays good."),
)
CROWDED = Sheet(
    Msg("Please try again in a minute"),
    Msg("Nothing was changed: too much is asked for here at the moment. Your link stays good."),
)


def over(reason: Words) -> Sheet:
    """A link that does nothing any more."""
    return Sheet(Msg("This link is over"), reason)


def refused(reason: Words) -> Sheet:
    """What the link is for is not possible, now or any more."""
    return Sheet(Msg("This is not possible"), reason)


def defect(reference: int) -> Sheet:
    """Owns up to a defect."""
    return Sheet(
        Msg("Something went wrong on our side"),
        Msg(
            "We are sorry. Nothing was changed, and the fault is recorded under number {reference}. "
            "You can try it again.",
            reference=str(reference),
        ),
    )
