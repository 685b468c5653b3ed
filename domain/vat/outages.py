"""Where nothing is known of a number: when it is asked about again, and who else waits meanwhile.

An outage is not repeated for every number. It opens a circuit: for the country, or for everything that the same
register is asked about; until that is over, nobody is asked there, and then one question shows whether it is. What is
not known yet is asked again, at first after minutes, then daily.
"""

from __future__ import annotations

from datetime import timedelta

from domain.vat.verdicts import Verdict, Waits

EVERYTHING = "*"
"""Stands for all countries where a circuit concerns VIES as such."""
SWITZERLAND = "CH"
"""Has a register of its own, which is not VIES."""
PAUSES = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
)
"""How long a number rests after so many questions that found nothing out; after more, as long as after the last."""
FIRST_OPEN, LONGEST_OPEN = timedelta(minutes=1), timedelta(hours=1)
"""For how long a circuit is open, at first and at most: each time twice as long."""


def pause_after(tries: int) -> timedelta:
    """How long the number rests after that many questions in a row that found nothing out."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


def open_for(failures: int) -> timedelta:
    """For how long a circuit is open that has been opened that often in a row."""
    return min(LONGEST_OPEN, FIRST_OPEN * (1 << min(failures - 1, 20)))


def opened_by(verdict: Verdict, country: str) -> str | None:
    """Which circuit an answer about a number of that country opens, if any."""
    match verdict.waits:
        case Waits.NUMBER:
            return None
        case Waits.COUNTRY:
            return country
        case Waits.EVERYTHING:
            return _whole(country)


def closed_by(verdict: Verdict, country: str) -> frozenset[str]:
    """Which circuits it closes: where the country's own service is out of order, VIES itself is not."""
    match verdict.waits:
        case Waits.NUMBER:
            return frozenset({_whole(country), country})
        case Waits.COUNTRY:
            return frozenset({_whole(country)}) - {country}
        case Waits.EVERYTHING:
            return frozenset()


def _whole(country: str) -> str:
    """The Swiss register has nothing to do with VIES."""
    return country if country == SWITZERLAND else EVERYTHING
