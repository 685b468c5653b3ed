"""Publishing a tender, changing one, and extending one: what is reviewed, and what is done in the end."""

from __future__ import annotations

from domain.tenders.regions import REMOTE
from domain.tenders.screening import Doubt
from domain.words import Msg, Plural, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from handlers.organisations.acting import require_acting_for
from handlers.tenders.asking import QUESTIONS, subject_of
from handlers.tenders.card import Shown, facts
from handlers.tenders.deadline import DEADLINE, zone_here
from handlers.tenders.draft import (
    ABOUT_TENDERS,
    ANONYMOUS,
    WITH_FILES,
    Draft,
    budget_in,
    moment_in,
    stored_budget,
)
from handlers.tenders.payloads import ChangeTender, ExtendTender, TenderToPartners
from handlers.tenders.showing import card_of
from services.rights import NotFound
from services.tenders import changing, publishing
from services.tenders.publishing import MOST_INVITED, NewFile, NewTender, budget_of
from services.tenders.reading import receives
from storage.organisations.partners import partners_with_ids
from storage.support import support_group


def has_group(turn: Turn) -> bool:
    """Whether support can be reached here."""
    return support_group(turn.work.session) is not None


def _begin(turn: Turn, draft: Draft) -> None:
    publishing.require_possible(turn.work, turn.around.programme, turn.person, group=has_group(turn))
    _require_same(turn, draft)


def _require_same(turn: Turn, draft: Draft) -> None:
    """Who has registered an organisation meanwhile, or switched, would publish in another name than they began in."""
    if draft.organisation:
        require_acting_for(turn, draft.organisation)
    elif turn.organisation is not None:
        raise NotFound(
            Msg(
                "You began this for yourself, and act for {organisation} now. Please begin anew: /newtender",
                organisation=turn.organisation.name,
            )
        )


def for_whom(turn: Turn) -> dict[str, object]:
    """What the form for a new tender is opened with. Raises `Refused` where the person cannot publish one."""
    publishing.require_possible(turn.work, turn.around.programme, turn.person, group=has_group(turn))
    own = turn.organisation
    return {"organisation": 0 if own is None else own.id, "asks_who": own is None}


def publish(turn: Turn, *partners: int) -> None:
    """Opens the form; with `partners`, for a tender to these alone."""
    preset = for_whom(turn)
    invited = [each.id for each in partners_with_ids(turn.work.session, partners) if receives(each)][:MOST_INVITED]
    if partners and not invited:
        raise NotFound(Msg("None of these partners takes tenders at present."))
    open_form(turn, PUBLISH, **preset, **({"invited": invited} if invited else {}))


def _review(asking: Asking[Draft]) -> Words:
    draft, turn = asking.draft, asking.turn
    said, subject = _said(asking), subject_of(asking)
    return paragraphs(
        Msg("<b>Shall this go out?</b>"),
        Msg("📣 <b>{subject}</b>", subject=subject),
        Msg("{wanted}", wanted=said.wanted),
        facts(said, zone_here(turn)),
        lines(
            _named(asking),
            Plural("📎 {n} file", "📎 {n} files", len(draft.sent))
            if draft.sent and draft.files == WITH_FILES
            else None,
            _names_of_files(draft),
            _only_for(asking),
        ),
        _who_first(asking, subject, said.wanted),
    )


def _said(asking: Asking[Draft]) -> Shown:
    draft = asking.draft
    return Shown(
        subject_of(asking),
        answered(draft.wanted),
        answered(draft.kind),
        budget_in(draft.budget),
        draft.region,
        answered(draft.languages),
        moment_in(draft.deadline),
    )


def _named(asking: Asking[Draft]) -> Words:
    own = asking.turn.organisation
    if asking.draft.named == ANONYMOUS:
        return Msg("🙈 Anonymous: partners do not read who you are")
    return Msg("👁 Partners read: {name}", name=own.name if own is not None else asking.turn.person.first_name)


def _names_of_files(draft: Draft) -> Words | None:
    if draft.named != ANONYMOUS or draft.files != WITH_FILES or not draft.sent:
        return None
    return Msg("⚠️ Partners read the files and their names: please check that these do not tell who you are.")


def _only_for(asking: Asking[Draft]) -> Words | None:
    partners = partners_with_ids(asking.turn.work.session, asking.draft.invited)
    if not partners:
        return None
    return Msg("🎯 Only for {partners}", partners=listing(each.name for each in partners))


def _who_first(asking: Asking[Draft], *texts: str) -> Words:
    turn = asking.turn
    found = publishing.doubts_about(turn.work, turn.around.programme, turn.person, texts)
    if Doubt.VISITOR in found:
        return Msg("🔎 Support confirms who you are first. Then partners who look for such work get it.")
    if found:
        return Msg("🔎 Support looks at it first, because of a link or a word in it. Then partners get it.")
    return Msg("Partners who look for such work get it at once; it is free of charge. You can change or close it.")


def _finish(turn: Turn, draft: Draft) -> View:
    _require_same(turn, draft)
    asking = Asking(turn, draft)
    said = _said(asking)
    tender = publishing.publish(
        turn.work,
        turn.around.programme,
        turn.person,
        NewTender(
            said.subject,
            said.wanted,
            said.kind,
            said.budget,
            said.region,
            tuple(said.languages),
            draft.named == ANONYMOUS,
            said.deadline,
            str(zone_here(turn)),
            [NewFile(each.kind, each.file_id, each.name, each.size) for each in draft.sent]
            if draft.files == WITH_FILES
            else (),
            draft.who,
            draft.invited,
        ),
        group=has_group(turn),
    )
    return card_of(turn, tender.id)


PUBLISH: Form[Draft] = Form(
    name="publish_tender",
    title=Msg("New tender"),
    draft=Draft,
    begin=_begin,
    questions=QUESTIONS,
    review=_review,
    finish_label=Msg("📣 Publish"),
    finish=_finish,
    articles=ABOUT_TENDERS,
)


def _open_change(turn: Turn, payload: ChangeTender) -> None:
    tender = changing.changeable(turn.work, turn.person, payload.tender)
    said = changing.content_of(tender)
    open_form(
        turn,
        CHANGE,
        tender=tender.id,
        organisation=tender.client_id or 0,
        kind=said.kind.value,
        subject=said.subject,
        wanted=said.wanted,
        budget=stored_budget(budget_of(tender)),
        place=said.region or REMOTE,
        languages=[each.value for each in said.languages],
    )


def _review_change(asking: Asking[Draft]) -> Words:
    draft, turn = asking.draft, asking.turn
    tender = changing.changeable(turn.work, turn.person, draft.tender)
    said = Shown(
        subject_of(asking),
        answered(draft.wanted),
        answered(draft.kind),
        budget_in(draft.budget),
        draft.region,
        answered(draft.languages),
        tender.deadline,
    )
    return paragraphs(
        Msg("<b>Shall the tender read like this?</b>"),
        Msg("📣 <b>{subject}</b>", subject=said.subject),
        Msg("{wanted}", wanted=said.wanted),
        facts(said, zone_here(turn)),
        Msg("Partners who know it are told what has changed. “Change something” leads to each part of it."),
    )


def _finish_change(turn: Turn, draft: Draft) -> View:
    asking = Asking(turn, draft)
    content = changing.Content(
        subject_of(asking),
        answered(draft.wanted),
        answered(draft.kind),
        budget_in(draft.budget),
        draft.region,
        answered(draft.languages),
    )
    tender = changing.change(turn.work, turn.person, draft.tender, content)
    return card_of(turn, tender.id)


CHANGE: Form[Draft] = Form(
    name="change_tender",
    title=Msg("Change the tender"),
    draft=Draft,
    begin=lambda turn, draft: changing.changeable(turn.work, turn.person, draft.tender),
    questions=QUESTIONS,
    review=_review_change,
    finish_label=Msg("✅ Change it like this"),
    finish=_finish_change,
    articles=ABOUT_TENDERS,
)


def _finish_extension(turn: Turn, draft: Draft) -> View:
    zone, deadline = zone_here(turn), moment_in(draft.deadline)
    tender = changing.extend(turn.work, turn.person, draft.tender, deadline, zone)
    return card_of(turn, tender.id)


EXTEND: Form[Draft] = Form(
    name="extend_tender",
    title=Msg("Extend the tender"),
    draft=Draft,
    begin=lambda turn, draft: changing.extendable(turn.work, turn.person, draft.tender),
    questions=(DEADLINE,),
    finish=_finish_extension,
    articles=ABOUT_TENDERS,
)


CHAPTER = Chapter(
    commands=(ChatCommand("newtender", publish, Msg("Publish a tender")),),
    routes=(
        on(ChangeTender, _open_change),
        on(ExtendTender, lambda turn, payload: open_form(turn, EXTEND, tender=payload.tender)),
        on(
            TenderToPartners,
            lambda turn, to: publish(turn, *(each for each in (to.first, to.second, to.third) if each)),
        ),
    ),
    forms=(PUBLISH, CHANGE, EXTEND),
)
