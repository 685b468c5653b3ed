"""The outcomes as a table, one row for each scene."""

from __future__ import annotations

from collections.abc import Sequence

from tests.crash.storm import Outcome

_COLUMNS = (
    *("scene", "people", "updates", "kills", "lost", "twice", "never", "again", "chat·kill", "kill", "net"),
    *("strange", "disorder", "stuck", "defects", "left", "pause s"),
)
_LEGEND = """lost: updates/messages · twice, never: actions stored more or less often than people took them
again: messages repeated after kills, most of them per chat and kill, and per kill · net: repeated because a connection
broke when Telegram had taken them · strange: messages that were not due · left: in outbox, workers, arrivals, forms"""


def table(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    """All outcomes, by the names of their scenes."""
    rows = [_COLUMNS, *(_row(name, outcome) for name, outcome in outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells))
    troubles = [f"{name}: {_troubles(outcome)}" for name, outcome in outcomes if outcome.troubles]
    return "\n".join(
        [*lines, "", _LEGEND, *(["", "What went wrong on purpose, beside kills", *troubles] if troubles else [])]
    )


def _row(name: str, outcome: Outcome) -> tuple[str, ...]:
    count, repeats = outcome.count, outcome.count.repeats
    return (
        name,
        str(outcome.people),
        str(outcome.updates),
        str(outcome.kills),
        f"{count.lost_updates}/{count.lost_messages}",
        str(count.doubled),
        str(count.never),
        str(repeats.by_kill + repeats.for_no_reason),
        str(repeats.most_per_chat_and_kill),
        str(repeats.most_per_kill),
        str(repeats.by_network),
        str(count.unexpected),
        str(count.disorder),
        str(count.stuck),
        str(count.defects + count.refused + count.fallen),
        str(count.left_over),
        f"{outcome.longest_pause_s:.1f}",
    )


def _troubles(outcome: Outcome) -> str:
    return ", ".join(f"{number} × {kind}" for kind, number in sorted(outcome.troubles.items()))
