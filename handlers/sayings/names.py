"""Whom and what a message names, of what this person may know: partners or clients, products, colleagues.

A client, and whoever has no organisation yet, may name any partner, as in the form that adds one; its own ones go first
where a part of a name fits several. A partner names its own clients, as far as the person reaches them (fact 41). Of
products and people, only those that the organisation has or manages can be named. Nothing else is looked for, so that
nobody learns from an answer that somebody exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.names.keys import search_name
from domain.organisations.client_codes import ClientCodeMistyped, read_client_code
from domain.sayings.names.left_out import without_denied
from domain.sayings.names.looking_up import keys, parts
from domain.sayings.names.mentions import Mentions
from domain.sayings.names.message import Message
from domain.sayings.names.named import Named, Names
from domain.sayings.names.ordinary import NameWords
from domain.sayings.names.unknown_names import could_be_name, is_said_as_name, names_nobody, strangers
from domain.sayings.parts import MOST_AROUND_STRANGERS
from domain.sayings.slots import Slot, Value, disjoint
from handlers.chat.turn import Turn
from handlers.sayings.by_kind import count_of_kind, not_found, with_kinds
from handlers.sayings.known import reached_here, seen_here
from services.organisations import CODE_BEGINS
from storage.clients.mentioned import clients_mentioned, products_mentioned
from storage.clients.seen import Seen
from storage.organisations.belongings import Belonging, own_belongings, with_people
from storage.organisations.mentioned import partners_mentioned
from storage.products import of_kinds
from storage.searching import ROOMS
from storage.tables import Organisation
from storage.work import Work

NOBODY = 0
"""No organisation has this id."""


def named(turn: Turn, text: str) -> Names:
    """Whom and what the text names, and where it may mean several.

    Two statements at most, beside those by which a partner's people know how far they reach, and one for what a client
    calls by its kind; none for a message of ordinary words.
    """
    message = _message(turn, text)
    others = list(_others(turn, message))
    mentions = Mentions(message)
    found = mentions.of(others)
    certain = (message.within(each.start, each.end) for each in found.values if each.certain)
    clear = {place for places in certain if not message.is_domain(places.start, places.stop) for place in places}
    meant = frozenset(value for each in found.values if isinstance(value := each.value, int))
    belongings = list(_belongings(turn, message, frozenset(clear), meant))
    names = with_kinds(turn, message, mentions.of([*others, *belongings]) if belongings else found)
    return replace(names, own=frozenset(each.id for each in others if each.own))


def wished(turn: Turn, text: str, found: Names) -> Names:
    """The same without products that are denied, which an answer to a form's question takes away: “nicht den Shop”."""
    return without_denied(_message(turn, text), found)


def put_together(work: Work) -> Iterator[Sequence[object]]:
    """Asks for nobody, in each way in which messages ask: the first to do so would wait for it, for milliseconds."""
    session, now = work.session, work.now
    for codes in ((), ("",)):
        yield partners_mentioned(session, ("",), codes, but=None, now=now)
    for room in ROOMS:
        letters = ("",) * room
        yield clients_mentioned(session, NOBODY, now, (), letters)
        if not letters:
            continue
        yield own_belongings(session, NOBODY, letters)
        yield of_kinds(session, NOBODY, ("",), 1)
        for clients in ((), (NOBODY,)):
            seen = Seen(NOBODY, now, (now.date(), now.date()))
            yield with_people(session, NOBODY, *products_mentioned(session, seen, letters, clients))


def _others(turn: Turn, message: Message) -> Iterator[Named]:
    """Partners, for a client; clients, for a partner: those whose names have something of the message."""
    own, session = turn.organisation, turn.work.session
    codes = [each.code for each in message.codes]
    if own is None or not own.is_partner:
        wanted = keys(message)
        of_partners = [code for code in codes if code.startswith(CODE_BEGINS)]
        if wanted or of_partners:
            but = None if own is None else own.id
            for partner in partners_mentioned(session, wanted, of_partners, but=but, now=turn.work.now):
                yield Named(Slot.OTHER, partner.id, partner.name, partner.searched, partner.own, code=partner.code)
        return
    letters = parts(message)
    ids = {number: code for code in codes if (number := _client_behind(code)) is not None}
    if letters or ids:
        among = reached_here(turn, own)
        for client in clients_mentioned(session, own.id, turn.work.now, among, letters, ids):
            yield Named(Slot.OTHER, client.id, client.name, client.searched, client.present, code=ids.get(client.id))


def _client_behind(code: str) -> int | None:
    """The id that is in a client's code."""
    try:
        return read_client_code(code)
    except ClientCodeMistyped:
        return None


def _belongings(turn: Turn, message: Message, known: frozenset[int], others: frozenset[int]) -> Iterator[Named]:
    """Products and colleagues; where clients are named, their products only. What is `known` is nothing else."""
    own = turn.organisation
    if own is None or not (letters := parts(message, known)):
        return
    for each in _found_belongings(turn, own, letters, others):
        if each.owner is None:
            yield Named(Slot.PERSON, each.id, each.name, search_name(each.name))
        else:
            yield Named(Slot.PRODUCT, each.id, each.name, each.searched or "")


def _found_belongings(
    turn: Turn, own: Organisation, letters: tuple[str, ...], others: frozenset[int]
) -> Sequence[Belonging]:
    session = turn.work.session
    if not own.is_partner:
        return own_belongings(session, own.id, letters)
    products, given = products_mentioned(session, seen_here(turn, own), letters, others)
    return with_people(session, own.id, products, given)


def unknown_products(turn: Turn, text: str, found: Names, values: Sequence[Value]) -> Iterator[Value]:
    """One's own things and addresses in the web that were not found, each in the place of its name: “das Intranet”.

    What may mean several has their number for its value: “die Domain”, of whoever has forty.
    """
    message = _message(turn, text)
    things = {(each.first, each.last): count_of_kind(turn, message, each) for each in not_found(message, found)}
    unclear = {(each.start, each.end): len(each.candidates) for each in found.unclear if each.slot is Slot.PRODUCT}
    for first, last in {*things, *message.domains}:
        start, end = message.words[first].start, message.words[last - 1].end
        if not text[:start].endswith("@") and all(end <= each.start or each.end <= start for each in values):
            unclear.setdefault((start, end), things.get((first, last), 0))
    for (start, end), count in sorted(unclear.items()):
        yield Value(start, end, Slot.PRODUCT, count or None)


def unknown_name(turn: Turn, text: str, found: Names) -> tuple[int, int] | None:
    """The characters that could be the name of somebody who was not found: a code, quoted or capitalised words."""
    return could_be_name(_message(turn, text), _taken(found))


def unknown_names(turn: Turn, text: str, found: Names) -> tuple[Value, ...]:
    """Others that may be named and were not found, each in the place of its name; none where one was."""
    if Slot.OTHER in {value.slot for value in found.values} | {each.slot for each in found.unclear}:
        return ()
    return tuple(Value(*place, Slot.OTHER, None) for place in strangers(_message(turn, text), _taken(found)))


def is_of_nobody(turn: Turn, text: str, found: Names) -> bool:
    """Whether a message names but somebody who is not here, and so nobody who was spoken of before."""
    if Slot.OTHER in {value.slot for value in found.values} | {each.slot for each in found.unclear}:
        return False
    return names_nobody(_message(turn, text), _taken(found))


def named_nobody(turn: Turn, text: str, found: Names) -> tuple[Value, ...]:
    """Those of them that are said as names: “wer zahlt bei Webfuchs?”, but not “wer zahlt die Garage?”."""
    message = _message(turn, text)
    return tuple(each for each in unknown_names(turn, text, found) if is_said_as_name(message, (each.start, each.end)))


def put_right(turn: Turn, text: str, found: Names, day: dt.date) -> tuple[str, tuple[int, int] | None]:
    """The text with somebody unknown in the place of whom they put right, and its characters in it: “Alpweb, nein,
    Zorbax” is about Zorbax.
    """
    unclear = (Value(each.start, each.end, each.slot, None) for each in found.unclear)
    names = disjoint((*found.values, *unclear))
    if all(name.slot is not Slot.OTHER for name in names):
        return text, None
    values = turn.around.understanding.values

    def unknown() -> Iterator[Value]:
        message = _message(turn, text)
        taken = [(value.start, value.end) for value in (*names, *values.found(text, day, names))]
        likely = could_be_name(message, taken)
        is_short = len(message.words) <= MOST_AROUND_STRANGERS
        places = strangers(message, taken) if is_short else () if likely is None else (likely,)
        yield from (Value(*place, Slot.OTHER, None) for place in places)

    return values.with_strangers(text, names, unknown()) or (text, None)


def _message(turn: Turn, text: str) -> Message:
    """The text as it is looked through for names, which is done once in a turn."""
    return turn.once(_looked_through, text, turn.around.understanding.name_words)


def _looked_through(_: Work, text: str, words: NameWords) -> Message:
    return Message(text, words)


def _taken(found: Names) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found.values] + [(each.start, each.end) for each in found.unclear]
