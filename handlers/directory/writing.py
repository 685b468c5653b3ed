"""A partner writes its entry: what it does and for whom, in which languages, where; with a preview of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.directory.entries import (
    LONGEST_TEXT,
    MOST_SKILLS,
    Content,
    read_certificates,
    read_skills,
    read_text,
)
from domain.directory.places import place_name, place_names, read_places
from domain.directory.tongues import CODES
from domain.sayings.terms import Term
from domain.websites import read_website
from domain.words import Language, Lines, Literal, Msg, ShelfName, Value, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.few import Few
from handlers.chat.forms.form import Ask, Asking, ChooseMany, Form, answered
from handlers.chat.forms.said import answer_texts
from handlers.chat.forms.stock import Option
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.directory.mine import own_view
from handlers.directory.payloads import WriteEntry
from handlers.directory.wording import content_words
from handlers.organisations.acting import begun_for, require_acting_for
from handlers.partnerships.categories import Categories
from services.directory import writing
from services.directory.writing import LANGUAGES, content_of, require_writing
from services.rights import own_organisation
from storage import directory as stored


@dataclass(frozen=True)
class Draft:
    """What the entry is to say. `text` is in `language`, `other` in the other one; both are empty where not written."""

    organisation: int = 0
    language: str = DEFAULT_LANGUAGE
    text: str | None = None
    other: str | None = ""
    shelves: frozenset[str] | None = None
    skills: tuple[str, ...] | None = None
    languages: frozenset[str] | None = None
    places: tuple[str, ...] | None = None
    website: str | None = None
    certificates: str | None = ""

    @property
    def content(self) -> Content:
        """All of it together. Raises `TypeError` where something is missing."""
        other = next(each for each in LANGUAGES if each != self.language)
        texts = {self.language: answered(self.text)} | ({other: self.other} if self.other else {})
        return Content(
            texts,
            tuple(sorted(answered(self.shelves))),
            answered(self.skills),
            tuple(code for code in CODES if code in answered(self.languages)),
            answered(self.places),
            answered(self.website),
            self.certificates or None,
        )


def _tongues(asking: Asking[Draft]) -> Few:
    return Few(asking.turn, [Option(code, Language(code)) for code in CODES])


def _name(asking: Asking[Draft]) -> str:
    return begun_for(asking.turn, asking.draft.organisation).name


def _which_text(asking: Asking[Draft]) -> Words:
    language = Language(asking.draft.language)
    return paragraphs(
        Msg("<b>What does {partner} do, and for whom?</b> ({language})", partner=_name(asking), language=language),
        Msg(
            "Two to five sentences, {n} characters at most. Whoever reads the directory decides by them; for example: "
            "“We build online shops with Shopware for wine merchants and farms, and look after them for years. Five "
            "people, at home in Bern.”",
            n=LONGEST_TEXT,
        ),
    )


def _which_other(asking: Asking[Draft]) -> Words:
    other = Language(next(each for each in LANGUAGES if each != asking.draft.language))
    return Msg(
        "<b>The same in {language}?</b> Until there is one, readers of both languages are shown the first text.",
        language=other,
    )


def _which_skills(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What are you good at?</b> In your own words, with commas between, {n} at most.", n=MOST_SKILLS),
        Msg("For example: Shopware, WordPress, SEO, online booking, wine merchants. People search for these words."),
    )


def _which_places(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Where do you work?</b>"),
        Msg("Cantons, regions, cities or countries, with commas between: “Bern, Freiburg” or “Schweiz, Vorarlberg”."),
    )


def _listed(skills: object) -> Value | None:
    """Specialities in their stored form; what was typed speaks for itself."""
    return ", ".join(map(str, skills)) if isinstance(skills, list) else str(skills)


def _places_called(codes: object) -> Value | None:
    return place_names(list(map(str, codes))) if isinstance(codes, list) else str(codes)


def _more_places(asking: Asking[Draft], more: str) -> str:
    renderer, language = asking.turn.around.renderer, asking.turn.language
    return ", ".join([*(renderer.plain(place_name(code), language) for code in answered(asking.draft.places)), more])


def _which_website(asking: Asking[Draft]) -> Words:
    return Msg("<b>Which website does {partner} have?</b> For example: alpweb.ch", partner=_name(asking))


def _known_website(asking: Asking[Draft]) -> Sequence[Option]:
    known = begun_for(asking.turn, asking.draft.organisation).website
    return (Option(known, Literal(known.partition("://")[2])),) if known and len(known) < 40 else ()


def _which_certificates(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Which certificates do you have?</b> For example: “Shopware Certified Developer, ISO 27001”."),
        Msg("They are shown as your own statement, because nobody here has seen them."),
    )


def _review(asking: Asking[Draft]) -> Words:
    draft = asking.draft
    return paragraphs(
        Msg("<b>This is how people see your entry. Is everything right?</b>"),
        content_words(_name(asking), draft.content, asking.turn.language),
        lines(
            Msg("Only one language is written; readers of the other one are shown the same text.")
            if not draft.other
            else None,
            Msg("What is proven about you – the register, that you are a partner – stands below it by itself."),
        ),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, draft.organisation)
    entry = writing.write(turn.work, turn.person, draft.content)
    return own_view(turn, entry, Msg("✅ Your entry is written."))


WRITE_ENTRY: Form[Draft] = Form(
    name="write_entry",
    title=Msg("Directory entry"),
    draft=Draft,
    begin=lambda turn, _draft: require_writing(turn.work, turn.person),
    questions=(
        Ask(
            name="text",
            label=Msg("Text"),
            say=_which_text,
            read=lambda _asking, text: read_text(text),
            verbatim=True,
            term=Term.DESCRIPTION,
        ),
        ChooseMany(
            name="shelves",
            label=Msg("Categories"),
            say=lambda _asking: Msg("<b>With which products of the programme do you work?</b>"),
            stock=lambda asking: Categories(asking.turn.around.programme),
            named=lambda _asking, codes: Lines((listing(map(ShelfName, answer_texts(codes))),)),
        ),
        Ask(
            name="skills",
            label=Msg("Specialities"),
            say=_which_skills,
            read=lambda _asking, text: read_skills(text),
            named=lambda _asking, skills: _listed(skills),
            extended=lambda asking, more: ", ".join((*answered(asking.draft.skills), more)),
            term=Term.SKILLS,
        ),
        ChooseMany(
            name="languages",
            label=Msg("Languages"),
            say=lambda _asking: Msg("<b>In which languages do you serve clients?</b>"),
            stock=_tongues,
            named=lambda _asking, codes: Lines((listing(map(Language, answer_texts(codes))),)),
            term=Term.LANGUAGES,
        ),
        Ask(
            name="places",
            label=Msg("Regions"),
            say=_which_places,
            read=lambda _asking, text: read_places(text),
            named=lambda _asking, codes: _places_called(codes),
            extended=_more_places,
            distinct=True,
            term=Term.PLACE,
        ),
        Ask(
            name="website",
            label=Msg("Website"),
            say=_which_website,
            read=lambda _asking, text: read_website(text),
            options=_known_website,
            distinct=True,
            term=Term.WEBSITE_ADDRESS,
        ),
        Ask(
            name="other",
            label=Msg("✍️ The other language"),
            say=_which_other,
            read=lambda _asking, text: read_text(text),
            verbatim=True,
            optional=True,
        ),
        Ask(
            name="certificates",
            label=Msg("📜 Certificates"),
            say=_which_certificates,
            read=lambda _asking, text: read_certificates(text),
            term=Term.CERTIFICATES,
            optional=True,
        ),
    ),
    review=_review,
    finish_label=Msg("✅ Put it into the directory"),
    finish=_finish,
    lasts=True,
    means=frozenset({"my_entry"}),
    articles=dict.fromkeys((Term.WHO_SEES, Term.COST, Term.PURPOSE), "partner-directory"),
)


def answers_of(turn: Turn) -> dict[str, object]:
    """What the form is opened with: what the entry says already."""
    own = own_organisation(turn.person)
    entry = stored.entry_of(turn.work.session, own.id)
    if entry is None:
        language = turn.person.language if turn.person.language in LANGUAGES else DEFAULT_LANGUAGE
        return {"organisation": own.id, "language": language}
    content = content_of(entry)
    language = turn.person.language if turn.person.language in content.texts else next(iter(content.texts))
    return {
        "organisation": own.id,
        "language": language,
        "text": content.texts[language],
        "other": next((text for code, text in content.texts.items() if code != language), ""),
        "shelves": list(content.shelves),
        "skills": list(content.skills),
        "languages": list(content.languages),
        "places": list(content.places),
        "website": content.website,
        "certificates": content.certificates or "",
    }


def _open(turn: Turn, _payload: WriteEntry) -> None:
    open_form(turn, WRITE_ENTRY, **answers_of(turn))


CHAPTER = Chapter(routes=(on(WriteEntry, _open),), forms=(WRITE_ENTRY,))
