"""What support reads about a case: who it is, what they were doing, and in the end what has become of it."""

from __future__ import annotations

from domain.words import Language, Lines, Msg, Plural, Value, Words, lines, listing, paragraphs
from handlers.chat.forms.form import Asking, Question
from handlers.chat.forms.state import OpenForm, form_of, forms_of
from handlers.chat.turn import Turn
from handlers.organisations.acting import ROLE_NAMES
from storage.people import membership
from storage.support import cases_of, count_entries, notes_of
from storage.tables import EntryKind, Person, SupportCase
from storage.work import Work


def opening(turn: Turn, question: str | None) -> Words:
    """The first message of a case's topic."""
    return paragraphs(
        who(turn.work, turn.person),
        _doing(turn),
        None if question is None else Msg("❓ <b>Asked before:</b> “{question}”", question=question),
        Msg(
            "Whatever you write here reaches the person under my name. "
            "/note keeps something for yourselves, /close ends the case, /help lists everything."
        ),
    )


def who(work: Work, person: Person) -> Words:
    """Who the person is: name, organisation, role, language, and how many cases they have had."""
    organisation = person.organisation
    member = membership(work.session, person.id, organisation.id) if organisation is not None else None
    acts: Msg | None = None
    if organisation is not None:
        acts = Msg("🏢 {organisation}", organisation=organisation.name)
        if member is not None:
            role = ROLE_NAMES[member.role]
            acts = Msg("🏢 {organisation} ({role})", organisation=organisation.name, role=role)
    return lines(
        Msg("👤 <b>{name}</b>", name=person.first_name),
        acts if acts is not None else Msg("🏢 no organisation yet"),
        Msg("🌐 reads {language}", language=Language(person.language)),
        Plural("💬 {n} case so far", "💬 {n} cases so far", cases_of(work.session, person.id)),
        None if person.support_banned_at is None else Msg("⛔ may not open cases (/unban)"),
    )


def _doing(turn: Turn) -> Words | None:
    """The form that the person is filling in: which step, and the answers so far."""
    forms = forms_of(turn)
    state = forms.open or next(iter(forms.kept), None)
    if state is None:
        return None
    form = form_of(turn, state)
    asking: Asking[object] = Asking(turn, form.filled(state.answers))
    questions = form.applicable(asking.draft)
    present = form.next_question(asking.draft)
    if present is None:
        heading = Msg("📝 <b>{form}</b>: everything is filled in, but not sent", form=form.title)
    else:
        heading = Msg(
            "📝 <b>{form}</b>: at step {step} of {steps} (“{question}”)",
            form=form.title,
            step=questions.index(present) + 1,
            steps=max(len(questions), form.steps(asking.draft)),
            question=present.label,
        )
    answers = [
        Msg("• {question}: {answer}", question=question.label, answer=_answer(question, asking, state))
        for question in questions
        if question.name in state.answers
    ]
    return lines(heading, *answers)


def _answer(question: Question[object], asking: Asking[object], state: OpenForm) -> Value:
    """An answer as people read it: the label of what was chosen, or what was typed."""
    given = state.answers[question.name]
    labels = {option.value: option.label for option in asking.options(question)}
    if isinstance(given, list):
        return listing(labels.get(str(each), str(each)) for each in given)
    return labels.get(str(given), str(given))


def summary(work: Work, case: SupportCase) -> Lines:
    """What has become of a case that is closed."""
    counts = count_entries(work.session, case.id)
    notes = notes_of(work.session, case.id)
    closed_at = case.closed_at or work.now
    answered: Msg
    if case.answered_at is None:
        answered = Msg("No answer was given.")
    else:
        answered = Msg("First answer after {span}.", span=case.answered_at - case.opened_at)
    return lines(
        Msg("✅ <b>Closed:</b> {title}", title=case.title),
        Msg("Opened on {moment}, open for {span}.", moment=case.opened_at, span=closed_at - case.opened_at),
        answered,
        Msg(
            "Messages: {person} from the person, {staff} from support; articles sent: {articles}.",
            person=counts.get(EntryKind.PERSON, 0),
            staff=counts.get(EntryKind.STAFF, 0),
            articles=counts.get(EntryKind.ARTICLE, 0),
        ),
        None if case.assigned_to is None else Msg("In charge: {name}", name=case.assigned_to),
        *(Msg("📌 {note} ({author})", note=note.text or "", author=note.author) for note in notes),
    )
