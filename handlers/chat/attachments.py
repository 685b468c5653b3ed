"""What is said about a message that is no text."""

from __future__ import annotations

from domain.words import Msg


def remark_on(kind: str) -> Msg:
    """A sensible word, by the kind of attachment as Telegram calls it."""
    match kind:
        case "voice" | "audio" | "video_note":
            return Msg("I am sorry, I cannot listen to messages: please write to me instead.")
        case "sticker" | "dice" | "animation":
            return Msg("Thank you! I understand words and buttons only, though.")
        case "contact":
            return Msg(
                "Thank you, but I do not keep contacts. To add a partner, type its name or partner code: /addpartner. "
                "Colleagues join with an invitation link: /organisation."
            )
        case "users_shared":
            return Msg("I did not ask for these people (any more), so I have kept none of them.")
        case _:
            return Msg("I can read text, but not this kind of message. Please write it to me in words.")
