"""What is decided about tables of requests, partnerships and tenders: what two parties have said and agreed."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from domain.privacy import Period
from storage.privacy.note import HASHED, INNER, OTHERS, Blanked, Deleted, Lasting, Note, Whose
from storage.tables import (
    Enquiry,
    PartnerInvitation,
    Partnership,
    PartnershipTerm,
    ProductAccess,
    Proposal,
    RequestBlock,
    Tender,
    TenderChange,
    TenderFile,
    TenderInvited,
    TenderNotice,
    TenderOffer,
    TenderOfferFile,
    TenderQuestion,
    TenderReport,
    TenderSubscription,
)

_CONTRACT = "what was agreed is the two parties’, and their proof; it names nobody any more"
_TENDER = "it is the organisation’s, names nobody any more, and goes with the tender"
_SAID = {"text": "–"}

NOTES = (
    Note(
        table=Partnership,
        purpose="What a client and a partner have agreed: who may manage and pay what, since when, until when",
        whose=Whose.BOTH,
        kept=Lasting.PARTNERSHIP,
        shown="id client_id partner_id access payer status requested_by_id requested_at sent_at lapses_at confirmed_at "
        "closed_at closed_by reason status_via set_up set_up_refusal asked_by shelves ends_on ending_by last_words "
        "closed_by_id checked_at",
        hidden={"due_at unreached": INNER},
        mine=lambda t: or_(
            Partnership.requested_by_id.in_(t.people),
            Partnership.closed_by_id.in_(t.people),
            Partnership.client_id.in_(t.owned),
            Partnership.partner_id.in_(t.owned),
        ),
        forgotten=(
            Blanked(
                lambda t: or_(
                    Partnership.closed_by_id.in_(t.people),
                    Partnership.client_id.in_(t.owned),
                    Partnership.partner_id.in_(t.owned),
                ),
                {"reason": None, "last_words": None, "set_up_refusal": None},
                trail=("reason", "last_words", "set_up_refusal"),
            ),
        ),
        stays=_CONTRACT,
    ),
    Note(
        table=ProductAccess,
        purpose="Which products a partner manages, or is asked to manage",
        whose=Whose.ORGANISATION,
        kept=Lasting.PARTNERSHIP,
        shown="id partnership_id product_id granted_at released_at",
        mine=lambda t: ProductAccess.partnership_id.in_(
            select(Partnership.id).where(or_(Partnership.client_id.in_(t.owned), Partnership.partner_id.in_(t.owned)))
        ),
        stays=_CONTRACT,
    ),
    Note(
        table=PartnershipTerm,
        purpose="Since when a partnership was active, to settle income",
        whose=Whose.ORGANISATION,
        kept=Lasting.PARTNERSHIP,
        hidden={"id partnership_id payer since until": "it follows from the partnership"},
        stays=_CONTRACT,
    ),
    Note(
        table=Proposal,
        purpose="What one of the two has proposed",
        whose=Whose.BOTH,
        kept=Lasting.PARTNERSHIP,
        shown="id partnership_id by made_by_id made_at access payer products shelves message",
        mine=lambda t: Proposal.made_by_id.in_(t.people),
        forgotten=(Blanked(lambda t: Proposal.made_by_id.in_(t.people), {"message": None}, trail=("message",)),),
        stays=_CONTRACT,
    ),
    Note(
        table=Enquiry,
        purpose="What one of the two asks the other before it answers",
        whose=Whose.BOTH,
        kept=Lasting.PARTNERSHIP,
        shown="id partnership_id question asked_by_id asked_at answer answered_by_id answered_at asked_by",
        mine=lambda t: or_(Enquiry.asked_by_id.in_(t.people), Enquiry.answered_by_id.in_(t.people)),
        forgotten=(
            Blanked(lambda t: Enquiry.asked_by_id.in_(t.people), {"question": "–"}, trail=("question",)),
            Blanked(lambda t: Enquiry.answered_by_id.in_(t.people), {"answer": "–"}, trail=("answer",)),
        ),
        stays="that there was a question, without its words",
    ),
    Note(
        table=RequestBlock,
        purpose="From whom an organisation takes no requests",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id blocked_id created_at created_by_id",
        mine=lambda t: or_(RequestBlock.created_by_id.in_(t.people), RequestBlock.organisation_id.in_(t.owned)),
        forgotten=(Deleted(lambda t: RequestBlock.organisation_id.in_(t.owned)),),
        stays="it is the organisation’s decision",
    ),
    Note(
        table=PartnerInvitation,
        purpose="Links with which a client invites a partner that is not here",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="id client_id made_by_id made_at for_name email inbox access payer products message for_request_id "
        "expires_at mailed_at mails taken_at partner_id partnership_id declined_at revoked_at ceased_at",
        hidden={"token_hash": HASHED, "due_at": INNER, "taken_by_id": OTHERS},
        mine=lambda t: or_(
            PartnerInvitation.made_by_id.in_(t.people),
            PartnerInvitation.taken_by_id.in_(t.people),
            PartnerInvitation.inbox.in_(t.addresses),
        ),
        forgotten=(
            Blanked(
                lambda t: or_(
                    PartnerInvitation.made_by_id.in_(t.people),
                    PartnerInvitation.taken_by_id.in_(t.people),
                    PartnerInvitation.inbox.in_(t.addresses),
                ),
                {"for_name": "–", "email": None, "inbox": None, "message": None},
                trail=("for_name", "email", "inbox", "message"),
            ),
        ),
        stays="that a link was made, for which request",
    ),
    Note(
        table=Tender,
        purpose="What somebody looks for",
        whose=Whose.BOTH,
        kept=Period.TENDERS,
        shown="id client_id publisher_id who status subject wanted kind budget_min budget_max currency region "
        "languages anonymous deadline zone created_at published_at version changed_at held_for close_reason "
        "hidden_reason ended_at",
        hidden={"judged_by": OTHERS, "due_at telling_at told_behind": INNER},
        mine=lambda t: or_(Tender.publisher_id.in_(t.people), Tender.client_id.in_(t.owned)),
        forgotten=(
            Deleted(lambda t: and_(Tender.publisher_id.in_(t.people), Tender.client_id.is_(None))),
            Deleted(lambda t: Tender.client_id.in_(t.left)),
        ),
        stays=_TENDER,
    ),
    Note(
        table=TenderChange,
        purpose="What was changed in a tender, for those who have read it",
        whose=Whose.BOTH,
        kept=Period.TENDERS,
        shown="id tender_id version at person_id changes",
        mine=lambda t: TenderChange.person_id.in_(t.people),
        stays=_TENDER,
    ),
    Note(
        table=TenderFile,
        purpose="A tender’s files, which stay at Telegram",
        whose=Whose.ORGANISATION,
        kept=Period.TENDERS,
        shown="id tender_id file_id kind name size added_at",
        mine=lambda t: TenderFile.tender_id.in_(select(Tender.id).where(Tender.publisher_id.in_(t.people))),
        stays=_TENDER,
    ),
    Note(
        table=TenderInvited,
        purpose="For which partners a tender is",
        whose=Whose.ORGANISATION,
        kept=Period.TENDERS,
        hidden={"tender_id partner_id": "it is the client’s choice of partners"},
        stays=_TENDER,
    ),
    Note(
        table=TenderSubscription,
        purpose="Of which tenders somebody wants to be told",
        whose=Whose.PERSON,
        kept=Lasting.MEMBERSHIP,
        shown="id person_id partner_id kinds regions languages budget_min currency hour made_at",
        mine=lambda t: TenderSubscription.person_id.in_(t.people),
        forgotten=(Deleted(lambda t: TenderSubscription.person_id.in_(t.people)),),
    ),
    Note(
        table=TenderNotice,
        purpose="Of which tenders somebody was told",
        whose=Whose.PERSON,
        kept=Period.TENDERS,
        shown="id tender_id person_id partner_id made_at told_at",
        mine=lambda t: TenderNotice.person_id.in_(t.people),
        forgotten=(Deleted(lambda t: TenderNotice.person_id.in_(t.people)),),
    ),
    Note(
        table=TenderReport,
        purpose="Who finds that a tender does not belong here, and why",
        whose=Whose.PERSON,
        kept=Period.TENDERS,
        shown="id tender_id person_id at reason decided_at kept",
        mine=lambda t: TenderReport.person_id.in_(t.people),
        forgotten=(Blanked(lambda t: TenderReport.person_id.in_(t.people), {"reason": "–"}),),
        stays="that a tender was reported",
    ),
    Note(
        table=TenderQuestion,
        purpose="What a partner and a client ask each other about a tender",
        whose=Whose.BOTH,
        kept=Period.TENDERS,
        shown="id tender_id partner_id by_client asked_by_id asked_at status question answer answered_at "
        "answered_by_id",
        mine=lambda t: or_(TenderQuestion.asked_by_id.in_(t.people), TenderQuestion.answered_by_id.in_(t.people)),
        forgotten=(
            Blanked(lambda t: TenderQuestion.asked_by_id.in_(t.people), {"question": "–"}),
            Blanked(lambda t: TenderQuestion.answered_by_id.in_(t.people), {"answer": "–"}),
        ),
        stays="that there was a question, without its words",
    ),
    Note(
        table=TenderOffer,
        purpose="What a partner offers, and undertakes",
        whose=Whose.BOTH,
        kept=Period.TENDERS,
        shown="id tender_id partner_id made_by_id status text price_kind amount_min amount_max currency by_when "
        "made_at written_at version shortlisted_at introduced_at decided_at undertaken_by_id undertaken_at",
        mine=lambda t: or_(
            TenderOffer.made_by_id.in_(t.people),
            TenderOffer.undertaken_by_id.in_(t.people),
            TenderOffer.partner_id.in_(t.owned),
        ),
        forgotten=(Blanked(lambda t: TenderOffer.partner_id.in_(t.owned), _SAID),),
        stays=_TENDER,
    ),
    Note(
        table=TenderOfferFile,
        purpose="An offer’s files, which stay at Telegram",
        whose=Whose.ORGANISATION,
        kept=Period.TENDERS,
        shown="id offer_id file_id kind name size added_at",
        mine=lambda t: TenderOfferFile.offer_id.in_(select(TenderOffer.id).where(TenderOffer.made_by_id.in_(t.people))),
        stays=_TENDER,
    ),
)
