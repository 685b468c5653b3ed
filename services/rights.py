"""Who may do what: one table – action × relation to the record × role –, and the checks that read it.

Screens read it for their buttons, services for their refusals, a generated test for everything. Every service asks
here, because a button can be forged or months old. In which status a partnership allows an action is the diagram's to
say (`domain.partnerships.rules`), and so is which side may take it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.partnerships.rules import MOVES, Action, Side
from domain.people import Role
from domain.words import Msg
from services.refusals import Frozen as Frozen  # whoever asks for a right knows the refusals, too
from services.refusals import NobodySigns as NobodySigns
from services.refusals import NoOrganisation as NoOrganisation
from services.refusals import NotFound as NotFound
from services.refusals import OrganisationClosed as OrganisationClosed
from services.refusals import SignatureNeeded as SignatureNeeded
from storage.people import count_with_role, membership
from storage.tables import Organisation, Person
from storage.work import Work


class Act(StrEnum):
    """What a person can do for an organisation. The value stands in the audit trail."""

    SEE_ORGANISATION = "organisation.see"
    SWITCH = "person.switch"
    LEAVE = "membership.leave"
    REMOVE_COLLEAGUE = "membership.remove"
    CHANGE_ROLE = "membership.change_role"
    SEE_AS = "membership.see_as"
    DISCONNECT = "account_link.disconnect"
    INVITE = "invitation.create"
    REVOKE_INVITATION = "invitation.revoke"
    ADD_PRODUCT = "product.add"
    REMOVE_PRODUCT = "product.remove"
    BECOME_COMPANY = "organisation.become_company"
    ENTER_VAT = "vat_number.enter"
    REMOVE_VAT = "vat_number.remove"
    REQUEST = "partnership.request"
    SEE = "partnership.see"
    CONFIRM = "partnership.confirm"
    DECLINE = "partnership.decline"
    ENQUIRE = "partnership.enquire"
    ASK = "partnership.ask"
    COUNTER = "partnership.counter"
    ANSWER = "partnership.answer_enquiry"
    WITHDRAW = "partnership.withdraw"
    RESEND = "partnership.resend"
    END = "partnership.end"
    CHANGE_PAYER = "partnership.change_payer"
    CHANGE_PRODUCTS = "partnership.change_products"
    SET_END = "partnership.set_end"
    ANNOUNCE_END = "partnership.announce_end"
    REVOKE_END = "partnership.revoke_end"
    UNDO = "partnership.undo"
    CHOOSE_WHO_ASKS = "request_block.choose"
    ASSIGN = "client_care.assign"
    APPLY = "application.submit"
    GET_VERIFIED = "organisation.get_verified"
    ADMIT = "membership.admit"
    TAKE_OVER = "organisation.take_over"
    INVITE_PARTNER = "partner_invitation.make"
    VOUCH = "partner_invitation.vouch"
    REVOKE_PARTNER_INVITATION = "partner_invitation.revoke"
    WRITE_NOTE = "client_note.write"
    CHANGE_NOTE = "client_note.change"
    EXPORT_CLIENTS = "client.export"
    SEE_INCOME = "income.see"
    PUBLISH_TENDER = "tender.publish"
    SEE_TENDERS = "tender.see"
    REPORT_TENDER = "tender.report"
    ASK_ABOUT_TENDER = "tender_question.ask"
    ANSWER_ABOUT_TENDER = "tender_question.answer"
    OFFER = "tender_offer.make"
    WITHDRAW_OFFER = "tender_offer.withdraw"
    SHORTLIST = "tender_offer.shortlist"
    INTRODUCE = "tender_offer.introduce"
    CHOOSE_OFFER = "tender_offer.choose"
    LET_OFFER_GO = "tender_offer.let_go"
    THANK = "tender_offer.thank"
    UNDERTAKE = "tender_offer.undertake"
    WRITE_ENTRY = "directory_entry.write"
    ANSWER_VISITOR = "directory_question.answer"

    @classmethod
    def on_partnership(cls, action: Action) -> Act:
        """The act that takes this arrow of the diagram. Raises `ValueError` for what only the programme does."""
        return cls(f"partnership.{action}")

    @property
    def action(self) -> Action | None:
        """The diagram's action that it takes, if it is one."""
        subject, _, name = self.value.partition(".")
        return Action(name) if subject == "partnership" and name in set(Action) else None


class Relation(StrEnum):
    """How the organisation for which a person acts stands to the record."""

    OWN = "own"
    CLIENT = "client"
    PARTNER = "partner"


Right = Mapping[Relation, frozenset[Role]]
"""Who may do something: the roles, by relation. A relation that is not there may not at all."""

_EVERYBODY = frozenset(Role)
_INVOLVED = _EVERYBODY - {Role.READER}
_SIGNATORIES = frozenset({Role.LEGAL_REPRESENTATIVE})  # fact 30
_KEEPERS = frozenset({Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR})  # fact 40: what commits nobody


def _own(roles: frozenset[Role]) -> Right:
    return {Relation.OWN: roles}


def _by_diagram(action: Action, roles: frozenset[Role]) -> Right:
    """On the sides from which the diagram has such an arrow."""
    sides = {side for (_, taken), step in MOVES.items() if taken is action for side in step.sides}
    return {Relation(side): roles for side in Side if side in sides}


RIGHTS: Mapping[Act, Right] = MappingProxyType(
    {
        Act.SEE_ORGANISATION: _own(_EVERYBODY),
        Act.SWITCH: _own(_EVERYBODY),
        Act.LEAVE: _own(_EVERYBODY),
        Act.REMOVE_COLLEAGUE: _own(_SIGNATORIES),
        Act.CHANGE_ROLE: _own(_SIGNATORIES),  # fact 40
        Act.SEE_AS: _own(_SIGNATORIES),
        Act.DISCONNECT: _own(_EVERYBODY),
        Act.INVITE: _own(_SIGNATORIES),
        Act.REVOKE_INVITATION: _own(_SIGNATORIES),
        Act.ADD_PRODUCT: _own(_KEEPERS),
        Act.REMOVE_PRODUCT: _own(_KEEPERS),
        Act.BECOME_COMPANY: _own(_SIGNATORIES),
        Act.ENTER_VAT: _own(_SIGNATORIES),
        Act.REMOVE_VAT: _own(_SIGNATORIES),
        Act.REQUEST: _own(_SIGNATORIES),  # fact 30
        Act.SEE: {Relation.CLIENT: _EVERYBODY, Relation.PARTNER: _EVERYBODY},
        Act.CONFIRM: _by_diagram(Action.CONFIRM, _SIGNATORIES),  # fact 31
        Act.DECLINE: _by_diagram(Action.DECLINE, _SIGNATORIES),  # fact 31
        # A question commits nobody, so employees may ask and answer.
        Act.ENQUIRE: _by_diagram(Action.ENQUIRE, _INVOLVED),
        Act.ANSWER: {Relation.CLIENT: _INVOLVED, Relation.PARTNER: _INVOLVED},
        Act.ASK: _own(_SIGNATORIES),  # fact 39
        Act.COUNTER: _by_diagram(Action.COUNTER, _SIGNATORIES),  # fact 31
        Act.WITHDRAW: _by_diagram(Action.WITHDRAW, _SIGNATORIES),  # fact 31
        Act.RESEND: _by_diagram(Action.RESEND, _SIGNATORIES),  # fact 31
        Act.END: _by_diagram(Action.END, _SIGNATORIES),  # fact 32
        Act.CHANGE_PAYER: _by_diagram(Action.CHANGE_PAYER, _SIGNATORIES),  # fact 28
        Act.CHANGE_PRODUCTS: _by_diagram(Action.CHANGE_PRODUCTS, _SIGNATORIES),  # fact 32
        Act.SET_END: _by_diagram(Action.SET_END, _SIGNATORIES),
        Act.ANNOUNCE_END: _by_diagram(Action.ANNOUNCE_END, _SIGNATORIES),  # fact 32
        Act.REVOKE_END: _by_diagram(Action.REVOKE_END, _SIGNATORIES),
        Act.UNDO: _by_diagram(Action.UNDO, _SIGNATORIES),
        Act.CHOOSE_WHO_ASKS: _own(_SIGNATORIES),
        Act.ASSIGN: _own(_KEEPERS),  # facts 11, 41
        Act.APPLY: _own(_SIGNATORIES),
        Act.GET_VERIFIED: _own(_SIGNATORIES),
        Act.ADMIT: _own(_SIGNATORIES),
        Act.TAKE_OVER: _own(_SIGNATORIES),
        Act.INVITE_PARTNER: _own(_SIGNATORIES),  # fact 30
        Act.VOUCH: _own(_SIGNATORIES),  # fact 30
        Act.REVOKE_PARTNER_INVITATION: _own(_SIGNATORIES),  # facts 31, 44
        Act.WRITE_NOTE: {Relation.PARTNER: _INVOLVED},
        Act.CHANGE_NOTE: {Relation.PARTNER: _KEEPERS},  # those of others; who has written one can, too
        Act.EXPORT_CLIENTS: {Relation.PARTNER: _KEEPERS},  # fact 41; others, what was given to them
        Act.SEE_INCOME: _own(_EVERYBODY),  # facts 11, 41: employees, what was given to them
        Act.PUBLISH_TENDER: _own(_KEEPERS),  # fact 12: it commits nobody
        Act.SEE_TENDERS: _own(_EVERYBODY),  # fact 12
        Act.REPORT_TENDER: _own(_INVOLVED),
        # A question commits nobody, and neither does an offer before its partner has undertaken fact 8.
        Act.ASK_ABOUT_TENDER: _own(_INVOLVED),
        Act.ANSWER_ABOUT_TENDER: _own(_INVOLVED),
        Act.OFFER: _own(_KEEPERS),
        Act.WITHDRAW_OFFER: _own(_KEEPERS),
        Act.SHORTLIST: _own(_INVOLVED),
        Act.INTRODUCE: _own(_KEEPERS),
        Act.CHOOSE_OFFER: _own(_SIGNATORIES),  # it leads to a partnership: fact 30
        Act.LET_OFFER_GO: _own(_SIGNATORIES),
        Act.THANK: _own(_KEEPERS),
        Act.UNDERTAKE: _own(_SIGNATORIES),  # fact 8
        Act.WRITE_ENTRY: _own(_KEEPERS),  # facts 13, 40
        Act.ANSWER_VISITOR: _own(_INVOLVED),
    }
)
EVEN_CLOSED = frozenset({Act.SEE_ORGANISATION, Act.SWITCH, Act.LEAVE, Act.DISCONNECT, Act.SEE, Act.SEE_INCOME})
"""What is possible for an organisation whose account is closed, too."""
_NOTES = frozenset({Act.WRITE_NOTE, Act.CHANGE_NOTE, Act.EXPORT_CLIENTS})
_TENDERS = frozenset({Act.SEE_TENDERS, Act.ASK_ABOUT_TENDER, Act.ANSWER_ABOUT_TENDER, Act.SHORTLIST})
DECIDE_NOTHING = EVEN_CLOSED | _NOTES | _TENDERS | {Act.SEE_AS, Act.ENQUIRE, Act.ANSWER}
"""What stays possible while it is disputed who may act for an organisation."""


def may(act: Act, relation: Relation, role: Role) -> bool:
    """Whether the table allows it."""
    return role in RIGHTS[act].get(relation, frozenset())


def own_organisation(person: Person) -> Organisation:
    """The organisation in whose name the person acts. Raises `NoOrganisation`."""
    if person.organisation is None:
        raise NoOrganisation(Msg("First, please tell me which organisation you act for: /register takes a minute."))
    return person.organisation


def require(work: Work, person: Person, act: Act, organisation: Organisation) -> None:
    """Raises `NotFound` unless the person belongs to the organisation, `SignatureNeeded` unless they may do this."""
    require_role(work, act, Relation.OWN, role_in(work, person, organisation), organisation)


def role_in(work: Work, person: Person, organisation: Organisation) -> Role:
    """The person's role in the organisation. Raises `NotFound`."""
    found = membership(work.session, person.id, organisation.id)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    return found.role


def require_role(work: Work, act: Act, relation: Relation, role: Role, organisation: Organisation) -> None:
    """Raises `SignatureNeeded` where the table asks for another role in the organisation.

    Raises `OrganisationClosed` and `Frozen` for what is not possible as long as it is so.
    """
    if organisation.closed_at is not None and act not in EVEN_CLOSED:
        raise OrganisationClosed(organisation)
    if not may(act, relation, role):
        raise _refusal(work, RIGHTS[act].get(relation, _SIGNATORIES), organisation)
    if organisation.frozen_at is not None and act not in DECIDE_NOTHING:
        raise Frozen(organisation)


def _refusal(work: Work, allowed: frozenset[Role], organisation: Organisation) -> SignatureNeeded:
    """Names those who may, as the table has it."""
    if allowed <= _SIGNATORIES and not has_representative(work, organisation):
        return NobodySigns(organisation)
    if allowed <= _SIGNATORIES:
        words = Msg(
            "Only a legal representative of {organisation} can do this. Please ask one of them to do it here.",
            organisation=organisation.name,
        )
    elif allowed <= _KEEPERS:
        words = Msg(
            "Only a legal representative or an administrator of {organisation} can do this. "
            "Please ask one of them to do it here.",
            organisation=organisation.name,
        )
    else:
        words = Msg(
            "As a reader, you cannot change anything at {organisation}. Please ask a colleague to do it here.",
            organisation=organisation.name,
        )
    return SignatureNeeded(words)


def require_deciding(organisation: Organisation) -> None:
    """Raises `OrganisationClosed` and `Frozen` where nobody decides anything in the organisation's name now."""
    if organisation.closed_at is not None:
        raise OrganisationClosed(organisation)
    if organisation.frozen_at is not None:
        raise Frozen(organisation)


def has_representative(work: Work, organisation: Organisation) -> bool:
    """Whether anybody can commit the organisation: its last legal representative may be gone from the console."""
    return count_with_role(work.session, organisation.id, Role.LEGAL_REPRESENTATIVE) > 0
