"""An entry in words: in full, on one line, and as it is sent to others."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from domain.directory.entries import Content
from domain.directory.places import place_name, place_names
from domain.websites import link_to
from domain.words import (
    Country,
    Day,
    Language,
    Lines,
    Literal,
    Msg,
    Provider,
    ShelfName,
    Words,
    lines,
    listing,
    paragraphs,
)
from handlers.organisations.registration import register_line
from storage.directory import partner_since
from storage.tables import DirectoryEntry, Organisation
from storage.work import Work

REASONS: Mapping[str, Msg] = {
    "#untrue": Msg("It says what is not true."),
    "#spam": Msg("It advertises other things."),
    "#tone": Msg("It offends others."),
    "#rights": Msg("It uses others’ brand names."),
}
"""Reasons for hiding an entry that can be tapped. They are stored by their code and read in each reader's language."""
_SHORT = 90
"""Characters of a text on a line of the list."""


def reason_words(entry: DirectoryEntry) -> Words | str:
    """Why the entry is hidden."""
    return REASONS.get(entry.hidden_reason or "", entry.hidden_reason or "")


def skills_words(content: Content) -> Words:
    """What the partner does: its own words first, then the programme's categories."""
    return Lines((listing([*content.skills, *(ShelfName(code) for code in content.shelves)]),))


def languages_words(content: Content) -> Words:
    """The languages that it speaks."""
    return Lines((listing(Language(code) for code in content.languages),))


def brief_words(name: str, content: Content, language: str, *more: Words | None) -> Words:
    """What the partner does, where, and in which languages; `more` lines stand below."""
    return paragraphs(
        Msg("📇 <b>{partner}</b>", partner=name),
        content.text_in(language),
        lines(
            Msg("🧰 {skills}", skills=skills_words(content)),
            Msg("🗣 {languages}", languages=languages_words(content)),
            Msg("📍 {places}", places=place_names(content.places)),
            *more,
        ),
    )


def content_words(name: str, content: Content, language: str) -> Words:
    """What the partner says of itself, for a reader of the language."""
    link = Literal(f'<a href="{escape(link_to(content.website))}">{escape(_bare(content.website))}</a>')
    stated = content.certificates and Msg("📜 As it states itself: {certificates}", certificates=content.certificates)
    return brief_words(name, content, language, Msg("🌐 {website}", website=link), stated or None)


def proven_words(work: Work, partner: Organisation) -> Words:
    """What is known of it, by whom or by what."""
    since = partner_since(work.session, partner)
    return lines(
        Msg("<b>What is proven</b>"),
        Msg(
            "✅ {register} – checked by {provider}",
            register=register_line(Country(partner.country), partner.register_number),
            provider=Provider(),
        )
        if partner.register_number
        else Msg("✅ The company is known to {provider}.", provider=Provider()),
        Msg("✅ Partner in the programme")
        if since is None
        else Msg("✅ Partner in the programme since {day}", day=Day(since)),
        Msg("Everything else is the partner’s own word."),
    )


def line_of(entry: DirectoryEntry, content: Content, language: str) -> Words:
    """The entry in a list."""
    return lines(
        Msg("<b>{partner}</b> – {places}", partner=entry.partner.name, places=_where(content)),
        Msg("{skills}: {text}", skills=_best(content), text=_shortened(content.text_in(language))),
    )


def description_of(content: Content) -> Words:
    """The entry on one line of inline results."""
    return Msg("{places}: {skills}", places=_where(content), skills=_best(content))


def _where(content: Content) -> Words:
    return Lines((listing(place_name(code) for code in content.places[:3]),))


def _best(content: Content) -> Words:
    return Lines((listing(content.skills[:4] or [ShelfName(code) for code in content.shelves[:4]]),))


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"


def _bare(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.")
