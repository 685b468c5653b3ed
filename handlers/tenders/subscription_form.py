"""Of which tenders somebody of a partner wants to be told, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sayings.terms import Term
from domain.tenders.budgets import money, read_budget
from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS, WorkKind, WorkLanguage
from domain.tenders.matching import Interest
from domain.tenders.regions import SWISS_REGIONS, SWITZERLAND, offered_regions
from domain.words import Msg, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.few import Few
from handlers.chat.forms.form import Ask, Asking, Choose, ChooseMany, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.organisations.acting import begun_for, require_acting_for
from handlers.tenders.draft import ABOUT_TENDERS, NO_BUDGET
from handlers.tenders.options import kind_options, label_of, language_options
from handlers.tenders.payloads import SubscribeTenders, UnsubscribeTenders
from services.tenders import subscribing
from services.tenders.reading import require_partner
from services.tenders.subscribing import HOURS, interest_of
from storage import tenders as stored
from storage.tables import Organisation, TenderSubscription

AT_ONCE = "now"
EVERYWHERE = "all"


@dataclass(frozen=True)
class Draft:
    """For which partner, and what they want. `budget` is “CHF 300000” in the smallest unit, or “-”; `pace` an hour."""

    organisation: int = 0
    kinds: list[WorkKind] | None = None
    regions: list[str] | None = None
    languages: list[WorkLanguage] | None = None
    budget: str | None = None
    pace: str | None = None

    @property
    def interest(self) -> Interest:
        """What it says: all kinds, or everywhere, is no condition."""
        kinds, regions = frozenset(answered(self.kinds)), frozenset(answered(self.regions))
        budget, currency = None, None
        if answered(self.budget) != NO_BUDGET:
            currency, amount = answered(self.budget).split()
            budget = int(amount)
        return Interest(
            frozenset() if kinds == frozenset(WorkKind) else kinds,
            frozenset() if EVERYWHERE in regions else regions,
            frozenset(answered(self.languages)),
            budget,
            currency,
        )

    @property
    def hour(self) -> int | None:
        """When they are told; at once without one."""
        return None if self.pace == AT_ONCE else int(answered(self.pace))


def _begin(turn: Turn, _draft: Draft) -> None:
    require_partner(turn.work, turn.person)


def _own(asking: Asking[Draft]) -> Organisation:
    return begun_for(asking.turn, asking.draft.organisation)


def _region_stock(asking: Asking[Draft]) -> Sequence[Option]:
    country = _own(asking).country
    codes = dict.fromkeys(
        (*SWISS_REGIONS, *offered_regions(country)) if country == SWITZERLAND else offered_regions(country)
    )
    return [Option(EVERYWHERE, Msg("🌍 Everywhere")), *(Option(code, label_of(code)) for code in codes)]


def _read_budget(asking: Asking[Draft], text: str) -> str:
    budget = read_budget(text, _own(asking).currency)
    return f"{budget.currency} {budget.low or budget.high}"


def _hours(_asking: Asking[Draft]) -> Sequence[Option]:
    at_once = Option(AT_ONCE, Msg("🔔 At once"))
    return [at_once, *(Option(str(hour), Msg("Once a day at {hour}", hour=f"{hour:02}:00")) for hour in HOURS)]


def _review(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Shall I tell you of such tenders?</b>"),
        interest_words(asking.draft.interest, asking.draft.hour),
        Msg("Tenders that name no budget, or can be done from anywhere, are among them."),
    )


def interest_words(interest: Interest, hour: int | None) -> Words:
    """A subscription, a line for each condition."""
    kinds = [KIND_NAMES[each] for each in WorkKind if each in interest.kinds]
    languages = [LANGUAGE_WORDS[each] for each in WorkLanguage if each in interest.languages]
    return lines(
        Msg("🛠 {kinds}", kinds=listing(kinds)) if kinds else Msg("🛠 All kinds of work"),
        Msg("📍 {regions}", regions=listing(label_of(each) for each in sorted(interest.regions)))
        if interest.regions
        else Msg("📍 Everywhere"),
        Msg("🗣 {languages}", languages=listing(languages)) if languages else None,
        Msg("💶 From {amount}", amount=money(interest.budget, interest.currency))
        if interest.budget is not None and interest.currency is not None
        else None,
        Msg("🔔 At once") if hour is None else Msg("🔔 Once a day at {hour}", hour=f"{hour:02}:00"),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, draft.organisation)
    made = subscribing.subscribe(turn.work, turn.person, draft.interest, draft.hour)
    return _subscribed(made, Msg("🔔 <b>Done: I tell you of new tenders.</b>"))


def _subscribed(subscription: TenderSubscription, headline: Words) -> View:
    words = paragraphs(headline, interest_words(interest_of(subscription), subscription.hour))
    rows = (
        (Button(Msg("✏️ Choose anew"), SubscribeTenders(anew=True)), Button(Msg("🔕 No more"), UnsubscribeTenders())),
        (Button(Msg("📣 All tenders"), Go("tenders")), MENU),
    )
    return View(words, rows)


SUBSCRIBE: Form[Draft] = Form(
    name="subscribe_tenders",
    title=Msg("Tell me of tenders"),
    draft=Draft,
    begin=_begin,
    questions=(
        ChooseMany(
            name="kinds",
            label=Msg("Kinds of work"),
            say=lambda _asking: Msg("<b>Which work do you look for?</b>"),
            stock=lambda asking: Few(asking.turn, kind_options()),
        ),
        ChooseMany(
            name="regions",
            label=Msg("Regions"),
            say=lambda _asking: Msg("<b>Where?</b> What can be done from anywhere, I tell you of in any case."),
            stock=lambda asking: Few(asking.turn, _region_stock(asking)),
            ticked_at_first=lambda _asking: frozenset({EVERYWHERE}),
        ),
        ChooseMany(
            name="languages",
            label=Msg("Languages"),
            say=lambda _asking: Msg("<b>In which languages do you work?</b>"),
            stock=lambda asking: Few(asking.turn, language_options()),
            ticked_at_first=lambda asking: frozenset({asking.turn.person.language}),
        ),
        Ask(
            name="budget",
            label=Msg("Smallest budget"),
            say=lambda asking: Msg(
                "<b>From which budget on?</b> Type it, like <code>{currency} 2000</code>; it is compared with the "
                "upper end of a tender’s budget.",
                currency=_own(asking).currency,
            ),
            read=_read_budget,
            options=lambda _asking: (Option(NO_BUDGET, Msg("Any budget"), Term.UNDECIDED),),
        ),
        Choose(
            name="pace",
            label=Msg("When"),
            say=lambda _asking: Msg("<b>When shall I tell you?</b>"),
            options=_hours,
        ),
    ),
    review=_review,
    finish_label=Msg("🔔 Yes, tell me"),
    finish=_finish,
    articles=ABOUT_TENDERS,
)


def subscribe(turn: Turn, payload: SubscribeTenders) -> None:
    """The form; what is subscribed already is shown, unless it shall be chosen anew."""
    partner = require_partner(turn.work, turn.person)
    there = stored.subscription_of(turn.work.session, turn.person.id, partner.id)
    if there is not None and not payload.anew:
        turn.show(_subscribed(there, Msg("🔔 <b>I tell you of new tenders.</b>")))
    else:
        open_form(turn, SUBSCRIBE, organisation=partner.id)


def _unsubscribe(turn: Turn, _payload: UnsubscribeTenders) -> None:
    was_told = subscribing.unsubscribe(turn.work, turn.person)
    words = (
        Msg("🔕 I tell you of no more tenders. /tenders still lists them.")
        if was_told
        else Msg("🔕 I tell you of no tenders anyway. /tenders lists them.")
    )
    again = Button(Msg("🔔 Tell me"), SubscribeTenders(anew=False))
    turn.show(View(words, ((again, Button(Msg("📣 All tenders"), Go("tenders"))), (MENU,))))


CHAPTER = Chapter(
    routes=(on(SubscribeTenders, subscribe), on(UnsubscribeTenders, _unsubscribe)),
    forms=(SUBSCRIBE,),
)
