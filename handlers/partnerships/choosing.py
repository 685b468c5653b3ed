"""Which partner: the question, whom it offers, and who answers to what is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import escape
from sqlalchemy.orm import Session

from domain.names.addresses import read_address
from domain.names.reading import LONGEST
from domain.sayings.slots import Slot
from domain.words import Literal, Msg, Refused, Words, paragraphs
from handlers.chat.forms.form import Asking, D
from handlers.chat.forms.stock import Option
from handlers.chat.views import Button, Row
from handlers.organisations.acting import may
from handlers.partner_invitations.payloads import INVITED_NAME, InvitePartner
from services.organisations import CODE_BEGINS
from services.rights import Act, own_organisation
from storage.organisations.by_name import Answer, Match, partners_by_name
from storage.organisations.partners import partner_by_code, partners, partners_by_email, partners_with_ids
from storage.tables import Organisation
from storage.work import Work

MOST_OFFERED = 6
"""Partners offered as buttons; others are found by name, code or e-mail address."""


class NoPartners(Refused):
    """Nobody can be asked yet."""

    def __init__(self) -> None:
        super().__init__(Msg("There are no partners in the programme yet."))


class WhichPartner(Refused):
    """Several partners answer to the name, or none does and others come near; those are proposed.

    Where none does, `unknown` is what was typed: the partner may not be here.
    """

    def __init__(self, reason: Words, proposals: Sequence[str] = (), *, unknown: str | None = None) -> None:
        super().__init__(reason, proposals)
        self.unknown = unknown


def which_partner(_asking: Asking[D]) -> Words:
    """The question."""
    return paragraphs(
        Msg("<b>Which partner would you like to add?</b>"),
        Msg(
            "Tap one, or type its name, its partner code or its e-mail address. A part of the name is enough; "
            "a code looks like P-7K2M9Q."
        ),
    )


def offered_partners(asking: Asking[D]) -> Sequence[Option]:
    """The first partners by name, while nothing is typed. Raises `NoPartners`."""
    own = own_organisation(asking.turn.person)
    found = partners(asking.turn.work.session, but=own.id, limit=MOST_OFFERED)
    if not found:
        raise NoPartners
    return _options(found)


def proposed_partners(asking: Asking[D], answers: Sequence[str]) -> Sequence[Option]:
    """The partners with those ids, in their order."""
    found = {partner.id: partner for partner in partners_with_ids(asking.turn.work.session, map(int, answers))}
    return _options([found[int(answer)] for answer in answers if int(answer) in found])


def _options(found: Sequence[Organisation]) -> list[Option]:
    """The partners to tap; where several have the same name, the code tells them apart."""
    times = Counter(partner.name for partner in found)
    labels = [
        partner.name if times[partner.name] == 1 else f"{partner.name} ({partner.partner_code})" for partner in found
    ]
    return [Option(str(partner.id), Literal(str(escape(label)))) for partner, label in zip(found, labels, strict=True)]


def read_partner(asking: Asking[D], text: str) -> int:
    """The id of the one partner that is called so, or has that code or e-mail address (fact 39).

    Raises `WhichPartner` with those that may be meant, or `NoPartners`.
    """
    session = asking.turn.work.session
    own = own_organisation(asking.turn.person)
    text = " ".join(text.split())
    if text[:2].upper() == CODE_BEGINS:
        by_code = partner_by_code(session, text.upper())
        if by_code is not None and by_code.id != own.id:
            return by_code.id
    if (address := read_address(text)) is not None:
        return _with_address(session, address, own.id)
    answer = asking.turn.once(_by_name, text, own.id)
    if not answer.partners:
        raise NoPartners
    first, *others = answer.partners
    if answer.match is Match.FOUND and not others:
        return first.id
    if len(named := _named(asking, text)) > 1:
        raise WhichPartner(Msg("One partner at a time: which one first? Add the other one after that."), named)
    unknown = text[:LONGEST] if answer.match is Match.CLOSEST else None
    raise WhichPartner(_why_unclear(answer, text[:60]), [str(one.id) for one in answer.partners], unknown=unknown)


def _named(asking: Asking[D], text: str) -> Sequence[str]:
    """The ids of all partners that are named in the text, in their order."""
    found = [value.value for value in asking.turn.hears(text) if value.slot is Slot.OTHER]
    return [str(one) for one in dict.fromkeys(found) if isinstance(one, int)]


def is_partners_name(asking: Asking[D], text: str) -> bool:
    """Whether one partner is called exactly so, whatever else the text could be: some are called “Merci” or “Stop!”."""
    text = " ".join(text.split())
    answer = asking.turn.once(_by_name, text, own_organisation(asking.turn.person).id)
    if answer.match is not Match.FOUND or len(answer.partners) != 1:
        return False
    return answer.partners[0].name.casefold() == text.casefold()


def _by_name(work: Work, text: str, own: int) -> Answer:
    return partners_by_name(work.session, text, but=own, limit=MOST_OFFERED)


def take_partner(asking: Asking[D], said: str) -> int:
    """The id of a partner that was named in a message: by its id where it was known, or as somebody typed it. Raises
    `WhichPartner` where it is none.
    """
    if not said.isdecimal():
        return read_partner(asking, said)
    found = partners_with_ids(asking.turn.work.session, [int(said)])
    if not found or found[0].id == own_organisation(asking.turn.person).id:
        raise WhichPartner(Msg("That is no partner that you could add. Tap one, or type its name or code."))
    return found[0].id


def partner_named(asking: Asking[D], answer: object) -> str | None:
    """What the partner with this id is called."""
    organisation = asking.turn.work.session.get(Organisation, int(str(answer)))
    return None if organisation is None else organisation.name


def ways_to_invite(asking: Asking[D], refused: Refused) -> tuple[Row, ...]:
    """Who is not found may not be here: whoever may, invites them under the name, or at the address, just typed."""
    if not isinstance(refused, WhichPartner) or refused.unknown is None or not may(asking.turn, Act.INVITE_PARTNER):
        return ()
    standing = asking.turn.standing
    standing.state = standing.state | {INVITED_NAME: refused.unknown}
    return ((Button(Msg("✉️ It is not here: invite it"), InvitePartner()),),)


def _with_address(session: Session, address: str, own: int) -> int:
    """The id of the one partner with this address, which nobody is shown. Raises `WhichPartner`."""
    found = partners_by_email(session, address, but=own, limit=MOST_OFFERED)
    if len(found) == 1:
        return found[0].id
    if found:
        raise WhichPartner(
            Msg("Several partners have this address. Which one do you mean?"), [str(partner.id) for partner in found]
        )
    raise WhichPartner(
        Msg("I know no partner with this e-mail address. Please try its name, or ask it for its partner code."),
        unknown=address,
    )


def _why_unclear(answer: Answer, typed: str) -> Msg:
    match answer.match:
        case Match.FOUND:
            return Msg("Several partners match that. Tap one, or type more of the name, or the code.")
        case Match.MEANT if len(answer.partners) == 1:
            return Msg(
                "I do not know a partner called “{name}”. Did you mean {partner}?",
                name=typed,
                partner=answer.partners[0].name,
            )
        case Match.MEANT:
            return Msg("I do not know a partner called “{name}”. Did you mean one of these?", name=typed)
        case Match.CLOSEST:
            return Msg(
                "I do not know a partner called “{name}”. The names below come closest. If it is none of them, "
                "type a part of its official name, its e-mail address, or its partner code, which looks like P-7K2M9Q.",
                name=typed,
            )
