"""Support's side: what its people write in the topic of a case, and their commands there.

Only who is known as support is carried to the person; anybody else in the group is told why not.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Msg, Refused
from handlers.chat.forms.state import forms_in
from handlers.chat.incoming import Attachment, Command, Edited, Incoming, Text
from handlers.chat.post import Post
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.room_turn import Insider
from handlers.chat.turn import Declared, Surroundings
from handlers.chat.views import Button, Row, View
from handlers.support.commands import CLOSED, obey
from handlers.support.group_turn import GroupTurn
from handlers.support.payloads import WriteToSupport
from handlers.support.relay import CANNOT_BE_COPIED, change_copy, copy_to_person
from services import support
from storage.runtime.conversations import who_and_where
from storage.support import case_in_topic, counterpart, entry_written_in, staff, support_group
from storage.tables import EntryKind, SupportCase
from storage.work import Work

MARK = Msg("👤 Support:")
"""Stands before what support writes: the bot's own words look the same otherwise."""


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a message in a group asks support's side for; false where it is none of its business."""
    content = incoming.content
    group = support_group(work.session)
    case = None
    if group is not None and incoming.topic:
        # A case stays in its group, even where support has moved to another one.
        case = case_in_topic(work.session, incoming.chat_id, incoming.topic)
    ours = case is not None or (group is not None and group.chat_id == incoming.chat_id)
    connecting = isinstance(content, Command) and content.name == "connect"
    if not ours and not connecting:
        return False
    known = staff(work.session, incoming.sender.telegram_id)
    if known is not None:
        work.operator = known.name
    turn = GroupTurn(work, post, around, forms, incoming, known, group if ours else None, case)
    match content:
        case Command(name=name):
            obey(turn, name)
        case Text() | Attachment() if case is not None:
            _answer(turn, case)
        case Edited() if known is not None:
            _edit(turn, content)
    return True


def admit(work: Work, incoming: Incoming) -> Insider:
    """Who belongs to support may tap, wherever the button stands. Raises `NotSupport` for everybody else."""
    known = staff(work.session, incoming.sender.telegram_id)
    if known is None:
        raise support.NotSupport(
            Msg("I do not know you as support, so nothing was done. A lead can admit you: /admit as a reply to you.")
        )
    work.operator = known.name
    group = support_group(work.session)
    return Insider(known.name, group.language if group is not None else DEFAULT_LANGUAGE)


def refuse(work: Work, post: Post, incoming: Incoming, refused: Refused) -> None:
    """Says in the group why something was not possible. In a unit of work of its own."""
    group = support_group(work.session)
    language = group.language if group is not None else DEFAULT_LANGUAGE
    post.say(incoming.chat_id, language, View(refused.reason), topic=incoming.topic)


def _answer(turn: GroupTurn, case: SupportCase) -> None:
    """What was written in the topic goes to the person."""
    content = turn.incoming.content
    if turn.staff is None:
        turn.say_stranger()
    elif case.closed_at is not None:
        turn.say(CLOSED)
    elif isinstance(content, Attachment) and content.kind in CANNOT_BE_COPIED:
        turn.say(Msg("Telegram does not let me pass on this kind of message. It was not sent."))
    elif not case.person.reachable:
        turn.say(Msg("{name} has blocked the bot: your message cannot be sent.", name=case.person.first_name))
    else:
        at = (turn.incoming.chat_id, turn.incoming.message_id)
        to = case.person.chat_id
        entry = support.write(turn.work, case, EntryKind.STAFF, turn.staff.name, at, to_chat_id=to)
        support.answer(turn.work, case)
        answered = counterpart(turn.work.session, at[0], turn.incoming.reply_to)
        copy_to_person(turn.post, turn.incoming, entry, case, _mark(turn, case), answered, _way_back(turn, case))


def _mark(turn: GroupTurn, case: SupportCase) -> str:
    return turn.around.renderer.plain(MARK, case.person.language) + "\n"


def _way_back(turn: GroupTurn, case: SupportCase) -> tuple[Row, ...]:
    """Who is filling in a form again needs a button to answer: what they type goes to the form."""
    _, standing = who_and_where(turn.work.session, case.person.chat_id)
    in_form = forms_in(standing.state, turn.forms).open is not None
    return ((Button(Msg("💬 Answer support"), WriteToSupport()),),) if in_form else ()


def _edit(turn: GroupTurn, edited: Edited) -> None:
    entry = entry_written_in(turn.work.session, turn.incoming.chat_id, turn.incoming.message_id)
    if entry is not None and entry.kind is EntryKind.STAFF:
        case = turn.work.session.get_one(SupportCase, entry.case_id)
        change_copy(turn.post, edited, entry, case, _mark(turn, case))
