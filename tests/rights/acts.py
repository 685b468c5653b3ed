"""Which act of `services.rights` a button takes: those who may by the table are never told that others may."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.care import payloads as care
from handlers.chat.packing import Payload
from handlers.clients import payloads as clients
from handlers.partner_invitations import payloads as partner_invitations
from handlers.partnerships import payloads as partnerships
from handlers.people import payloads as people
from handlers.products import payloads as products
from handlers.tenders import offer_payloads as offers
from handlers.tenders import payloads as tenders
from handlers.verification import payloads as verification
from services.rights import Act

ACTS: Mapping[type[Payload], Act] = {
    partnerships.ConfirmRequest: Act.CONFIRM,
    partnerships.DeclineRequest: Act.DECLINE,
    partnerships.AskClient: Act.ENQUIRE,
    partnerships.AnswerPartner: Act.ANSWER,
    partnerships.WithdrawRequest: Act.WITHDRAW,
    partnerships.ResendRequest: Act.RESEND,
    partnerships.EndPartnership: Act.END,
    partnerships.ChangePayer: Act.CHANGE_PAYER,
    partnerships.ChangeProducts: Act.CHANGE_PRODUCTS,
    partnerships.ChooseLastDay: Act.SET_END,
    partnerships.RevokeEnd: Act.REVOKE_END,
    partnerships.UndoEnd: Act.UNDO,
    partnerships.CounterRequest: Act.COUNTER,
    partnerships.PauseRequests: Act.CHOOSE_WHO_ASKS,
    partnerships.Unblock: Act.CHOOSE_WHO_ASKS,
    people.InviteColleague: Act.INVITE,
    people.RevokeInvitation: Act.REVOKE_INVITATION,
    people.RemoveColleague: Act.REMOVE_COLLEAGUE,
    people.GiveRole: Act.CHANGE_ROLE,
    people.LeaveOrganisation: Act.LEAVE,
    products.RemoveProduct: Act.REMOVE_PRODUCT,
    care.DissolveTeam: Act.ASSIGN,
    care.PutInTeam: Act.ASSIGN,
    care.SetCarer: Act.ASSIGN,
    care.LeaveToEverybody: Act.ASSIGN,
    clients.WriteNote: Act.WRITE_NOTE,
    clients.SaveBilling: Act.EXPORT_CLIENTS,
    partner_invitations.RevokePartnerInvitation: Act.REVOKE_PARTNER_INVITATION,
    partner_invitations.VouchForPartner: Act.VOUCH,
    verification.AdmitClaimant: Act.ADMIT,
    tenders.CloseTender: Act.PUBLISH_TENDER,
    offers.AskAboutTender: Act.ASK_ABOUT_TENDER,
    offers.MakeOffer: Act.OFFER,
    offers.WithdrawOffer: Act.WITHDRAW_OFFER,
    offers.Shortlist: Act.SHORTLIST,
    offers.ChooseOffer: Act.CHOOSE_OFFER,
    offers.LetOfferGo: Act.LET_OFFER_GO,
    offers.ThankOffer: Act.THANK,
    offers.Undertake: Act.UNDERTAKE,
}
