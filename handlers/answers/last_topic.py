"""What the last answer in a chat was about, for whoever goes on from there: “in English, please”, “and who pays then?”.

Only the topic is kept, in the conversation's row. Of questions that are kept without the person, not even that.
"""

from __future__ import annotations

from domain.answers.knowledge import TOPICS
from handlers.chat.turn import Turn
from services.answers import NAMELESS

_NAME = "topic"


def remember(turn: Turn, topic: str) -> None:
    """The chat has got an answer about `topic`. What was remembered before stays where that must not be known."""
    if topic not in NAMELESS and turn.standing.state.get(_NAME) != topic:
        turn.standing.state = turn.standing.state | {_NAME: topic}


def last_topic(turn: Turn) -> str | None:
    """What the last answer was about, if it may be known."""
    topic = turn.standing.state.get(_NAME)
    return topic if isinstance(topic, str) and topic in TOPICS else None
