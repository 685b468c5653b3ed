"""Every kind of event of which people are told, each with what it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from domain.absence import Way
from domain.applications import ApplicationStatus, ReviewOutcome
from domain.organisations.verification import ClaimKind, Outcome
from domain.partnerships.ending import Ended
from domain.partnerships.rules import Access, Ceased, Payer, Side, Status, Terms
from domain.people import Parting, Role
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import ENDED, CloseReason, TenderStatus
from domain.vat.verdicts import VatStatus
from domain.words import Msg
from services import events
from services.partnerships import answering, changing, ending, enquiries, lasting, negotiating, requesting
from services.people import invitations
from services.tenders.awarding import undertake
from services.tenders.changing import change, content_of
from services.tenders.deciding import choose
from services.tenders.offers import offer
from services.tenders.publishing import publish
from services.tenders.questions import answer, ask, ask_back
from storage.tables import (
    Application,
    Claim,
    DirectoryEntry,
    DirectoryQuestion,
    Invitation,
    Organisation,
    PartnerInvitation,
    PartnerReview,
    Partnership,
    Tender,
    TenderOffer,
    VatCheck,
)
from storage.tenders import note
from storage.work import Event
from tests.handlers.chat.mail.scene import Case, Stage
from tests.programmes import INFOMANIAK
from tests.services.tenders.bidding import PROPOSAL
from tests.services.tenders.scenes import new_tender
from tests.services.world import full, limited


class Fact(NamedTuple):
    """An event, who has done it (nobody: the programme), and who is told by mail in any case (fact 28, 29, 31, 32)."""

    case: Case
    by: str | None = None
    contractual: frozenset[str] = frozenset()
    chat_only: bool = False


def requested(stage: Stage, access: Access = Access.LIMITED) -> Partnership:
    """A request of the client."""
    terms = full(Payer.CLIENT) if access is Access.FULL else limited(*stage.products[:2])
    return requesting.request(stage.work, INFOMANIAK, stage.lea, stage.partner.id, terms)


def asked(stage: Stage) -> Partnership:
    """A request of the partner."""
    terms = Terms(Access.FULL, Payer.PARTNER, frozenset())
    return negotiating.ask(stage.work, INFOMANIAK, stage.noah, stage.client.id, terms, "Wir <helfen> gern & günstig.")


def _unreached(stage: Stage) -> Partnership:
    found = requested(stage)
    found.unreached = Way.NOBODY
    return found


def active(stage: Stage, access: Access = Access.LIMITED) -> Partnership:
    """A partnership that is confirmed."""
    return answering.confirm(stage.work, stage.noah, requested(stage, access).id)


def _tender(event: type[events.TenderEvent], **more: object) -> Case:
    """A tender of the client's, of which the partner's people have been told, and which has been changed."""

    def happened(stage: Stage) -> Event:
        found = _published(stage)
        content = replace(content_of(found), subject="Neue <Website> & “Shop”", region=None, budget=None)
        change(stage.work, stage.lea, found.id, content)
        for column, value in more.items():
            setattr(found, column, value)
        if found.status in ENDED:
            found.ended_at = stage.work.now
        return event(found.id)

    return happened


def _published(stage: Stage) -> Tender:
    found = publish(stage.work, INFOMANIAK, stage.lea, new_tender(stage.work), group=True)
    people = {stage.noah.id: stage.partner.id, stage.mia.id: stage.partner.id}
    note(stage.work.session, found.id, people, stage.work.now, told=people)
    return found


def _told_tender(stage: Stage) -> Event:
    found = _published(stage)
    return events.TenderTold(found.id, ((stage.noah.id, stage.partner.id), (stage.mia.id, stage.partner.id)))


def _offer_happens(event: type[events.OfferEvent], **more: object) -> Case:
    """The partner has made an offer for a tender of the client's, and something has become of it."""

    def happened(stage: Stage) -> Event:
        made = _offered(stage)
        for column, value in more.items():
            setattr(made, column, value)
        return event(made.tender_id, made.id)

    return happened


def _offered(stage: Stage) -> TenderOffer:
    found = _published(stage)
    text = "Wir bauen zwölf Seiten mit <WordPress> & Fotos, in zwei Sprachen."
    return offer(stage.work, stage.noah, found.id, replace(PROPOSAL, text=text))


def _taken_offer(stage: Stage) -> Event:
    made = choose(stage.work, stage.lea, _offered(stage).id)
    undertake(stage.work, INFOMANIAK, stage.noah, made.id)
    return events.OfferTaken(made.tender_id, made.id)


def _question_asked(stage: Stage) -> Event:
    asked = ask(stage.work, stage.noah, _published(stage).id, "Wer schreibt die <Texte> & wo?")
    return events.TenderAskedAbout(asked.tender_id, asked.id)


def _asked_back(stage: Stage) -> Event:
    made = _offered(stage)
    asked = ask_back(stage.work, stage.lea, made.id, "Wie viele <Stunden> & Tage?")
    return events.TenderAskedAbout(asked.tender_id, asked.id)


def _question_answered(stage: Stage) -> Event:
    made = _offered(stage)
    asked = ask(stage.work, stage.mia, made.tender_id, "Wer schreibt die <Texte> & wo?")
    answer(stage.work, stage.lea, asked.id, "Wir, in <Genf> & Bern.", to_all=True)
    return events.TenderQuestionAnswered(asked.tender_id, asked.id)


def _answered_back(stage: Stage) -> Event:
    made = _offered(stage)
    asked = ask_back(stage.work, stage.lea, made.id, "Wie viele <Stunden> & Tage?")
    answer(stage.work, stage.noah, asked.id, "Vierzig & mehr.", to_all=False)
    return events.TenderQuestionAnswered(asked.tender_id, asked.id)


def prepared(stage: Stage) -> Partnership:
    """A request that waits for its client to be verified."""
    found = requested(stage)
    found.status, found.sent_at, found.due_at, found.lapses_at = Status.PREPARED, None, None, None
    return found


def _last_day(stage: Stage, days: int) -> Partnership:
    found = active(stage)
    day = stage.work.now.date() + dt.timedelta(days=days)
    return lasting.set_end(stage.work, INFOMANIAK, stage.lea, found.id, day)


def _countered(stage: Stage) -> Event:
    terms = limited(stage.products[0])
    found = negotiating.counter(
        stage.work, INFOMANIAK, stage.noah, requested(stage).id, terms, "Nur <das eine>, aber 'richtig' & gut."
    )
    return events.TermsCountered(found.id, Side.PARTNER)


def _enquiry_made(stage: Stage) -> Event:
    found = enquiries.ask(stage.work, stage.noah, requested(stage).id, "Seit wann läuft der <Shop> & wo?")
    return events.EnquiryMade(found.partnership_id, found.id)


def _enquiry_answered(stage: Stage) -> Event:
    found = enquiries.ask(stage.work, stage.noah, requested(stage).id, "Seit wann läuft der <Shop> & wo?")
    enquiries.answer(stage.work, stage.lea, found.id, "Seit 2019, in Genf.")
    return events.EnquiryAnswered(found.partnership_id, found.id)


def _declined(stage: Stage) -> Event:
    found = answering.decline(stage.work, stage.noah, requested(stage).id, "Zu wenig <Zeit> & Personal")
    return events.RequestDeclined(found.id, Side.PARTNER)


def _granted(stage: Stage) -> Event:
    asking = asked(stage)
    terms = negotiating.terms_of(asking)
    found = answering.grant(stage.work, INFOMANIAK, stage.lea, asking.id, terms)
    return events.PartnershipConfirmed(found.id, by=Side.CLIENT)


def _ended(stage: Stage) -> Event:
    found = ending.end(stage.work, stage.lea, active(stage).id, Ended.DONE, "Danke & <alles> Gute!")
    return events.PartnershipEnded(found.id, Side.CLIENT)


def _announced(stage: Stage) -> Event:
    day = stage.work.now.date() + dt.timedelta(days=30)
    found = ending.announce_end(stage.work, INFOMANIAK, stage.noah, active(stage).id, day, Ended.NO_CAPACITY, "Merci!")
    return events.EndAnnounced(found.id, Side.PARTNER)


def _payer(stage: Stage) -> Event:
    found = changing.change_payer(stage.work, stage.lea, active(stage, Access.FULL).id, Payer.PARTNER)
    return events.PayerChanged(found.id)


def _products(stage: Stage) -> Event:
    found = changing.change_products(stage.work, stage.lea, active(stage).id, frozenset(stage.products[1:]))
    return events.ProductAccessChanged(found.id, ("Mail & <Kalender>",), ("seegarten.example",))


def _over(event: Callable[[int], Event], status: Status) -> Case:
    """What ended by the programme's doing."""

    def prepare(stage: Stage) -> Event:
        found = active(stage) if status is Status.ENDED else requested(stage)
        found.status, found.closed_by, found.closed_at = status, Side.PROGRAMME, stage.work.now
        found.due_at = found.lapses_at = None
        return event(found.id)

    return prepare


def _application(
    event: type[events.ApplicationEvent], status: ApplicationStatus = ApplicationStatus.SUBMITTED, **more: object
) -> Case:
    def prepare(stage: Stage) -> Event:
        decided = stage.work.now if status not in {ApplicationStatus.SUBMITTED, ApplicationStatus.QUESTIONED} else None
        made = Application(
            organisation=stage.client,
            applicant=stage.lea,
            status=status,
            submitted_at=stage.work.now,
            website="https://seegarten.example",
            yearly_value=250_000,
            currency="CHF",
            value_is_known=False,
            undertakings={},
            decided_at=decided,
            decided_by="Nina" if decided else None,
            **more,
        )
        stage.work.session.add(made)
        stage.work.session.flush()
        if status is ApplicationStatus.APPROVED:
            stage.client.is_partner, stage.client.partner_code = True, "SEEGARTEN7"
        return event(made.id)

    return prepare


def _review(event: type[events.ReviewEvent], **more: object) -> Case:
    def prepare(stage: Stage) -> Event:
        made = PartnerReview(
            partner=stage.partner,
            below_since=stage.work.now,
            told_at=stage.work.now,
            yearly_value=90_000,
            currency="CHF",
            grace_until=stage.work.now + dt.timedelta(days=60),
            **more,
        )
        if "outcome" in more:
            made.decided_at, made.decided_by = stage.work.now, "Nina"
        stage.work.session.add(made)
        stage.work.session.flush()
        return event(made.id)

    return prepare


def _claim(event: Callable[[int], Event], kind: ClaimKind, **more: object) -> Case:
    def prepare(stage: Stage) -> Event:
        made = Claim(
            kind=kind,
            organisation=stage.client,
            claimed_by=stage.lea if kind is ClaimKind.REGISTER else stage.mia,
            claimed_at=stage.work.now,
            statement="Ich bin <Mia> & arbeite dort.",
            **more,
        )
        if "outcome" in more:
            made.decided_at, made.decided_by = stage.work.now, "Nina"
        if kind is ClaimKind.DISPUTE and "outcome" not in more:
            stage.client.frozen_at = stage.work.now
        stage.work.session.add(made)
        stage.work.session.flush()
        return event(made.id)

    return prepare


def _invitation(stage: Stage) -> Invitation:
    made = invitations.invite(
        stage.work, stage.lea, stage.client.id, Role.ADMINISTRATOR, programme=INFOMANIAK
    ).invitation
    made.for_telegram_id, made.for_name = stage.mia.telegram_id, "Mia & <Co>"
    return made


def _merged(stage: Stage) -> Event:
    source = Organisation(
        kind=stage.client.kind, name="See & <Garten>", country="CH", currency="CHF", created_at=stage.work.now
    )
    stage.work.session.add(source)
    stage.work.session.flush()
    return events.OrganisationsMerged(source.id, stage.client.id, (stage.mia.id,), (active(stage).id,))


CLIENTS = frozenset({"lea"})
PARTNERS = frozenset({"noah"})
BOTH = CLIENTS | PARTNERS
WORDS = Msg("Das &lt;Register&gt; sagt es &amp; „anders“.")


def _vat(
    made: Callable[[int, int], Event],
    status: VatStatus = VatStatus.VALID,
    *,
    differs: bool = False,
    accepted: bool | None = None,
) -> Case:
    def case(stage: Stage) -> Event:
        stage.client.country = "DE"
        now = stage.work.now
        check = VatCheck(
            organisation_id=stage.client.id,
            number="DE123456788",
            country="DE",
            status=status,
            name="Seegarten <Hotels> & Co",
            address="Uferweg 3\n50667 Köln",
            consultation="WAPIAAAAX1234567",
            checked_at=now,
            differs=differs,
            accepted=accepted,
            judged_by=None if accepted is None else "Nina",
            judged_at=None if accepted is None else now,
        )
        stage.work.session.add(check)
        stage.work.session.flush()
        return made(stage.client.id, check.id)

    return case


def _invited(made: Callable[[int], Event]) -> Case:
    """A partner that was invited, and has taken the link."""

    def case(stage: Stage) -> Event:
        now = stage.work.now
        invitation = PartnerInvitation(
            client=stage.client,
            made_by=stage.lea,
            made_at=now,
            for_name="Alpweb <Bern>",
            access=Access.FULL,
            payer=Payer.CLIENT,
            products=[],
            token_hash="0" * 64,
            expires_at=now + dt.timedelta(days=14),
            due_at=None,
            taken_by=stage.noah,
            taken_at=now,
            partner=stage.partner,
            partnership_id=requested(stage).id,
        )
        stage.work.session.add(invitation)
        stage.work.session.flush()
        return made(invitation.id)

    return case


def _entry(stage: Stage) -> DirectoryEntry:
    made = DirectoryEntry(
        partner=stage.partner,
        is_on=True,
        text_en="We build <shops> & more, for wine merchants and farms.",
        shelves=["hosting"],
        skills=["Shopware & <SEO>"],
        languages=["de"],
        places=["CH-BE"],
        website="https://alpweb.example",
        written_at=stage.work.now,
        version=1,
        hidden_at=stage.work.now,
        hidden_reason="Das <stimmt> nicht & mehr.",
        hidden_by="Nina",
    )
    stage.work.session.add(made)
    stage.work.session.flush()
    return made


def _visitor(event: type[events.VisitorEvent], answer: str | None = None) -> Case:
    """Something that the client's representative asks the partner through its entry."""

    def case(stage: Stage) -> Event:
        made = DirectoryQuestion(
            entry=_entry(stage),
            asked_by=stage.lea,
            asked_at=stage.work.now,
            text="Können Sie <Kassen> & Waagen anbinden?",
            answer=answer,
            answered_at=None if answer is None else stage.work.now,
        )
        stage.work.session.add(made)
        stage.work.session.flush()
        return event(made.id)

    return case


FACTS: Mapping[str, Fact] = {
    "request": Fact(lambda on: events.RequestSent(requested(on).id), "lea", PARTNERS),
    "request that was prepared": Fact(lambda on: events.RequestSent(requested(on).id, prepared=True), None, PARTNERS),
    "request prepared": Fact(lambda on: events.RequestPrepared(prepared(on).id), "lea"),
    "prepared request not sent": Fact(
        lambda on: events.PartnershipCeased(prepared(on).id, Ceased.NOT_VERIFIED, WORDS), None, CLIENTS
    ),
    "access asked": Fact(lambda on: events.AccessAsked(asked(on).id), "noah", CLIENTS),
    "counter-proposal": Fact(_countered, "noah", CLIENTS),
    "request again": Fact(lambda on: events.RequestResent(requested(on).id), "lea", PARTNERS),
    "nobody reached": Fact(lambda on: events.AnswererUnreached(_unreached(on).id, Way.NOBODY)),
    "reminder": Fact(lambda on: events.RequestReminded(requested(on).id)),
    "entry hidden": Fact(lambda on: events.EntryHidden(_entry(on).id)),
    "entry shown again": Fact(lambda on: events.EntryShownAgain(_entry(on).id)),
    "visitor's question": Fact(_visitor(events.VisitorAsked), "lea"),
    "answer to a visitor": Fact(_visitor(events.VisitorAnswered, "Ja, <beides> & mehr."), "noah"),
    "question": Fact(_enquiry_made, "noah"),
    "answer": Fact(_enquiry_answered, "lea"),
    "declined": Fact(_declined, "noah", CLIENTS),
    "withdrawn": Fact(
        lambda on: events.RequestWithdrawn(requesting.withdraw(on.work, on.lea, requested(on).id).id, Side.CLIENT),
        "lea",
        PARTNERS,
    ),
    "lapsed": Fact(_over(events.RequestLapsed, Status.LAPSED), None, BOTH),
    "overtaken": Fact(_over(events.RequestOvertaken, Status.LAPSED), None, BOTH),
    "confirmed": Fact(lambda on: events.PartnershipConfirmed(active(on).id), "noah", CLIENTS),
    "granted": Fact(_granted, "lea", PARTNERS),
    "payment means": Fact(_payer, "lea", PARTNERS),  # fact 29
    "products": Fact(_products, "lea", PARTNERS),
    "products gone": Fact(
        lambda on: events.ProductAccessChanged(active(on).id, (), ("seegarten.example",)), None, PARTNERS
    ),
    "last day": Fact(lambda on: events.EndDateSet(_last_day(on, 90).id, None), "lea", PARTNERS),
    "last day near": Fact(lambda on: events.EndNear(_last_day(on, 7).id, 7), None, BOTH),
    "last day over": Fact(_over(events.PartnershipExpired, Status.ENDED), None, BOTH),
    "ended": Fact(_ended, "lea", PARTNERS),
    "end announced": Fact(_announced, "noah", CLIENTS),
    "end taken back": Fact(lambda on: events.EndRevoked(active(on).id, Side.PARTNER), "noah", CLIENTS),
    "end undone": Fact(lambda on: events.EndUndone(active(on).id, by=Side.CLIENT), "lea", PARTNERS),
    "replaced": Fact(
        _over(lambda number: events.PartnershipReplaced(number, by_same_partner=False), Status.ENDED), None, BOTH
    ),
    "goes on": Fact(lambda on: events.PartnershipRestored(active(on).id), None, BOTH),
    "products of it gone": Fact(
        _over(lambda number: events.PartnershipCeased(number, Ceased.PRODUCTS_GONE), Status.ENDED), None, BOTH
    ),
    "client closed": Fact(
        _over(lambda number: events.PartnershipCeased(number, Ceased.CLIENT_CLOSED), Status.ENDED), None, PARTNERS
    ),
    "set up": Fact(lambda on: events.SetUpDone(active(on).id, "partnership.confirmed")),
    "not set up": Fact(lambda on: events.SetUpRefused(active(on).id, "partnership.payment_means_changed"), None, BOTH),
    "check-up": Fact(lambda on: events.CheckUpDue(active(on).client_id)),
    "account closed": Fact(lambda on: events.AccountClosed(on.client.id, 2), None, CLIENTS),
    "account open again": Fact(lambda on: events.AccountReopened(on.client.id)),
    "no partner any more": Fact(lambda on: events.PartnerDismissed(on.partner.id, 3), None, PARTNERS),
    "frozen": Fact(lambda on: events.OrganisationFrozen(on.client.id)),
    "not frozen any more": Fact(lambda on: events.OrganisationUnfrozen(on.client.id)),
    "verified": Fact(lambda on: events.OrganisationVerified(on.client.id)),
    "no longer verified": Fact(lambda on: events.VerificationLost(on.client.id)),
    "merged": Fact(_merged),
    "applied": Fact(_application(events.ApplicationSubmitted), "tim"),
    "application questioned": Fact(
        _application(events.ApplicationQuestioned, ApplicationStatus.QUESTIONED, question="Wo ist <es> & wie?")
    ),
    "application reminded": Fact(
        _application(events.ApplicationReminded, ApplicationStatus.QUESTIONED, question="Wo ist <es> & wie?")
    ),
    "application withdrawn": Fact(_application(events.ApplicationWithdrawn, ApplicationStatus.WITHDRAWN), "tim"),
    "application approved": Fact(_application(events.ApplicationApproved, ApplicationStatus.APPROVED)),
    "application declined": Fact(
        _application(events.ApplicationDeclined, ApplicationStatus.DECLINED, reason="Zu <wenig> & zu spät")
    ),
    "below value": Fact(_review(events.PartnerBelowValue), None, PARTNERS),
    "value again": Fact(_review(events.PartnerRecovered), None, PARTNERS),
    "kept": Fact(_review(events.ReviewDecided, outcome=ReviewOutcome.KEPT), None, PARTNERS),
    "care given": Fact(lambda on: events.CareChanged(on.partner.id, on.client.id, (on.mia.id,)), "noah"),
    "care orphaned": Fact(lambda on: events.CareOrphaned(on.partner.id, (on.client.id,))),
    "joined": Fact(lambda on: events.MemberJoined(on.tim.id, on.client.id), "tim"),
    "left": Fact(lambda on: events.MemberLeft(on.mia.id, on.client.id), "tim"),
    "disconnected": Fact(
        lambda on: events.MemberLeft(on.noah.id, on.client.id, Parting.DISCONNECTED), "tim", chat_only=True
    ),
    "replaced Telegram": Fact(lambda on: events.MemberLeft(on.noah.id, on.client.id, Parting.REPLACED), "tim"),
    "role": Fact(lambda on: events.RoleChanged(on.tim.id, on.client.id), None),
    "invited": Fact(lambda on: events.PersonInvited(_invitation(on).id), "lea"),
    "invitation declined": Fact(lambda on: events.InvitationDeclined(_invitation(on).id, on.mia.id), "mia"),
    "invitation revoked": Fact(lambda on: events.InvitationRevoked(_invitation(on).id), "tim"),
    "access claimed": Fact(_claim(lambda number: events.ClaimMade(number, for_support=False), ClaimKind.ACCESS), "mia"),
    "disputed": Fact(_claim(lambda number: events.ClaimMade(number, for_support=True), ClaimKind.DISPUTE), "mia"),
    "claim questioned": Fact(_claim(events.ClaimQuestioned, ClaimKind.REGISTER, question="Wie <heisst> sie & wo?")),
    "claim declined": Fact(
        _claim(events.ClaimDecided, ClaimKind.REGISTER, outcome=Outcome.DECLINED, reason="Nicht <gefunden> & fertig")
    ),
    "dispute settled": Fact(
        _claim(lambda number: events.ClaimDecided(number, frees=True), ClaimKind.DISPUTE, outcome=Outcome.DECLINED)
    ),
    "let in": Fact(_claim(events.ClaimDecided, ClaimKind.ACCESS, outcome=Outcome.APPROVED)),
    "VAT number valid": Fact(_vat(events.VatNumberValid)),
    "VAT number invalid": Fact(_vat(events.VatNumberInvalid, VatStatus.INVALID)),
    "VAT number valid no more": Fact(
        _vat(lambda own, check: events.VatNumberChanged(own, check, VatStatus.VALID, renamed=False), VatStatus.INVALID)
    ),
    "VAT number of another name": Fact(_vat(events.VatNameDiffers, differs=True)),
    "VAT number judged": Fact(_vat(events.VatNameJudged, differs=True, accepted=True)),
    "partner has taken up its invitation": Fact(_invited(events.PartnerInvitationUsed), "noah"),
    "another one has opened the invitation": Fact(_invited(events.PartnerInvitationDoubted), "noah"),
    "partner does not want to be invited": Fact(_invited(events.PartnerInvitationDeclined), "noah"),
    "partner's invitation withdrawn": Fact(_invited(events.PartnerInvitationRevoked), "lea"),
    "partner's invitation run out": Fact(_invited(events.PartnerInvitationLapsed)),
    "invited for nothing": Fact(
        _invited(lambda number: events.PartnerInvitationCeased(number, Msg("Das Produkt ist nicht mehr da.")))
    ),
    "tender is out": Fact(_tender(events.TenderPublished)),
    "tender hidden": Fact(_tender(events.TenderHidden, status=TenderStatus.HIDDEN, hidden_reason="<Werbung> & mehr")),
    "tender kept": Fact(_tender(events.TenderKept)),
    "tender's deadline is over": Fact(_tender(events.TenderLapsed)),
    "tender changed": Fact(_tender(events.TenderChanged), "lea"),
    "tender closed": Fact(
        _tender(events.TenderClosed, status=TenderStatus.CLOSED, close_reason=CloseReason.NOT_DECIDED)
    ),
    "new tender": Fact(_told_tender),
    "offer made": Fact(_offer_happens(events.OfferMade), "noah"),
    "offer changed": Fact(_offer_happens(events.OfferChanged), "noah"),
    "offer withdrawn": Fact(_offer_happens(events.OfferWithdrawn, status=OfferStatus.WITHDRAWN), "noah"),
    "offer accepted": Fact(_offer_happens(events.OfferChosen, status=OfferStatus.CHOSEN), "lea"),
    "offer let go": Fact(_offer_happens(events.OfferLetGo), "lea"),
    "partner backs out": Fact(_offer_happens(events.OfferBackedOut, status=OfferStatus.WITHDRAWN), "noah"),
    "job taken": Fact(_taken_offer),
    "offer not taken": Fact(_offer_happens(events.OfferThanked, status=OfferStatus.THANKED), "lea"),
    "client shows who it is": Fact(_offer_happens(events.PartiesIntroduced), "lea"),
    "partner asks about a tender": Fact(_question_asked, "noah"),
    "client asks back": Fact(_asked_back, "lea"),
    "client answers all": Fact(_question_answered, "lea"),
    "partner answers": Fact(_answered_back, "noah"),
}
"""What people are told, by what has happened."""

SILENT: Mapping[type[Event], str] = {
    events.ApplicationAnswered: "support reads it, in its group",
    events.ApplicationAssigned: "support's group only",
    events.ReviewDue: "support's group only",
    events.ClaimAnswered: "support's group only",
    events.CaseUnanswered: "support's group only",
    events.PartnerAdmitted: "the application's outcome tells it",
    events.PartnerLetGo: "PartnerDismissed tells it",
    events.VatNumberEntered: "whoever enters it sees it",
    events.VatNumberRemoved: "whoever removes it sees it",
    events.VatNameAnswered: "support's group only",
    events.RequestedProductsGone: "only cards show it",
    events.SetUpUnheard: "only cards show it",
    events.EmailConfirmed: "about mail itself: see tests/chats/mail",
    events.EmailRemoved: "about mail itself",
    events.Unsubscribed: "about mail itself",
    events.DigestsDue: "about mail itself",
    events.AddressRefusing: "about mail itself",
    events.MailUndelivered: "about mail itself",
    events.PersonUnreachable: "what follows from it is told",
    events.PersonBack: "whoever is back is in the chat",
    events.TenderHeld: "support's group only",
    events.TenderReported: "support's group only",
    events.AnswererReached: "only cards show it",
    events.NobodyReached: "support's group only",
    events.EntryDoubtful: "whoever imports it sees it, and handschlag doctor",
    events.EntryReported: "support's group only",
    events.VisitorReported: "support's group only",
}
"""Events of which nobody is told by a notice with a mail, or only a room, and why."""
