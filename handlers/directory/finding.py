"""The list of partners: searched in words, narrowed with buttons, eight a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.directory.places import is_place, place_name
from domain.directory.terms import what_is_wanted
from domain.directory.tongues import CODES
from domain.directory.wanted import Filters
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Language, Lines, Msg, Plural, ShelfName, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Form, answered
from handlers.chat.incoming import Text
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, pages
from handlers.chat.sayings import Audience, Heard, Saying
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.directory.payloads import Facet, Narrow, Search, SearchInWords, ShowEntry, search_for
from handlers.directory.searched import SAID, narrowed_search, remember_search
from handlers.directory.wording import line_of
from handlers.tenders.payloads import TenderToPartners
from services.directory import finding
from services.directory.writing import content_of

MOST_CHOICES = 6
"""Categories, languages or regions by which a list can be narrowed: those that most entries have."""


def _list_view(turn: Turn, asked: Search) -> View:
    """What was found, which the next message can narrow, or mean some of, with the ways to narrow it."""
    filters = Filters(asked.shelf, asked.language, asked.place)
    around = turn.around
    found = finding.page(turn.work, around.directory, around.programme, asked.words, filters, PAGE, asked.page)
    remember_search(turn, asked, [entry.partner_id for entry in found.entries])
    last = max(0, (found.total - 1) // PAGE)
    page = max(0, min(asked.page, last))
    words = paragraphs(
        _heading(asked),
        Msg("Nobody here knows {words}.", words=listing(Msg("“{words}”", words=each) for each in found.unknown))
        if found.unknown and found.total
        else None,
        *(line_of(entry, content_of(entry), turn.language) for entry in found.entries),
        _ending(asked, found.total),
    )
    rows: list[Row] = [(Button(name_on_button(entry.partner.name), ShowEntry(entry.id)),) for entry in found.entries]
    rows += pages(page, found.total, lambda number: search_for(asked.words, filters, number))
    rows.append(
        tuple(
            Button(label, Narrow(facet, asked.shelf, asked.language, asked.place, asked.words))
            for facet, label in (
                (Facet.SHELF, Msg("🧰 What")),
                (Facet.PLACE, Msg("📍 Where")),
                (Facet.LANGUAGE, Msg("🗣 Language")),
            )
        )
    )
    if found.entries and may_tender(turn) and (asked.words or asked.shelf or asked.place or asked.language):
        rows.append((_tender_to([entry.partner_id for entry in found.entries[:3]]),))
    rows.append((Button(Msg("🔎 In words"), SearchInWords()), MENU))
    return View(words, tuple(rows))


def may_tender(turn: Turn) -> bool:
    """Whether a tender is worth offering: clients and visitors publish them (fact 12)."""
    return turn.organisation is None or not turn.organisation.is_partner


def _tender_to(partners: Sequence[int]) -> Button:
    """To the best ones of the page, three at most."""
    label = Plural("📣 Tender to the first one", "📣 Tender to the first {n}", len(partners))
    first, second, third = [*partners, 0, 0][:3]
    return Button(label, TenderToPartners(first, second, third))


def _heading(asked: Search) -> Words:
    parts: list[Words | str] = []
    if asked.words:
        parts.append(Msg("“{words}”", words=asked.words))
    if asked.shelf:
        parts.append(Lines((ShelfName(asked.shelf),)))
    if asked.place and is_place(asked.place):
        parts.append(place_name(asked.place))
    if asked.language in CODES:
        parts.append(Language(asked.language))
    if not parts:
        return Msg("📇 <b>Partners of the programme</b>")
    return Msg("📇 <b>Partners for {what}</b>", what=Lines(tuple(parts), " · "))


def _ending(asked: Search, total: int) -> Words:
    if total:
        return lines(
            Plural("{n} partner in all.", "{n} partners in all.", total),
            Msg("The best matches come first; among equals, each day another one."),
        )
    if asked.words or asked.shelf or asked.language or asked.place:
        return Msg(
            "I have found nobody for that. Try it with fewer or other words, for example: “Shopware Bern” or "
            "“WordPress, French-speaking”."
        )
    return Msg("No partner has an entry yet.")


def _directory(turn: Turn) -> None:
    turn.show(_list_view(turn, search_for(turn.argument)))


def _search(turn: Turn, payload: Search) -> None:
    turn.show(_list_view(turn, payload))


def _goes_on(turn: Turn) -> bool:
    """“In Zürich?”, behind a search."""
    content = turn.incoming.content
    asked = narrowed_search(turn, content.text) if isinstance(content, Text) else None
    if asked is not None:
        turn.show(_list_view(turn, asked))
    return asked is not None


def _narrow(turn: Turn, payload: Narrow) -> None:
    """By what: what most entries have, and anything at all."""
    asked = search_for(payload.words, Filters(payload.shelf, payload.language, payload.place))
    turn.show(View(_QUESTIONS[payload.facet], _choices(turn, payload.facet, asked)))


_QUESTIONS = {
    Facet.SHELF: Msg("<b>What is it about?</b> Everything else you find in words: “Shopware”, “SEO”."),
    Facet.PLACE: Msg("<b>Where?</b> Other regions, cities and countries you find in words: “Thun”, “Vorarlberg”."),
    Facet.LANGUAGE: Msg("<b>Which language shall it speak?</b>"),
}


def _choices(turn: Turn, facet: Facet, asked: Search) -> tuple[Row, ...]:
    around = turn.around

    def common(mark: str, most: int) -> list[str]:
        return finding.common(turn.work, around.directory, around.programme, mark, most)

    match facet:
        case Facet.SHELF:
            known = {category.code for category in around.programme.categories}
            found: list[tuple[Words, Search]] = [
                (Lines((ShelfName(code),)), replace(asked, shelf=code))
                for code in common("#", MOST_CHOICES)
                if code in known
            ]
            rest = replace(asked, shelf="")
        case Facet.LANGUAGE:
            found = [(Language(code), replace(asked, language=code)) for code in common("@", MOST_CHOICES)]
            rest = replace(asked, language="")
        case Facet.PLACE:
            found = [(place_name(code), replace(asked, place=code)) for code in common("/", MOST_CHOICES)]
            rest = replace(asked, place="")
    buttons = [Button(label, search_again(does)) for label, does in found]
    rows = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    return (*rows, (Button(Msg("All"), rest), MENU))


def search_again(asked: Search) -> Search:
    """The same search, as far as a button can carry it."""
    return search_for(asked.words, Filters(asked.shelf, asked.language, asked.place))


@dataclass(frozen=True)
class Draft:
    """What somebody looks for, in their words."""

    words: str | None = None


FIND_PARTNER: Form[Draft] = Form(
    name="find_partner",
    title=Msg("Find a partner"),
    draft=Draft,
    questions=(
        Ask(
            name="words",
            label=Msg("Words"),
            say=lambda _asking: paragraphs(
                Msg("<b>Whom are you looking for?</b>"),
                Msg(
                    "In your own words, for example: “somebody for Shopware in Bern” or “French-speaking WordPress "
                    "agency”."
                ),
            ),
            read=lambda _asking, text: " ".join(text.split())[:200],
        ),
    ),
    finish=lambda turn, draft: _list_view(turn, search_for(answered(draft.words))),
)


def _search_said(turn: Turn, heard: Heard) -> None:
    """All of them, where nothing is said but that somebody looks for a partner."""
    turn.show(_list_view(turn, search_for(what_is_wanted(heard.text))))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "directory", _directory, Msg("Find a partner in the directory"), in_help=Msg("Find a partner"), by_link=True
        ),
    ),
    routes=(
        on(Search, _search),
        on(Narrow, _narrow),
        on(SearchInWords, lambda turn, _payload: open_form(turn, FIND_PARTNER)),
    ),
    listeners=(_goes_on,),
    forms=(FIND_PARTNER,),
    sayings=(
        Saying(
            name=SAID,
            label=Msg("🔎 Find a partner"),
            kind=Kind.SHOW,
            answer=_search_said,
            slots=frozenset({Slot.COUNTRY, Slot.LANGUAGE}),
            audience=Audience.CLIENT,
            visitors=True,
        ),
    ),
)
