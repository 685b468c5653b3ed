"""Support's commands at the provider's desk: who somebody is, what there is, how it stands; to verify, and to freeze.

They do what the commands of the same names do on the command line, by the same services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.words import Msg, paragraphs
from handlers.chat.chapters import Chapter, in_room
from handlers.chat.room_turn import RoomTurn
from handlers.chat.views import View
from handlers.support.files import file_view
from handlers.support.found import hits_view
from handlers.support.group_turn import GroupCommand, GroupTurn
from handlers.support.payloads import LookAt
from services.staff import freezing
from services.staff.clerks import Clerk, Standing
from services.staff.files import file_of, open_file
from services.staff.finding import CALLED, Hit, Kind, NothingToFind, find, nothing_found, only_one
from storage.people import person_by_telegram_id
from storage.tables import Organisation, Staff


def _who(turn: GroupTurn, who: Staff) -> None:
    """Whom the reply or the number means; in the topic of a case, its person."""
    clerk, meant = Clerk.of_support(who), turn.incoming.replied_to
    if turn.argument:
        hit = _person(turn, clerk)
        file = file_of(turn.work, clerk, Kind.PERSON, hit.id)
    elif meant is not None and (person := person_by_telegram_id(turn.work.session, meant.telegram_id)) is not None:
        file = file_of(turn.work, clerk, Kind.PERSON, person.id)
    elif meant is not None:
        turn.say(Msg("{name} has never written to me in private.", name=meant.first_name))
        return
    elif turn.case is not None:
        file = file_of(turn.work, clerk, Kind.PERSON, turn.case.person_id)
    else:
        turn.say(
            Msg(
                "Write whom you mean behind the command: a first name, an e-mail address or a number in Telegram; or "
                "reply with it to a message of theirs."
            )
        )
        return
    turn.show(file_view(turn.work, file))


def _person(turn: GroupTurn, clerk: Clerk) -> Hit:
    people = [hit for hit in find(turn.work, clerk, turn.argument) if hit.kind is Kind.PERSON]
    if not people:
        raise nothing_found(turn.argument)
    if len(people) > 1:
        raise NothingToFind(Msg("Several people are called so: /find {name} lists them.", name=turn.argument))
    return people[0]


def _find(turn: GroupTurn, who: Staff) -> None:
    hits = find(turn.work, Clerk.of_support(who), turn.argument)
    if not hits:
        raise nothing_found(turn.argument)
    turn.show(hits_view(hits))


def _card(turn: GroupTurn, who: Staff) -> None:
    clerk = Clerk.of_support(who)
    hits = find(turn.work, clerk, turn.argument)
    if not hits:
        raise nothing_found(turn.argument)
    if len(hits) > 1:
        turn.show(hits_view(hits))
    else:
        turn.show(file_view(turn.work, open_file(turn.work, clerk, hits[0])))


def _about(turn: GroupTurn, clerk: Clerk, name: str) -> tuple[int, str]:
    """Which organisation the command names, by a number or code, and the reason behind it. Raises `Refused`."""
    first, _, rest = turn.argument.partition(" ")
    if first.lower() in CALLED:
        number, _, rest = rest.strip().partition(" ")
        first = f"{first} {number}"
    if not rest.strip():
        raise freezing.ReasonNeeded(
            Msg("Write the code, and why: /{name} P-7K2M9Q the register has another name", name=name)
        )
    hit = only_one(turn.work, clerk, first)
    if hit.kind is not Kind.ORGANISATION:
        raise NothingToFind(Msg("Only organisations are verified and frozen, with all that is theirs."))
    return hit.id, freezing.read_reason(rest)


def _verify(turn: GroupTurn, who: Staff) -> None:
    clerk = Clerk.of_support(who)
    number, reason = _about(turn, clerk, "verify")
    _say_done(turn, clerk, freezing.verify(turn.work, turn.around.programme, clerk, number, reason))


def _freeze(turn: GroupTurn, who: Staff) -> None:
    clerk = Clerk.of_support(who)
    number, reason = _about(turn, clerk, "freeze")
    _say_done(turn, clerk, freezing.freeze(turn.work, clerk, number, reason))


def _unfreeze(turn: GroupTurn, who: Staff) -> None:
    clerk = Clerk.of_support(who)
    number, reason = _about(turn, clerk, "unfreeze")
    _say_done(turn, clerk, freezing.unfreeze(turn.work, clerk, number, reason))


def _say_done(turn: GroupTurn, clerk: Clerk, organisation: Organisation) -> None:
    """With the file as it is now; its people are told by the desk."""
    action = turn.work.action
    view = file_view(turn.work, file_of(turn.work, clerk, Kind.ORGANISATION, organisation.id))
    turn.work.action = action
    turn.show(View(paragraphs(Msg("✔️ Done. Its people are told; they do not read why."), view.words), view.rows))


def _look(turn: RoomTurn, payload: LookAt) -> None:
    clerk = Clerk(turn.who.name, Standing.SUPPORT)
    turn.show(file_view(turn.work, file_of(turn.work, clerk, payload.kind, payload.number)))


def _command(what: Msg, does: Callable[[GroupTurn, Staff], None]) -> GroupCommand:
    return GroupCommand(what, anywhere=does)


LOOKING: Mapping[str, GroupCommand] = {
    "who": _command(Msg("says who somebody is: the person of the case, of the message you reply to, or a name"), _who),
    "find": _command(Msg("finds by a name, code, domain, product, number or e-mail address"), _find),
    "card": _command(Msg("shows how an organisation, partnership or request stands, and what was done"), _card),
    "verify": _command(Msg("for leads, with a code and why: the organisation is verified"), _verify),
    "freeze": _command(Msg("with a code and why: nothing is decided in the organisation’s name"), _freeze),
    "unfreeze": _command(Msg("for leads, with a code and why: takes that back"), _unfreeze),
}
CHAPTER = Chapter(room_routes=(in_room(LookAt, _look),))
