"""A tender while it is being written: the form's answers, and how they are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from domain.sayings.terms import Term
from domain.tenders.budgets import Budget
from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.regions import REMOTE
from handlers.chat.forms.form import answered
from handlers.chat.incoming import SentFile

NO_BUDGET = "-"
NAMED, ANONYMOUS = "named", "anonymous"
WITH_FILES, WITHOUT_FILES = "with", "without"
ABOUT_TENDERS = dict.fromkeys((Term.WHO_SEES, Term.COST, Term.PURPOSE, Term.WHAT_NEXT), "tenders")
"""The article that answers questions in the forms of tenders and offers."""


@dataclass(frozen=True)
class Draft:
    """The tender so far. `tender` is the one that is changed, `organisation` for whom a new one is: 0 for nobody.

    `subject` may be the code of one that was suggested (see `subject_of`), `budget` is “CHF 300000 500000” in the
    smallest unit, its first amount “-” where there is no lower end, `place` a region or `REMOTE`, and `deadline` the
    seconds since 1970.
    """

    tender: int = 0
    organisation: int = 0
    asks_who: bool = False
    invited: tuple[int, ...] = ()
    sent: tuple[SentFile, ...] = ()
    kind: WorkKind | None = None
    subject: str | None = None
    wanted: str | None = None
    budget: str | None = None
    place: str | None = None
    languages: list[WorkLanguage] | None = None
    files: str | None = None
    deadline: str | None = None
    named: str | None = None
    who: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether a tender is published, and none is changed."""
        return self.tender == 0

    @property
    def region(self) -> str | None:
        """Where the work is to be done; nothing for anywhere."""
        return None if self.place == REMOTE else answered(self.place)


def budget_in(stored: str | None) -> Budget | None:
    """The budget as a form keeps it."""
    if stored in {None, NO_BUDGET}:
        return None
    currency, low, high = answered(stored).split()
    return Budget(None if low == NO_BUDGET else int(low), int(high), currency)


def stored_budget(budget: Budget | None) -> str:
    """The same, the other way round."""
    if budget is None:
        return NO_BUDGET
    return f"{budget.currency} {NO_BUDGET if budget.low is None else budget.low} {budget.high}"


def moment_in(stored: str | None) -> dt.datetime:
    """A deadline as a form keeps it."""
    return dt.datetime.fromtimestamp(int(answered(stored)), dt.UTC)


def stored_moment(moment: dt.datetime) -> str:
    """The same, the other way round."""
    return str(int(moment.timestamp()))
