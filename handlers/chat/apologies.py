"""What the desk says where it has failed, or cannot keep up."""

from __future__ import annotations

from domain.words import Msg


def owns_up(reference: int) -> Msg:
    """To a defect that is recorded under this number."""
    return Msg(
        "I am sorry: something went wrong on my side, and nothing was changed. "
        "The fault has been recorded under number {reference}. You can try again, or go on with /menu.",
        reference=str(reference),
    )


def asks_for_patience(*, full: bool) -> Msg:
    """To somebody who has sent more than can be answered at once; if `full`, more than can be kept."""
    if full:
        return Msg(
            "That is more than I can keep in mind. I answer what you have sent so far, one after the other; "
            "whatever else you send now I do not read. Please wait a minute or two, and then go on."
        )
    return Msg("You are quicker than I am! Nothing is lost: I answer the rest one after the other.")
