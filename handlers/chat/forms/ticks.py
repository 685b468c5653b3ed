"""What taps and typed words do to the ticks of a question of several answers.

Nothing is shown here: `handlers.chat.forms.tick_views` does. Each function looks at the stock for what it needs and no
more, so that a tick costs the same among five thousand options as among ten.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.sayings.form_words import Sign
from domain.words import Msg, Words, lines, listing
from handlers.chat.forms.form import Asking, ChooseMany
from handlers.chat.forms.places import is_all, pointed_out
from handlers.chat.forms.state import OpenForm
from handlers.chat.forms.stock import EVERYTHING, Shelf, Stock, Within, one_of_many
from handlers.chat.lists import PAGE
from handlers.chat.payloads import FormPress, FormVerb

MOST_NAMES = 40
"""Names in one message that are looked up; whoever pastes more is told which ones were left."""
_NAMES_END = re.compile(r"[,;\n]")
_SHORTEST_PART = 3
"""Letters that tick what alone has them in its name; fewer only search."""
_LONGEST_SEARCH = 100
_SEVERAL = Msg("There are several of them. Please tick those that you mean.")


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody's words do: the form as it stands now, and what there is to say about it."""

    state: OpenForm
    remark: Words | None = None


def ticked_of(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm) -> Collection[str]:
    """What is ticked, some of which may be gone."""
    return state.ticked if state.ticked is not None else question.ticked_at_first(asking)


def chosen(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm) -> list[str]:
    """What is ticked and still there: the answer."""
    return list(asking.stock(question).present(ticked_of(question, asking, state)))


def place(stock: Stock, state: OpenForm) -> Within | None:
    """Where in the stock the form stands; `None` before its shelves. What is no longer there is passed over."""
    if state.search and stock.count(found := Within(search=state.search)):
        return found
    shelves = stock.shelves()
    if sum(shelf.count for shelf in shelves) <= PAGE:
        return EVERYTHING
    if len(shelves) == 1:
        return Within(shelves[0].code)
    return Within(state.shelf) if state.shelf in {shelf.code for shelf in shelves} else None


def mark(within: Within, page: int) -> str:
    """Stands for what a message shows: “all of these” means what the person has read."""
    return hashlib.sha256(f"{within.shelf}|{within.search}|{page}".encode()).hexdigest()[:10]


def page_shown(state: OpenForm, count: int) -> int:
    """The page, from 0, that is shown of so many options."""
    return max(0, min(state.page, (count - 1) // PAGE))


def pressed(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, payload: FormPress) -> OpenForm | None:
    """The form after a tap; `None` where the button no longer means anything."""
    stock, value = asking.stock(question), payload.value
    match payload.verb:
        case FormVerb.TOGGLE if stock.present([value]):
            ticked = ticked_of(question, asking, state)
            changed = _without(ticked, [value]) if value in ticked else [*ticked, value]
            return replace(state, ticked=changed)
        case FormVerb.TICK | FormVerb.UNTICK:
            return _many(question, asking, state, payload)
        case FormVerb.OPEN_SHELF:
            return replace(state, shelf=value, search="", page=0)
        case FormVerb.TURN_PAGE if value.isdecimal():
            return replace(state, page=int(value))
        case FormVerb.SHOW_ALL:
            return replace(state, search="", page=0)
    return None


def _many(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, payload: FormPress) -> OpenForm | None:
    """All on a page, or all where the form stands, ticked or unticked."""
    stock = asking.stock(question)
    within = place(stock, state)
    kind, shown = payload.value[:1], payload.value[1:]
    if within is None or shown != mark(within, state.page):
        return None
    if kind == "p":
        page = page_shown(state, stock.count(within))
        values: Sequence[str] = [option.value for option in stock.page(within, PAGE, page * PAGE)]
    else:
        values = stock.values(within)
    ticked = _without(ticked_of(question, asking, state), values)
    return replace(state, ticked=[*ticked, *values] if payload.verb is FormVerb.TICK else ticked)


def _without(ticked: Collection[str], values: Sequence[str]) -> list[str]:
    left_out = set(values)
    return [value for value in ticked if value not in left_out]


def heard(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, text: str) -> Heard | None:
    """Typed words: a name ticks or unticks, several tick, a part of one searches. `None` where they are none of it."""
    stock = asking.stock(question)
    text = text.strip()
    if value := _named(stock, text):
        return _one(question, asking, state, value, text)
    if (placed := _placed(question, asking, state, text)) is not None:
        return placed
    names = list(dict.fromkeys(filter(None, (name.strip(" \t\r.") for name in _NAMES_END.split(text)))))
    if len(names) > 1 and (many := _heard_many(question, asking, state, names)) is not None:
        return many
    search = text[:_LONGEST_SEARCH].casefold()
    found = stock.page(Within(search=search), 2)
    if len(found) == 1 and len(search) >= _SHORTEST_PART:
        return _one(question, asking, state, found[0].value, found[0].label)
    if not found and (shelf := _shelf_called(question, asking, text)) is not None:
        return Heard(replace(state, shelf=shelf.code, search="", page=0), _SEVERAL)
    if not found or stock.count(Within(search=search)) == stock.count(EVERYTHING):
        return told_of(question, asking, state, text) if question.slot is None else None
    return Heard(replace(state, page=0, search=search))


def _shelf_called(question: ChooseMany[Any], asking: Asking[Any], text: str) -> Shelf | None:
    """The shelf that is called so, be it of one or of many, where nothing on it is clearly meant: “domain”, “Mails”."""
    turn, shelves = asking.turn, asking.stock(question).shelves()
    listed = turn.around.understanding.in_forms.listed(text)
    if len(listed) != 1 or listed[0][0] not in (None, Sign.ADDS) or turn.hears(text):
        return None
    renderer, key = turn.around.renderer, one_of_many(listed[0][1])
    return next(
        (
            shelf
            for shelf in shelves
            if shelf.count > 1 and key in {one_of_many(renderer.plain(shelf.name, each)) for each in renderer.languages}
        ),
        None,
    )


def _placed(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, text: str) -> Heard | None:
    """“Alle”, “den ersten und den dritten”, “nicht den zweiten”: of what the message shows."""
    stock = asking.stock(question)
    within = place(stock, state)
    if within is None:
        return None
    if is_all(asking.turn, text, stock.count(within)):
        return Heard(replace(state, ticked=_with(ticked_of(question, asking, state), stock.values(within))))
    shown = stock.page(within, PAGE, page_shown(state, stock.count(within)) * PAGE)
    found = pointed_out(asking.turn, text, shown)
    return _meant(question, asking, state, [(sign, option.value) for sign, option in found]) if found else None


def _meant(
    question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, meant: Sequence[tuple[Sign | None, str]]
) -> Heard:
    """Ticks and unticks as it was said."""
    only = any(sign is Sign.ONLY for sign, _ in meant)
    before = [] if only else _without(ticked_of(question, asking, state), [value for _, value in meant])
    wanted = [value for sign, value in meant if sign is not Sign.DROPS]
    return Heard(replace(state, ticked=_with(before, wanted), search="", page=0))


def _with(ticked: Collection[str], values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*ticked, *values]))


def told_of(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, text: str) -> Heard | None:
    """“Auch Domains und Hosting”, “ohne Hosting”: `None` unless all of it are names of options, or parts of them."""
    stock, meant = asking.stock(question), list[tuple[Sign | None, str]]()
    for sign, name in asking.turn.around.understanding.in_forms.listed(text)[:MOST_NAMES]:
        part = stock.page(Within(search=name.casefold()), 2) if len(name) >= _SHORTEST_PART else ()
        value = _named(stock, name) or (part[0].value if len(part) == 1 else None)
        if value is None:
            return None
        meant.append((sign, value))
    return _meant(question, asking, state, meant) if meant else None


def is_named(question: ChooseMany[Any], asking: Asking[Any], text: str) -> bool:
    """Whether the text is what an option is called."""
    return bool(_named(asking.stock(question), text.strip()))


def _named(stock: Stock, text: str) -> str | None:
    found = stock.called([text]).get(text.casefold(), ())
    return found[0] if len(found) == 1 else None


def _one(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, value: str, name: str | Words) -> Heard:
    """Ticks or unticks one option. Where its box may be on another shelf or page, it is said which one it was."""
    ticked = ticked_of(question, asking, state)
    was_ticked = value in ticked
    changed = replace(state, ticked=_without(ticked, [value]) if was_ticked else [*ticked, value])
    if place(asking.stock(question), state) == EVERYTHING:
        return Heard(changed)
    return Heard(
        changed,
        Msg("◻️ No longer ticked: {name}.", name=name) if was_ticked else Msg("☑️ Ticked: {names}.", names=name),
    )


def _heard_many(question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, names: Sequence[str]) -> Heard | None:
    """Ticks what each name means; says which ones mean nothing, or several. `None` where none means anything."""
    stock = asking.stock(question)
    called = stock.called(names[:MOST_NAMES])
    meant: dict[str, str] = {}
    unknown: list[str] = list(names[MOST_NAMES:])
    unclear: list[str] = []
    for name in names[:MOST_NAMES]:
        found = called.get(name.casefold(), ())
        if not found:
            part = stock.page(Within(search=name), 2) if len(name) >= _SHORTEST_PART else ()
            found = [option.value for option in part]
        if len(found) == 1:
            meant[found[0]] = name
        else:
            (unclear if found else unknown).append(name)
    if not meant:
        return None
    ticked = _without(ticked_of(question, asking, state), list(meant))
    remark = lines(
        Msg("☑️ Ticked: {names}.", names=listing(meant.values())),
        Msg("I did not find {names}.", names=listing(unknown[:PAGE])) if unknown else None,
        Msg("Several have {names} in their names: please type more of it.", names=listing(unclear[:PAGE]))
        if unclear
        else None,
    )
    return Heard(replace(state, ticked=[*ticked, *meant], search="", page=0), remark)
