"""The table of rights against the services: every act, tried by everybody, is allowed where the table says so.

Who is not allowed is refused for a reason that has to do with rights; who is allowed either does it, or is refused for
a reason that has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.applications import Undertaking
from domain.directory.entries import Content
from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import MOVES, NotYours, Payer, Side, Status
from domain.people import Role
from domain.tenders.rules import CloseReason
from domain.vat.reading import read_vat_number
from domain.words import Money, Refused
from handlers.chat.views import Button
from handlers.partnerships import card
from handlers.partnerships.payloads import (
    AskClient,
    ChangePayer,
    ChangeProducts,
    ChooseLastDay,
    ConfirmRequest,
    DeclineRequest,
    EndPartnership,
    ResendRequest,
    RevokeEnd,
    UndoEnd,
    WithdrawRequest,
)
from services import organisations, products, vat
from services.accounts import linking
from services.applications import applying
from services.care import teams
from services.clients import exporting, notes
from services.directory import asking, writing
from services.income.reading import ordered_for
from services.partner_invitations import becoming, following, making
from services.partnerships import answering, blocks, changing, ending, enquiries, lasting, negotiating, requesting
from services.partnerships.blocks import Pause
from services.partnerships.closing import managed
from services.partnerships.deadlines import today
from services.partnerships.finding import side_of, visible_partnership
from services.people import colleagues, invitations
from services.people.roles import change_role
from services.rights import (
    RIGHTS,
    Act,
    NoOrganisation,
    NotFound,
    Relation,
    SignatureNeeded,
    may,
    own_organisation,
    require,
)
from services.tenders import awarding, deciding, offers
from services.tenders import changing as changing_tenders
from services.tenders import judging as tender_judging
from services.tenders import questions as tender_questions
from services.tenders.reading import seen_tender
from services.verification import claiming, judging, merging
from storage.partnerships import partnership as stored_partnership
from storage.people import membership
from storage.tables import Claim, DirectoryEntry, DirectoryQuestion, Person
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.tenders.bidding import PROPOSAL
from tests.services.tenders.scenes import tendered
from tests.services.world import Somebody, World, full, limited, request, resend

NOT_ALLOWED = (NotFound, NotYours, SignatureNeeded, NoOrganisation)
ENTRY = Content({"en": "We build shops."}, ("hosting",), ("Shopware",), ("de",), ("CH",), "https://alpweb.example")
REGISTERED_IN = "DE"  # where a company has a VAT number (fact 37)


@dataclass(frozen=True)
class Scene:
    """What is acted on: a client with two products, one of them free, its partner, and the partnership of the two."""

    client: Somebody
    partner: Somebody
    partnership: int
    enquiry: int
    colleague: Somebody
    invitation: int
    claim: int
    invited: int
    visitor: int = 0
    note: int = 0
    tender: int = 0
    offer: int = 0
    question: int = 0


Deed = Callable[[Work, Person, Scene], object]


def _see(work: Work, person: Person, _scene: Scene) -> object:
    require(work, person, Act.SEE_ORGANISATION, own_organisation(person))
    return None


def _change_products(work: Work, person: Person, scene: Scene) -> object:
    held = managed(visible_partnership(work, person, scene.partnership)[0])
    chosen = frozenset(access.product_id for access in held)
    return changing.change_products(work, person, scene.partnership, chosen)


def _announce_end(work: Work, person: Person, scene: Scene) -> object:
    return ending.announce_end(work, INFOMANIAK, person, scene.partnership, today(work, INFOMANIAK))


ON_OWN: dict[Act, Deed] = {
    Act.SEE_ORGANISATION: _see,
    Act.SWITCH: lambda work, person, scene: organisations.switch(work, person, scene.client.organisation),
    Act.LEAVE: lambda work, person, scene: colleagues.leave(work, person, scene.client.organisation),
    Act.REMOVE_COLLEAGUE: lambda work, person, scene: colleagues.remove(
        work, person, scene.client.organisation, scene.colleague.person
    ),
    Act.CHANGE_ROLE: lambda work, person, scene: change_role(
        work, person, scene.client.organisation, scene.colleague.person, Role.READER
    ),
    Act.DISCONNECT: lambda work, person, scene: linking.unlink(work, person, scene.client.organisation),
    Act.INVITE: lambda work, person, scene: invitations.invite(
        work, person, scene.client.organisation, Role.EMPLOYEE, programme=AT_ONCE
    ),
    Act.REVOKE_INVITATION: lambda work, person, scene: invitations.revoke(work, person, scene.invitation),
    Act.ADD_PRODUCT: lambda work, person, _scene: products.add(
        work, person, "domain", "new.example", Money(Decimal(12), "EUR")
    ),
    Act.REMOVE_PRODUCT: lambda work, person, scene: products.remove(work, person, scene.client.products[1]),
    Act.BECOME_COMPANY: lambda work, person, _scene: organisations.become_company(
        work, INFOMANIAK, person, "Seegarten AG", None
    ),
    Act.ENTER_VAT: lambda work, person, _scene: vat.enter(work, person, read_vat_number("DE136695976")),
    Act.REMOVE_VAT: lambda work, person, _scene: vat.remove(work, person),
    Act.REQUEST: lambda work, person, scene: request(work, person, scene.partner, full()),
    Act.ASK: lambda work, person, scene: negotiating.ask(work, INFOMANIAK, person, scene.client.organisation, full()),
    Act.APPLY: lambda work, person, _scene: applying.submit(
        work,
        INFOMANIAK,
        person,
        website="https://alpweb.ch",
        value=Money(Decimal(1800), "EUR"),
        undertakings=dict.fromkeys(Undertaking, work.now),
        register_number="HRB 1234 Hamburg",
    ),
    Act.SEE_AS: lambda work, person, scene: colleagues.seen_as(work, person, scene.colleague.person),
    Act.SEE_INCOME: lambda work, person, _scene: ordered_for(work, person, work.now.date(), work.now.date()),
    Act.ASSIGN: lambda work, person, _scene: teams.make(work, person, "Romandie"),
    Act.CHOOSE_WHO_ASKS: lambda work, person, _scene: blocks.pause(work, person, Pause.WEEK),
    Act.GET_VERIFIED: lambda work, person, _scene: claiming.ask_to_verify(work, INFOMANIAK, person, None),
    Act.ADMIT: lambda work, person, scene: judging.admit_as(work, INFOMANIAK, person, scene.claim, Role.EMPLOYEE),
    Act.TAKE_OVER: lambda work, person, scene: merging.take_over(
        work, INFOMANIAK, person, scene.client.organisation, scene.client.organisation
    ),
    Act.INVITE_PARTNER: lambda work, person, _scene: making.make(work, INFOMANIAK, person, "Bergweb", full()),
    Act.VOUCH: lambda work, person, scene: becoming.vouch(work, INFOMANIAK, person, scene.invited),
    Act.REVOKE_PARTNER_INVITATION: lambda work, person, scene: making.revoke(work, person, scene.invited),
    Act.WRITE_ENTRY: lambda work, person, _scene: writing.write(work, person, ENTRY),
    Act.ANSWER_VISITOR: lambda work, person, scene: asking.answer(work, person, scene.visitor, "Three."),
    Act.PUBLISH_TENDER: lambda work, person, scene: changing_tenders.close(
        work, INFOMANIAK, person, scene.tender, CloseReason.NOT_NEEDED
    ),
}
ON_TENDER: dict[Act, Deed] = {
    Act.SEE_TENDERS: lambda work, person, scene: seen_tender(work, person, scene.tender),
    Act.REPORT_TENDER: lambda work, person, scene: tender_judging.report(
        work, person, scene.tender, "Not meant seriously", group=True
    ),
}
"""What partners do about a client's tender: their own right."""
ON_OFFER: dict[Act, Deed] = {
    Act.OFFER: lambda work, person, scene: offers.offer(work, person, scene.tender, PROPOSAL),
    Act.WITHDRAW_OFFER: lambda work, person, scene: offers.withdraw(work, person, scene.offer),
    Act.UNDERTAKE: lambda work, person, scene: awarding.undertake(work, INFOMANIAK, person, scene.offer),
    Act.ASK_ABOUT_TENDER: lambda work, person, scene: tender_questions.ask(work, person, scene.tender, "Since when?"),
}
"""What partners offer and ask."""
ON_RECEIVED: dict[Act, Deed] = {
    Act.SHORTLIST: lambda work, person, scene: deciding.shortlist(work, person, scene.offer, on=True),
    Act.INTRODUCE: lambda work, person, scene: deciding.introduce(work, person, scene.offer),
    Act.CHOOSE_OFFER: lambda work, person, scene: deciding.choose(work, person, scene.offer),
    Act.LET_OFFER_GO: lambda work, person, scene: deciding.let_go(work, person, scene.offer),
    Act.THANK: lambda work, person, scene: deciding.thank(work, person, scene.offer),
    Act.ANSWER_ABOUT_TENDER: lambda work, person, scene: tender_questions.answer(
        work, person, scene.question, "Since May.", to_all=True
    ),
}
"""What the client does with what it has received: its own right."""
OFFERED = frozenset({*ON_OFFER, *ON_RECEIVED})
TENDERS = frozenset({Act.PUBLISH_TENDER, *ON_TENDER, *OFFERED})
ON_REQUEST: dict[Act, Deed] = {
    Act.SEE: lambda work, person, scene: visible_partnership(work, person, scene.partnership),
    Act.CONFIRM: lambda work, person, scene: answering.confirm(work, person, scene.partnership),
    Act.DECLINE: lambda work, person, scene: answering.decline(work, person, scene.partnership, None),
    Act.ENQUIRE: lambda work, person, scene: enquiries.ask(work, person, scene.partnership, "How many?"),
    Act.ANSWER: lambda work, person, scene: enquiries.answer(work, person, scene.enquiry, "Three."),
    Act.COUNTER: lambda work, person, scene: negotiating.counter(work, INFOMANIAK, person, scene.partnership, full()),
    Act.WITHDRAW: lambda work, person, scene: requesting.withdraw(work, person, scene.partnership),
    Act.RESEND: lambda work, person, scene: resend(work, person, scene.partnership),
}
ON_PARTNERSHIP: dict[Act, Deed] = {
    Act.END: lambda work, person, scene: ending.end(work, person, scene.partnership),
    Act.CHANGE_PAYER: lambda work, person, scene: changing.change_payer(work, person, scene.partnership, Payer.PARTNER),
    Act.CHANGE_PRODUCTS: _change_products,
    Act.SET_END: lambda work, person, scene: lasting.set_end(
        work, INFOMANIAK, person, scene.partnership, work.now.date() + timedelta(days=30)
    ),
    Act.ANNOUNCE_END: _announce_end,
    Act.REVOKE_END: lambda work, person, scene: ending.revoke_end(work, person, scene.partnership),
    Act.WRITE_NOTE: lambda work, person, scene: notes.write(work, person, scene.partnership, "Prefers calls."),
    Act.CHANGE_NOTE: lambda work, person, scene: notes.change(work, person, scene.note, "Prefers letters."),
    Act.EXPORT_CLIENTS: lambda work, person, scene: exporting.billing(work, person, scene.partnership),
}
ON_ENDED: dict[Act, Deed] = {
    Act.UNDO: lambda work, person, scene: ending.undo(work, INFOMANIAK, person, scene.partnership),
}
DEEDS = ON_OWN | ON_TENDER | ON_OFFER | ON_RECEIVED | ON_REQUEST | ON_PARTNERSHIP | ON_ENDED
OF_THE_ENDER = frozenset({Act.UNDO, Act.REVOKE_END})
"""What only the side does that has ended the partnership, or has announced it: in these scenes the client."""


def staged(world: World, act: Act) -> Scene:
    client = world.client("Website", "Shop", country=REGISTERED_IN)
    partner = world.partner()
    colleague = world.colleague(client)
    invitation = world.does(
        client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE
    ).invitation.id
    claim = world.does(world.stranger(), claimed, client.organisation)
    if act in {Act.REQUEST, Act.INVITE_PARTNER}:
        return Scene(client, partner, 0, 0, colleague, invitation, claim, 0)
    tender = tendered(world, client) if act in TENDERS else 0
    invited = invited_by(world, client) if act in {Act.VOUCH, Act.REVOKE_PARTNER_INVITATION} else 0
    terms = full() if act is Act.CHANGE_PAYER else limited(client.products[0])
    made = world.requested(client, partner, terms)
    enquiry = world.does(partner, enquiries.ask, made, "Since when?").id
    if act in ON_PARTNERSHIP or act in ON_ENDED:
        world.does(partner, answering.confirm, made)
    world.advance(days=2)
    scene = Scene(client, partner, made, enquiry, colleague, invitation, claim, invited, tender=tender)
    if act is Act.CHANGE_NOTE:
        scene = replace(scene, note=world.does(partner, notes.write, made, "Prefers calls.").id)
    if act in OFFERED:
        scene = with_offer(world, scene, accepted=act in {Act.UNDERTAKE, Act.LET_OFFER_GO})
    if act is Act.ANSWER_VISITOR:
        scene = replace(scene, visitor=world.does(world.stranger(), asked_by_visitor, client.organisation))
    if act is Act.REVOKE_END:
        world.does(client, _announce_end, scene)
    if act in ON_ENDED:
        world.does(client, ending.end, made)
    return scene


def with_offer(world: World, scene: Scene, *, accepted: bool) -> Scene:
    """The partner has offered something, and asks; perhaps the client has accepted."""
    question = world.does(scene.partner, tender_questions.ask, scene.tender, "Who writes the texts?").id
    made = world.does(scene.partner, offers.offer, scene.tender, PROPOSAL).id
    if accepted:
        world.does(scene.client, deciding.choose, made)
    return replace(scene, offer=made, question=question)


def invited_by(world: World, client: Somebody) -> int:
    """An invitation that another company has taken than the one that is meant; its id."""
    made = world.does(client, lambda work, person: making.make(work, INFOMANIAK, person, "Bergweb", full()))
    world.does(world.partner(), lambda work, person: following.take(work, INFOMANIAK, person, made.token))
    return made.invitation.id


def asked_by_visitor(work: Work, person: Person, organisation_id: int) -> int:
    """The person asks the organisation something through its entry in the directory; the question's id."""
    entry = DirectoryEntry(
        partner_id=organisation_id,
        is_on=True,
        text_en=ENTRY.texts["en"],
        shelves=[],
        skills=[],
        languages=[],
        places=[],
        website=ENTRY.website,
        written_at=work.now,
        version=1,
    )
    work.session.add(entry)
    work.session.flush()
    made = DirectoryQuestion(entry_id=entry.id, asked_by_id=person.id, asked_at=work.now, text="How many?")
    work.session.add(made)
    work.session.flush()
    return made.id


def claimed(work: Work, person: Person, organisation_id: int) -> int:
    """The person asks for access to the organisation; the claim's id."""
    made = Claim(kind=ClaimKind.ACCESS, organisation_id=organisation_id, claimed_by_id=person.id, claimed_at=work.now)
    work.session.add(made)
    work.session.flush()
    return made.id


def everybody(world: World, scene: Scene) -> Iterator[tuple[Somebody, dict[Relation, Role]]]:
    """Everybody with their role by relation: both sides in every role, somebody of another client, and a stranger."""
    for side, of in ((Relation.CLIENT, scene.client), (Relation.PARTNER, scene.partner)):
        for role in Role:
            who = world.colleague(of, role)
            yield who, {side: role} | ({Relation.OWN: role} if side is Relation.CLIENT else {})
    yield world.client(name="Bergbahn", country=REGISTERED_IN), {}
    yield world.stranger(), {}


def test_every_act_is_tried() -> None:
    assert DEEDS.keys() == RIGHTS.keys() == set(Act)


@pytest.mark.parametrize("act", Act)
def test_the_services_allow_what_the_table_allows(world: World, act: Act) -> None:
    scene = staged(world, act)
    people = list(everybody(world, scene))
    for place in range(len(people)):
        who, roles = people[place]
        if act in OF_ANYBODY and Relation.OWN not in roles:
            continue
        if act is Act.REPORT_TENDER and Relation.CLIENT in roles:
            continue  # it is theirs to change or close
        if act in OFFERED:
            side = Relation.PARTNER if act in ON_OFFER else Relation.CLIENT
            allowed = _allowed(act, {Relation.OWN: roles[side]} if side in roles else {})
        else:
            allowed = _allowed(act, _of_tender(roles) if act in ON_TENDER else roles)
        refused = _refusal(world, who, DEEDS[act], scene)
        assert (not isinstance(refused, NOT_ALLOWED)) == allowed, (act, roles, refused)
        if refused is None and place + 1 < len(people):  # only what was done has changed anything
            scene = staged(world, act)
            people = list(everybody(world, scene))


def _of_tender(roles: dict[Relation, Role]) -> dict[Relation, Role]:
    """Partners, and those whose tender it is, look at it in their own right; nobody else does."""
    role = roles.get(Relation.PARTNER, roles.get(Relation.CLIENT))
    return {} if role is None else {Relation.OWN: role}


def _allowed(act: Act, roles: dict[Relation, Role], shown: Act | None = None) -> bool:
    """By the table, and by the diagram from the status in which the scene of `act`, or of `shown`, is."""
    status = _status_in_scene(shown or act)
    step = None if act.action is None else MOVES.get((status, act.action))
    sides = frozenset(Side) if step is None else step.sides
    if act is Act.ANSWER or act in OF_THE_ENDER:
        sides &= {Side.CLIENT}  # the scene's question is the partner's
    return any(
        may(act, relation, role) and (relation is Relation.OWN or Side(relation) in sides)
        for relation, role in roles.items()
    )


def _status_in_scene(act: Act) -> Status:
    return Status.ACTIVE if act in ON_PARTNERSHIP else Status.ENDED if act in ON_ENDED else Status.PENDING


def _refusal(world: World, who: Somebody, deed: Deed, scene: Scene) -> Refused | None:
    try:
        world.does(who, lambda work, person: deed(work, person, scene))
    except Refused as refused:
        return refused
    return None


OF_ANYBODY = frozenset(
    {
        Act.SEE_ORGANISATION,
        Act.SEE_INCOME,
        Act.ADD_PRODUCT,
        Act.BECOME_COMPANY,
        Act.ENTER_VAT,
        Act.REMOVE_VAT,
        Act.REQUEST,
        Act.ASK,
        Act.APPLY,
        Act.ASSIGN,
        Act.CHOOSE_WHO_ASKS,
        Act.GET_VERIFIED,
        Act.INVITE_PARTNER,
        Act.WRITE_ENTRY,
    }
)
"""What somebody of another organisation does for that one: there it is their own, and no question of this scene."""

BUTTONS: dict[type, Act] = {
    ConfirmRequest: Act.CONFIRM,
    DeclineRequest: Act.DECLINE,
    AskClient: Act.ENQUIRE,
    WithdrawRequest: Act.WITHDRAW,
    ResendRequest: Act.RESEND,
    EndPartnership: Act.END,
    ChangePayer: Act.CHANGE_PAYER,
    ChangeProducts: Act.CHANGE_PRODUCTS,
    ChooseLastDay: Act.SET_END,
    RevokeEnd: Act.REVOKE_END,
    UndoEnd: Act.UNDO,
}


@pytest.mark.parametrize("act", [*ON_REQUEST, *ON_PARTNERSHIP, *ON_ENDED])
def test_cards_offer_what_the_table_allows(world: World, act: Act) -> None:
    scene = staged(world, act)
    for who, roles in everybody(world, scene):
        if not roles:
            continue
        offered = world.does(who, _offered, scene.partnership)
        for button, of in BUTTONS.items():
            assert _allowed(of, roles, shown=act) or of not in offered, (button, roles)
        if act in BUTTONS.values():
            assert (act in offered) == _allowed(act, roles)


def _offered(work: Work, person: Person, partnership_id: int) -> set[Act]:
    shown = stored_partnership(work.session, partnership_id)
    assert shown is not None
    side = side_of(person, shown)
    member = membership(work.session, person.id, own_organisation(person).id)
    assert side is not None
    assert member is not None
    assert shown.status in {Status.PENDING, Status.ACTIVE, Status.ENDED}
    until = ending.undoable_until(INFOMANIAK, shown, side, work.now)
    view = card.card(shown, side, member.role, undo_until=until)
    buttons: list[Button] = [button for row in view.rows for button in row]
    return {BUTTONS[type(button.does)] for button in buttons if type(button.does) in BUTTONS}
