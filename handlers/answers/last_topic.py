"""What the last answer in a chat was about, for whoever goes on from there: “in English, please”, “and who pays then?”.

Only the topic is kept, in the conversation's row. Of what may be about misconduct, nothing is kept.
"""

from __future__ import annotations

from domain.answers.misconduct import POLICY
from domain.answers.outcomes import Found
from handlers.chat.turn import Turn

_NAME = "topic"


def remember(turn: Turn, found: Found) -> None:
    """The chat has got this answer to a question."""
    if not found.silent:
        remember_topic(turn, found.ranked[0])


def remember_topic(turn: Turn, topic: str) -> None:
    """The chat has got an article to read."""
    if topic != POLICY and turn.standing.state.get(_NAME) != topic:
        turn.standing.state = turn.standing.state | {_NAME: topic}


def forget_topic(turn: Turn) -> None:
    """The conversation has gone on to something else."""
    if _NAME in turn.standing.state:
        turn.standing.state = {name: value for name, value in turn.standing.state.items() if name != _NAME}


def last_topic(turn: Turn) -> str | None:
    """What the last answer was about, if it may be known."""
    topic = turn.standing.state.get(_NAME)
    return topic if isinstance(topic, str) and turn.around.knowledge.has(topic) else None
