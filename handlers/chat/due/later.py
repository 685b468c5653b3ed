"""“⏰ Later”: a card that waits for somebody comes again tomorrow or next week, at nine, if it still waits then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from domain import daytime
from domain.words import Local, Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, in_room, on
from handlers.chat.due.holding import happened_since
from handlers.chat.due.kinds import DueKind, Recalled, Shown, ShownAgain
from handlers.chat.due.summing_up import first_words
from handlers.chat.notices import ByMail, Notice, Room, headed
from handlers.chat.payloads import Go, Later, PutOff, RemindMe
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Surroundings, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import ShowPartnership
from services.people.timezone import zone_of
from storage.people import in_several_organisations
from storage.runtime.due import DueRow, NewDue, put
from storage.runtime.outbox import Priority
from storage.support import support_group
from storage.tables import Person
from storage.work import Work

LATER = "later"
_NO_LONGER = Msg("This does not wait for you any more. /menu shows what I can do.")
_MOMENTS = {Later.TOMORROW: daytime.tomorrow, Later.NEXT_WEEK: daytime.next_week}


def later_button(what: str, number: int) -> Button:
    """The button under a card that somebody may put off."""
    return Button(Msg("⏰ Later"), PutOff(what, number))


def show_now(what: str, number: int) -> Button:
    """The button that shows a card before its time."""
    return Button(Msg("👀 Show"), RemindMe(what, number, Later.NOT))


def cards_put_off(chapters: Iterable[Chapter]) -> Chapter:
    """What the desk's chapters bring for the cards that people can put off. Raises `ValueError` for a code twice."""
    kinds: dict[str, ShownAgain] = {}
    for shown in (each for chapter in chapters for each in chapter.shown_again):
        if shown.code in kinds:
            raise ValueError(f"two kinds of cards to put off have the code {shown.code}")
        kinds[shown.code] = shown
    return Chapter(
        routes=(
            on(PutOff, lambda turn, payload: _ask(turn, payload, kinds)),
            on(RemindMe, lambda turn, payload: _put_off(turn, payload, kinds)),
        ),
        room_routes=(
            in_room(PutOff, lambda turn, payload: _ask_room(turn, payload, kinds)),
            in_room(RemindMe, lambda turn, payload: _put_off_in_room(turn, payload, kinds)),
        ),
        due=(DueKind(LATER, lambda work, around, rows: _come_again(work, around, rows, kinds)),),
    )


def _ask(turn: Turn, payload: PutOff, kinds: Mapping[str, ShownAgain]) -> None:
    shown = _shown(turn, payload.what, payload.number, kinds)
    if shown is None:
        turn.retire_buttons()
        turn.say(_NO_LONGER, (MENU,))
    else:
        turn.show(replace(_headed(turn, shown), rows=_choices(payload)))


def _choices(payload: PutOff) -> tuple[Row, ...]:
    what, number = payload.what, payload.number
    return (
        (Button(Msg("⏰ Remind me tomorrow"), RemindMe(what, number, Later.TOMORROW)),),
        (Button(Msg("⏰ Remind me next week"), RemindMe(what, number, Later.NEXT_WEEK)),),
        (Button(Msg("◀️ Back"), RemindMe(what, number, Later.NOT)),),
    )


def _put_off(turn: Turn, payload: RemindMe, kinds: Mapping[str, ShownAgain]) -> None:
    shown = _shown(turn, payload.what, payload.number, kinds)
    if shown is None:
        turn.retire_buttons()
        turn.say(_NO_LONGER, (MENU,))
        return
    view, moment = _headed(turn, shown), _MOMENTS.get(payload.when)
    if moment is None:
        turn.show(view)
        return
    person, work = turn.person, turn.work
    zone = zone_of(turn.around.programme, person)
    due_at = moment(work.now, zone)
    content = {"what": payload.what, "number": payload.number}
    row = NewDue(LATER, _mark(payload, person.id), due_at, content, person.id, shown.partnership_id)
    put(work.session, [row], work.now)
    turn.show(_said(view, Msg("⏰ <b>I remind you on {moment}.</b>", moment=Local(due_at, zone))))


def _shown(turn: Turn, what: str, number: int, kinds: Mapping[str, ShownAgain]) -> Shown | None:
    show = kinds[what].show if what in kinds else None
    return None if show is None else show(turn.work, turn.around, turn.person, number)


def _headed(turn: Turn, shown: Shown) -> View:
    several = in_several_organisations(turn.work.session, {turn.person.id})
    return headed(shown.view, shown.concerning if turn.person.id in several else None)


def _mark(payload: RemindMe, whose: int) -> str:
    return f"{payload.what}:{payload.number}:{whose}"


def _said(view: View, words: Words) -> View:
    return replace(view, words=paragraphs(words, view.words))


def _ask_room(turn: RoomTurn, payload: PutOff, kinds: Mapping[str, ShownAgain]) -> None:
    _in_room(turn, payload.what, payload.number, kinds, lambda view: replace(view, rows=_choices(payload)))


def _put_off_in_room(turn: RoomTurn, payload: RemindMe, kinds: Mapping[str, ShownAgain]) -> None:
    """Support's group is reminded by support's clock, when somebody is there."""

    def then(view: View) -> View:
        moment = _MOMENTS.get(payload.when)
        if moment is None:
            return view
        hours, work = turn.around.programme.support_hours, turn.work
        due_at = hours.next_opening(moment(work.now, hours.timezone))
        content = {"what": payload.what, "number": payload.number, "by": turn.who.name}
        put(work.session, [NewDue(LATER, _mark(payload, turn.chat_id), due_at, content)], work.now)
        turn.whisper(Msg("⏰ The card comes again on {moment}.", moment=Local(due_at, hours.timezone)))
        return view

    _in_room(turn, payload.what, payload.number, kinds, then)


def _in_room(
    turn: RoomTurn, what: str, number: int, kinds: Mapping[str, ShownAgain], then: Callable[[View], View]
) -> None:
    show = kinds[what].in_room if what in kinds else None
    view = None if show is None else show(turn.work, turn.around, number)
    if view is None:
        turn.whisper(Msg("This does not wait any more."))
    else:
        turn.show(then(view))


def _come_again(
    work: Work, around: Surroundings, rows: Sequence[DueRow], kinds: Mapping[str, ShownAgain]
) -> Iterator[Recalled]:
    group = support_group(work.session) if any(row.person_id is None for row in rows) else None
    for row in rows:
        what, number = str(row.content["what"]), int(str(row.content["number"]))
        shown = kinds.get(what)
        if shown is None:
            continue
        if row.person_id is None:
            view = shown.in_room(work, around, number) if shown.in_room is not None and group is not None else None
            if view is not None and group is not None:
                by = Msg("⏰ <b>{name} wanted to come back to this.</b>", name=str(row.content["by"]))
                yield Recalled(row, Notice(Room(group.chat_id, group.language), _said(view, by)))
            continue
        person = work.session.get_one(Person, row.person_id)
        card = shown.show(work, around, person, number) if shown.show is not None else None
        if card is not None and not happened_since(card.settled_at, row.made_at):
            view = _said(card.view, Msg("⏰ <b>You asked me to remind you.</b>"))
            about = card.partnership_id
            opens = ByMail(opens=Go("waiting") if about is None else ShowPartnership(about))
            notice = Notice(person, view, card.concerning, Priority.REMINDER, opens)
            yield Recalled(row, notice, first_words(card.view.words), show_now(what, number))
