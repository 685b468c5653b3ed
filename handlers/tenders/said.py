"""What can be asked for about tenders in words."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from domain.answers.spelling import LONGEST_TEXT
from domain.sayings.natures import Kind
from domain.sayings.slots import Days, Slot, disjoint
from domain.sayings.terms import Term
from domain.tenders.budgets import CURRENCIES, BudgetRefused, budget_ending_at, read_budget
from domain.thousands import with_thousands
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.said import Said
from handlers.chat.forms.speaking import open_with
from handlers.chat.sayings import Audience, Heard, Saying, shows
from handlers.chat.turn import Turn
from handlers.tenders.listing import show_own
from handlers.tenders.options import kind_options
from handlers.tenders.payloads import OwnTenders, SubscribeTenders
from handlers.tenders.publish_form import PUBLISH, for_whom
from handlers.tenders.subscription_form import subscribe

_ENDS = re.compile(r"[,;\n]\s|\.\s")


def _publish(turn: Turn, heard: Heard) -> None:
    """The form, with the kind of work, the budget and the deadline that were said."""
    preset = for_whom(turn)
    budgets = ((budget_ending_at(heard.text, each.start, each.end), each) for each in heard.values)
    values = disjoint(replace(each, start=each.end - len(budget), value=budget) for budget, each in budgets)
    said = replace(heard, values=values)
    text = heard.text
    more = {**_kind_in(turn, text), **_budget_in(turn, text), **_deadline_in(turn, text)}
    open_with(turn, PUBLISH, said, more, preset)


def _kind_in(turn: Turn, text: str) -> Said:
    terms = {option.term: option.value for option in kind_options() if option.term is not None}
    said = turn.around.understanding.in_forms.terms.said(text, terms, most_unknown=LONGEST_TEXT)
    return {} if said is None else {"kind": [terms[said]]}


def _budget_in(turn: Turn, text: str) -> Said:
    """“Budget so 8 bis 10 tausend”, “…, about 2k”: without a currency, an amount is one only behind such a word, or in
    thousands between commas.
    """
    terms = turn.around.understanding.in_forms.terms
    thousands = (part for part in _ENDS.split(text) if with_thousands(part) != part)
    for said in (_ENDS.split(terms.from_word(text, Term.BUDGET))[0], *thousands):
        for part in (said, *terms.rests(said)):
            with suppress(BudgetRefused):
                read_budget(part, CURRENCIES[0])
                return {"budget": [part]}
    return {}


def _deadline_in(turn: Turn, text: str) -> Said:
    """“Angebote bis 15. Dezember”: without such a word before it, a day is when the work shall be done."""
    terms = turn.around.understanding.in_forms.terms
    days = [
        value.value
        for value in turn.hears(text)
        if isinstance(value.value, Days) and terms.ends_with(text[: value.start], Term.OFFERS_UNTIL)
    ]
    day = (days[0].last or days[0].first) if len(days) == 1 else None
    return {} if day is None else {"deadline": [day.isoformat()]}


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
