"""Files that people send while a form asks for them: they are kept by their id until the form is finished."""

from __future__ import annotations

from domain.words import Msg, Plural
from handlers.chat.forms.dialogue import ask
from handlers.chat.forms.form import TakeFiles, stored_answer
from handlers.chat.forms.state import form_of, forms_of, set_open
from handlers.chat.incoming import Attachment, SentFile
from handlers.chat.turn import Turn


def take_file(turn: Turn, sent: Attachment) -> bool:
    """Adds a file to those that the open form's question takes, and asks on; false where it asks for none."""
    state = forms_of(turn).open
    if state is None:
        return False
    form = form_of(turn, state)
    draft = form.filled(state.answers)
    question = form.next_question(draft)
    if not isinstance(question, TakeFiles):
        return False
    if sent.file is None:
        ask(turn, fresh=True, remark=Msg("I can take documents and photos here, but not this kind of message."))
        return True
    kept: tuple[SentFile, ...] = getattr(draft, question.collects)
    if len(kept) >= question.most:
        remark: Msg = Plural(
            "That was one too many: {n} file is the most that I can take here.",
            "That was one too many: {n} files are the most that I can take here.",
            question.most,
        )
    else:
        kept = (*kept, sent.file)
        set_open(turn, state.with_answers(state.answers | {question.collects: stored_answer(kept)}))
        remark = Msg("📎 I have “{name}”.", name=sent.file.name)
    ask(turn, fresh=True, remark=remark)
    return True
