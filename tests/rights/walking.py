"""Walks through the desk's forms: how each is opened, what is answered to its questions, and where it then stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from handlers.applications.payloads import AnswerAboutApplication
from handlers.care.payloads import NameTeam
from handlers.chat.forms.form import AnyForm, ChooseMany, Form, Question
from handlers.chat.forms.state import OpenForm, forms_in
from handlers.chat.packing import Codec, Payload, pack
from handlers.chat.payloads import FormPress, FormVerb
from handlers.clients.payloads import WriteNote
from handlers.directory.payloads import AnswerVisitor, AskPartner, SearchInWords, WriteEntry
from handlers.home.payloads import OtherTimezone
from handlers.mail.payloads import EnterAddress
from handlers.partner_invitations.payloads import InvitePartner
from handlers.partnerships import payloads as partnerships
from handlers.tenders import offer_payloads as offers
from handlers.tenders import payloads as tenders
from handlers.tenders.payloads import SubscribeTenders
from handlers.vat.payloads import EnterVat
from handlers.verification.payloads import AnswerSupport, AskToVerify, ClaimAccess, ClaimDispute
from storage.tables import Conversation
from tests.rights.judging import Somebody
from tests.rights.matrix import named_by, variants
from tests.rights.playing import Outcome, Player

OPENINGS: Mapping[str, str | type[Payload] | Payload] = {
    "add_partner": "/addpartner",
    "add_product": "/addproduct",
    "answer_about_application": AnswerAboutApplication,
    "answer_about_tender": offers.AnswerQuestion,
    "answer_partner": partnerships.AnswerPartner,
    "answer_support": AnswerSupport,
    "answer_visitor": AnswerVisitor,
    "apply": "/becomepartner",
    "ask_about_tender": offers.AskAboutTender,
    "ask_client": partnerships.AskClient,
    "ask_client_access": "/askclient",
    "ask_entry": AskPartner,
    "ask_for_access": ClaimAccess("CH", "CHE-000.000.001"),
    "become_company": "/company",
    "change_products": partnerships.ChangeProducts,
    "change_tender": tenders.ChangeTender,
    "client_note": WriteNote,
    "counter": partnerships.CounterRequest,
    "decline": partnerships.DeclineRequest,
    "dictated_note": "note about Bergbahn: they are closed in January",
    "dispute": ClaimDispute("CH", "CHE-000.000.001"),
    "email": EnterAddress,
    "end_partnership": partnerships.EndPartnership,
    "enter_vat": EnterVat,
    "extend_tender": tenders.ExtendTender,
    "find_partner": SearchInWords,
    "forget": "/forget",
    "invite_partner": InvitePartner,
    "last_day": partnerships.ChooseLastDay,
    "name_team": NameTeam,
    "offer_for_tender": offers.MakeOffer,
    "other_access": partnerships.ChangeAccess,
    "publish_tender": "/newtender",
    "register": "/register",
    "report_tender": tenders.ReportTender,
    "subscribe_tenders": SubscribeTenders,
    "timezone": OtherTimezone,
    "verify": AskToVerify,
    "write_entry": WriteEntry,
}
"""A command, something that is said, a button as it is, or a kind of button on a record of one's own."""
TYPED: Mapping[str, str] = {
    "address": "mia@shop.example",
    "answer": "The agency did.",
    "by_when": "31.3.2027",
    "certificates": "ISO 27001",
    "client": "Bergbahn",
    "find_partner.words": "somebody for Shopware in Bern",
    "day": "31.3.2027",
    "name": "Talwerk",
    "number": "DE 123456788",
    "places": "Bern",
    "price": "1000",
    "question": "Who builds it?",
    "reason": "It is not true.",
    "register_number": "Amtsgericht München HRB 123456",
    "skills": "Shopware",
    "statement": "I sign for it.",
    "subject": "A new shop",
    "text": "We do all that you need, and we do it by the end of May.",
    "value": "3000",
    "wanted": "A shop with a hundred products, in two languages, with invoices.",
    "website": "shop.example",
    "who": "Mia, a baker",
    "words": "How much does it cost?",
    "yearly_value": "240",
}
"""What is written where nothing can be tapped, by the question's name, or the form's and the question's."""
LONGEST_WALK = 25
_NAME = re.compile("<code>([^<]*)</code>")
_DATA = re.compile(r"'callback_data': '([^']*)'")
_CODEC = Codec((FormPress,))


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody stands in a form: at a `question`, or in the review without one; what was `said` last."""

    form: AnyForm
    state: OpenForm
    question: Question[Any] | None
    said: Outcome

    def press(self, verb: FormVerb, value: str = "") -> str:
        """A tap at this place."""
        return pack(FormPress(self.state.serial, verb, self.asked, value))

    @property
    def is_first(self) -> bool:
        """Whether nothing is answered yet that was asked here."""
        return all(each.name not in self.state.answers for each in self.form.questions)

    @property
    def is_last(self) -> bool:
        """Whether the next answer finishes the form."""
        if self.form.review is not None:
            return self.question is None
        return self.question is self.form.needed(self.form.filled(self.state.answers))[-1]

    @property
    def asked(self) -> str:
        """What buttons call this place."""
        return self.question.name if self.question is not None else "review"

    def offered(self, verb: FormVerb) -> list[str]:
        """Of the buttons that were shown, the data of those that do this here, beginning with the last message."""
        found = []
        for data in (each for said in reversed(self.said.seen) for each in _DATA.findall(said)):
            payload = _CODEC.unpack(data)
            here = (self.state.serial, verb, self.asked)
            if isinstance(payload, FormPress) and (payload.serial, payload.verb, payload.question) == here:
                found.append(data)
        return found

    def values(self) -> set[str]:
        """What can be tapped as an answer, or ticked."""
        presses = map(_CODEC.unpack, (*self.offered(FormVerb.ANSWER), *self.offered(FormVerb.TOGGLE)))
        return {each.value for each in presses if isinstance(each, FormPress)}

    def next(self) -> str | None:
        """What brings somebody on from here, with answers of their own: a tap, or words. `None` where nothing does."""
        if self.question is None and self.form.name == "change_tender" and not self.is_changed:
            return self.press(FormVerb.CHANGE, "subject")
        if self.question is None:
            return next(iter(self.offered(FormVerb.FINISH)), None)
        if isinstance(self.question, ChooseMany):
            untouched = self.state.ticked is None and self.form.name == "change_products"
            done = self.offered(FormVerb.DONE) if not untouched else []
            return next(iter((*done, *self.offered(FormVerb.TOGGLE), *self.offered(FormVerb.OPEN_SHELF))), None)
        if (name := _NAME.search(self.said.seen[-1])) is not None and self.form.name == "end_partnership":
            return name[1]
        typed = TYPED.get(f"{self.form.name}.{self.question.name}", TYPED.get(self.question.name))
        offered = self.offered(FormVerb.ANSWER) if self.form.name != "change_tender" else []
        return next(iter(offered), typed)

    @property
    def is_changed(self) -> bool:
        """Whether a tender, which is changed beginning with the review, reads otherwise by now."""
        return self.state.answers.get("subject") == TYPED["subject"]


class Walker:
    """Opens forms and looks where they stand, at the player's desk; inside the player's scenes."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def opens(self, who: Somebody, opening: str) -> Outcome:
        """A command, something that is said, or a button's data."""
        is_written = opening[0] == "/" or " " in opening
        return self._player.writes(who.number, opening) if is_written else self._player.taps(who.number, opening)

    def answers(self, who: Somebody, answer: str) -> Outcome:
        """A tap in a form, or words."""
        return self._player.taps(who.number, answer) if answer[:2] == "f:" else self._player.writes(who.number, answer)

    def opening(self, name: str, who: Somebody) -> str | None:
        """How this person opens the form; `None` where they cannot."""
        for each in islice(_tries(OPENINGS[name], who), 60):
            with self._player.units.attempt():
                said = self.opens(who, each)
                here = self.look(name, who, said)
                if here is not None:
                    return each
        return None

    def look(self, name: str, who: Somebody, said: Outcome) -> Here | None:
        """Where the person stands in this form, if that is the open one."""
        desk = self._player.desk
        with self._player.units.begin("cli") as work:
            found = work.session.get(Conversation, who.number)
            state = None if found is None else forms_in(found.state, desk.forms).open
        if state is None or state.form != name:
            return None
        form = desk.forms[name]
        assert isinstance(form, Form)
        return Here(form, state, form.next_question(form.filled(state.answers)), said)


def _tries(opening: str | type[Payload] | Payload, who: Somebody) -> Iterator[str]:
    if isinstance(opening, str):
        yield opening
        return
    for payload in [opening] if isinstance(opening, Payload) else variants(opening):
        records = named_by(payload)
        numbers = [sorted(who.reach.numbers(record)) for record in records.values()]
        for chosen in product(*numbers):
            yield pack(replace(payload, **dict(zip(records, chosen, strict=True))))
