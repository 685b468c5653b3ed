"""Where a person's clock stands: reminders come by day, and “tomorrow at nine” is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.daytime import DAY_BEGINS, DAY_ENDS
from domain.words import Local, Msg, Words, paragraphs
from domain.zones import offered_zones, place_of, read_zone
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.home.payloads import OtherTimezone, SetTimezone
from services.people.timezone import guessed_zone, set_timezone, zone_of

MOST_OFFERED = 4
_OTHER = Button(Msg("🌍 Another place"), OtherTimezone())


def _timezone(turn: Turn) -> None:
    """What is typed behind the command is taken at once."""
    if turn.argument:
        set_timezone(turn.work, turn.person, read_zone(turn.argument))
    turn.show(_settings(turn))


def _settings(turn: Turn) -> View:
    person, programme = turn.person, turn.around.programme
    zone = zone_of(programme, person)
    words = paragraphs(
        Msg("<b>Your clock: {city}</b>, where it is {moment} now.", city=place_of(str(zone)), moment=_now(turn)),
        Msg(
            "Reminders come between {begin} and {end} by this clock; what concerns a contract comes at once.",
            begin=f"{DAY_BEGINS:%H:%M}",
            end=f"{DAY_ENDS:%H:%M}",
        ),
        None if person.timezone is not None else Msg("I have guessed it. If it is not right, tap another place."),
    )
    return View(words, (*_offered(turn), (_OTHER, MENU)))


def _now(turn: Turn) -> Local:
    return Local(turn.work.now, zone_of(turn.around.programme, turn.person))


def _offered(turn: Turn) -> list[Row]:
    present = str(zone_of(turn.around.programme, turn.person))
    return [
        (
            Button(
                Msg("{mark} {city}", mark="☑️" if zone == present else "◻️", city=place_of(zone)),
                SetTimezone(zone),
            ),
        )
        for zone in _zones(turn)
    ]


def _zones(turn: Turn) -> Sequence[str]:
    """Those of the organisation's country, the programme's, and the one that the person has chosen."""
    organisation, chosen = turn.organisation, turn.person.timezone
    own = offered_zones(
        None if organisation is None else organisation.country,
        str(turn.around.programme.support_hours.timezone),
        MOST_OFFERED,
    )
    return own if chosen is None or chosen in own else [chosen, *own[: MOST_OFFERED - 1]]


def _set(turn: Turn, payload: SetTimezone) -> None:
    zone = payload.zone if payload.zone != guessed_zone(turn.person) else None
    set_timezone(turn.work, turn.person, zone or None)
    turn.show(_settings(turn))


@dataclass(frozen=True)
class Draft:
    """The zone that is meant, as the IANA names it."""

    zone: str | None = None


def _where(_asking: Asking[Draft]) -> Words:
    return Msg("<b>Where are you?</b> Please type a large city nearby, or the country.")


def _proposed(asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(zone, place_of(zone)) for zone in _zones(asking.turn)]


def _finish(turn: Turn, draft: Draft) -> View:
    set_timezone(turn.work, turn.person, answered(draft.zone))
    return _settings(turn)


TIMEZONE: Form[Draft] = Form(
    name="timezone",
    title=Msg("Set your clock"),
    draft=Draft,
    questions=(
        Ask(
            name="zone",
            label=Msg("Place"),
            say=_where,
            read=lambda _asking, text: read_zone(text),
            options=_proposed,
            unmistakable=True,
        ),
    ),
    finish=_finish,
)

CHAPTER = Chapter(
    commands=(ChatCommand("timezone", _timezone, Msg("Your clock, for reminders")),),
    routes=(on(SetTimezone, _set), on(OtherTimezone, lambda turn, _payload: open_form(turn, TIMEZONE))),
    forms=(TIMEZONE,),
)
