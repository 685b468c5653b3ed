"""What a tender's form asks: the questions that publishing and changing one share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.sayings.slots import Slot
from domain.sayings.terms import Term
from domain.tenders.budgets import read_budget
from domain.tenders.kinds import LANGUAGE_WORDS, WorkLanguage
from domain.tenders.regions import REMOTE, read_region
from domain.tenders.screening import read_description, read_subject
from domain.words import Lines, Msg, Plural, Refused, Words, lines, listing, paragraphs
from handlers.chat.forms.few import Few
from handlers.chat.forms.form import Ask, Asking, Choose, ChooseMany, Question, TakeFiles, answered
from handlers.chat.forms.said import answer_texts
from handlers.chat.forms.stock import Option
from handlers.chat.labels import name_on_button
from handlers.organisations.acting import begun_for
from handlers.tenders.deadline import DEADLINE
from handlers.tenders.draft import (
    ANONYMOUS,
    NAMED,
    NO_BUDGET,
    WITH_FILES,
    WITHOUT_FILES,
    Draft,
    budget_in,
    stored_budget,
)
from handlers.tenders.examples import SUBJECTS, WANTED
from handlers.tenders.options import kind_options, label_of, language_options, region_options
from services.tenders.publishing import MOST_FILES
from storage.products import products_of
from storage.tables import Product
from storage.tenders import own_tenders

_SUGGESTED = 2
_NO_BUDGET_YET = Msg("No budget yet: offers first")
SHORTEST_WHO, LONGEST_WHO = 10, 300


def subject_of(asking: Asking[Draft]) -> str:
    """The subject in words: as it was typed, or as it was suggested."""
    subject = answered(asking.draft.subject)
    suggested = {option.value: option.label for option in _subject_options(asking)} if subject[0] == "#" else {}
    if subject not in suggested:
        return subject
    turn = asking.turn
    if (product := _product_behind(asking, subject)) is not None:
        return turn.around.renderer.plain(Msg("Help with {product}", product=product.name), turn.person.language)[:100]
    return turn.around.renderer.plain(suggested[subject], turn.person.language)


def _product_behind(asking: Asking[Draft], code: str) -> Product | None:
    return next((each for each in _own_products(asking) if code == f"#p{each.id}"), None)


def _own_products(asking: Asking[Draft]) -> Sequence[Product]:
    own = _organisation_id(asking)
    return products_of(asking.turn.work.session, own)[:_SUGGESTED] if own is not None else ()


def _organisation_id(asking: Asking[Draft]) -> int | None:
    """Of the organisation for which it was begun; a visitor has none."""
    own = asking.draft.organisation
    return begun_for(asking.turn, own).id if own else None


def _subject_options(asking: Asking[Draft]) -> Sequence[Option]:
    """Of the kind's own, of what they have tendered before, and of their products."""
    kind = answered(asking.draft.kind)
    canned = [Option(f"#{place}", words) for place, words in enumerate(SUBJECTS[kind])]
    products = [
        Option(f"#p{each.id}", Msg("Help with {product}", product=name_on_button(each.name, 24)))
        for each in _own_products(asking)
    ]
    return [*canned, *products]


def _which_subject(asking: Asking[Draft]) -> Words:
    own = own_tenders(asking.turn.work.session, asking.turn.person.id, _organisation_id(asking), 1, 0)
    return paragraphs(
        Msg("<b>What is it about?</b>"),
        Msg("A few words are enough: partners read them in their list. Type them, or tap one and write more next."),
        Msg("Last time it was “{subject}”.", subject=own[0].subject) if own and asking.draft.is_new else None,
    )


def _what_is_wanted(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What do you want?</b>"),
        Msg("What there is today, what it is to be, what matters to you. The clearer it is, the better the offers."),
        Msg("For example: <i>{example}</i>", example=WANTED[answered(asking.draft.kind)]),
        Msg("Please write it in one message, without addresses and telephone numbers."),
    )


def _which_budget(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Do you have a budget?</b>"),
        Msg(
            "Type it, like <code>{currency} 3000–5000</code> or <code>up to 4000</code>. Partners read it; with a "
            "budget come fewer offers, and better ones.",
            currency=_currency(asking),
        ),
    )


def _called(stored: str) -> Words:
    """A budget in words."""
    budget = budget_in(stored)
    return _NO_BUDGET_YET if budget is None else budget.words


def _currency(asking: Asking[Draft]) -> str:
    own = asking.turn.organisation
    return own.currency if own is not None else asking.turn.around.programme.minimum_value[0].currency


def _which_place(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Where is the work to be done?</b>"),
        Msg("Tap it, or type a canton or a country."),
    )


def _place_called(stored: str) -> Words:
    return Msg("💻 From anywhere") if stored == REMOTE else label_of(stored)


def _which_files(asking: Asking[Draft]) -> Words:
    sent = asking.draft.sent
    return paragraphs(
        Msg("<b>Is there anything to look at?</b>"),
        Msg(
            "Send documents or photos one after the other, {most} at most: a list of pages, a sketch, an offer that "
            "you have. Partners can open them.",
            most=MOST_FILES,
        ),
        lines(*(Msg("📎 {name}", name=each.name) for each in sent)) if sent else None,
    )


def _file_options(asking: Asking[Draft]) -> Sequence[Option]:
    count = len(asking.draft.sent)
    if not count:
        return (Option(WITHOUT_FILES, Msg("No files"), Term.NO_FILES),)
    go_on = Plural("Go on with {n} file", "Go on with {n} files", count)
    return (Option(WITH_FILES, go_on), Option(WITHOUT_FILES, Msg("🗑 Without files after all")))


def _who_are_you(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Who are you?</b>"),
        Msg(
            "Your name, your company if there is one, your place, and how support can reach you. Only support reads "
            "this, confirms who you are, and then lets the tender out; partners never see it."
        ),
    )


class WhoRefused(Refused):
    """Support could not tell from this who somebody is."""


def read_who(text: str) -> str:
    """Who a visitor is, for support. Raises `WhoRefused`."""
    who = " ".join(text.split())
    if not SHORTEST_WHO <= len(who) <= LONGEST_WHO:
        raise WhoRefused(
            Msg(
                "Please write your name, your place and how you can be reached, in {most} characters.", most=LONGEST_WHO
            )
        )
    return who


def _asks_new(draft: Draft) -> bool:
    return draft.is_new


QUESTIONS: tuple[Question[Draft], ...] = (
    Choose(
        name="kind",
        label=Msg("Kind of work"),
        say=lambda _asking: Msg("<b>What kind of work is it?</b>"),
        options=lambda _asking: kind_options(),
        term=Term.KIND,
    ),
    Ask(
        name="subject",
        label=Msg("Subject"),
        say=_which_subject,
        read=lambda _asking, text: read_subject(text),
        options=_subject_options,
        verbatim=True,
        term=Term.SUBJECT,
    ),
    Ask(
        name="wanted",
        label=Msg("What is wanted"),
        say=_what_is_wanted,
        read=lambda _asking, text: read_description(text),
        verbatim=True,
    ),
    Ask(
        name="budget",
        label=Msg("Budget"),
        say=_which_budget,
        read=lambda asking, text: stored_budget(read_budget(text, _currency(asking))),
        options=lambda _asking: (Option(NO_BUDGET, _NO_BUDGET_YET, Term.UNDECIDED),),
        slot=Slot.AMOUNT,
        named=lambda _asking, stored: _called(str(stored)),
        distinct=True,
        term=Term.BUDGET,
    ),
    Ask(
        name="place",
        label=Msg("Region"),
        say=_which_place,
        read=lambda _asking, text: read_region(text),
        options=lambda asking: region_options(asking.turn.organisation),
        named=lambda _asking, stored: _place_called(str(stored)),
        distinct=True,
        term=Term.PLACE,
    ),
    ChooseMany(
        name="languages",
        label=Msg("Languages"),
        say=lambda _asking: Msg("<b>In which languages can you work with somebody?</b>"),
        stock=lambda asking: Few(asking.turn, language_options()),
        named=lambda _asking, codes: Lines(
            (listing(LANGUAGE_WORDS[WorkLanguage(each)] for each in answer_texts(codes)),)
        ),
        term=Term.LANGUAGES,
        ticked_at_first=lambda asking: frozenset({asking.turn.person.language}),
    ),
    TakeFiles(
        name="files",
        label=Msg("Files"),
        say=_which_files,
        options=_file_options,
        collects="sent",
        most=MOST_FILES,
        when=_asks_new,
    ),
    replace(DEADLINE, when=_asks_new),
    Choose(
        name="named",
        label=Msg("Named or anonymous"),
        say=lambda _asking: paragraphs(
            Msg("<b>May partners read who you are?</b>"),
            Msg(
                "Your contact stays here in any case, until you accept an offer. With your name, partners can look at "
                "what you have."
            ),
        ),
        options=lambda _asking: (
            Option(NAMED, Msg("👁 Yes, with our name"), Term.NAMED),
            Option(ANONYMOUS, Msg("🙈 No, anonymous"), Term.ANONYMOUS),
        ),
        when=_asks_new,
    ),
    Ask(
        name="who",
        label=Msg("Who you are"),
        say=_who_are_you,
        read=lambda _asking, text: read_who(text),
        verbatim=True,
        when=lambda draft: draft.is_new and draft.asks_who,
    ),
)
