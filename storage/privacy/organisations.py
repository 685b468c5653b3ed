"""What is decided about tables of organisations: who they are, what they have, what they ask support for."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, cast, literal, or_

from domain.names.keys import search_name, sort_name
from domain.names.lookalikes import skeleton
from domain.privacy import Period
from domain.sorting import sort_text
from storage.privacy.note import INNER, NOBODY, OTHERS, Blanked, Deleted, Lasting, Note, Traces, Whose
from storage.tables import (
    Application,
    BenefitLevel,
    ClientCare,
    ClientNote,
    DirectoryEntry,
    DirectoryOpening,
    DirectoryQuestion,
    DirectorySalt,
    DirectoryVisit,
    IncomeEntry,
    Organisation,
    OrganisationKey,
    PartnerReview,
    Product,
    ProviderOrder,
    Team,
    VatCheck,
    VatCircuit,
    VatNumber,
)

_BOOKS = "the provider’s books, which the law has it keep; they name no person"
_NUMBERED = literal("– ") + cast(Product.id, String)


def _products(traces: Traces) -> ColumnElement[bool]:
    """All products, those removed included: there is an index of either kind."""
    of_theirs = Product.organisation_id.in_(traces.owned)
    return or_(
        and_(of_theirs, Product.removed_at.is_(None)),
        and_(of_theirs, Product.removed_at.is_not(None)),
    )


NOTES = (
    Note(
        table=Organisation,
        purpose="Who the two parties of a partnership are",
        whose=Whose.ORGANISATION,
        kept=Period.CONTRACTS,
        shown="id kind name country currency register_number is_partner partner_code created_at account_id email "
        "closed_at verified_at verified_by frozen_at requests_paused_until website",
        hidden={
            "sort_name search_name skeleton register_key": "it follows from the name or the number",
            "frozen_by frozen_because": "who decided so at the provider, and why, is the provider’s to tell",
            "as_of": INNER,
        },
        mine=lambda t: Organisation.id.in_(t.acts_for),
        forgotten=(
            Blanked(
                lambda t: Organisation.id.in_(t.owned),
                {
                    "name": NOBODY,
                    "sort_name": sort_name(NOBODY),
                    "search_name": search_name(NOBODY),
                    "skeleton": skeleton(NOBODY),
                    "register_number": None,
                    "register_key": None,
                    "email": None,
                    "website": None,
                    "frozen_because": None,
                },
                trail=("name", "register_number", "email", "website", "frozen_because"),
            ),
        ),
        stays="who a contract was with, until it need not be known any more; of one with nobody else and no contract, "
        "a number",
    ),
    Note(
        table=OrganisationKey,
        purpose="By what a partner’s name is found",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        hidden={"key organisation_id": "it follows from the name"},
        forgotten=(Deleted(lambda t: OrganisationKey.organisation_id.in_(t.owned)),),
    ),
    Note(
        table=Product,
        purpose="What an organisation has at the provider, to say what a partner may manage",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id kind name yearly_value removed_at provider_id expires_on",
        hidden={"as_of": INNER, "sort_name search_name": "it follows from the name"},
        mine=_products,
        forgotten=(
            Blanked(
                _products,
                {"name": _NUMBERED, "sort_name": sort_text("–"), "search_name": search_name("–")},
                trail=("name",),
            ),
        ),
    ),
    Note(
        table=ProviderOrder,
        purpose="Entries of the provider’s books, from which income follows",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id provider_id organisation_id product_id kind amount currency booked_on refers_to",
        hidden={"ordered_by_id paid_by_id": OTHERS, "as_of settle_at": INNER},
        mine=lambda t: ProviderOrder.organisation_id.in_(t.owned),
        stays=_BOOKS,
    ),
    Note(
        table=IncomeEntry,
        purpose="What a partner earns by an entry",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        hidden={
            "order_id client_id partner_id month booked_on kind product_id product_kind currency ordered_by turnover "
            "earning income doubt": "it follows from the orders, and is the partner’s"
        },
        stays=_BOOKS,
    ),
    Note(
        table=BenefitLevel,
        purpose="A partner’s level, from which its income follows",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id code since",
        hidden={"as_of": INNER},
        mine=lambda t: BenefitLevel.organisation_id.in_(t.owned),
        stays=_BOOKS,
    ),
    Note(
        table=VatNumber,
        purpose="An organisation’s VAT number, and who has entered it",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="organisation_id number country terms_accepted_at entered_by_id",
        mine=lambda t: or_(VatNumber.entered_by_id.in_(t.people), VatNumber.organisation_id.in_(t.owned)),
        forgotten=(
            Blanked(lambda t: VatNumber.organisation_id.in_(t.owned), {}, trail=("number",)),
            Deleted(lambda t: VatNumber.organisation_id.in_(t.owned)),
        ),
        stays="the number is the organisation’s",
    ),
    Note(
        table=VatCheck,
        purpose="What a register says about a number",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id number country status name address consultation checked_at differs ours "
        "answered_by_id answered_at accepted judged_at",
        hidden={"tried_at tries due_at trouble lease leased_until": INNER, "judged_by": OTHERS},
        mine=lambda t: or_(VatCheck.answered_by_id.in_(t.people), VatCheck.organisation_id.in_(t.owned)),
        forgotten=(
            Blanked(
                lambda t: VatCheck.organisation_id.in_(t.owned), {}, trail=("number", "name", "address", "consultation")
            ),
            Deleted(lambda t: VatCheck.organisation_id.in_(t.owned)),
        ),
        stays="the register’s answer is the organisation’s",
    ),
    Note(
        table=VatCircuit,
        purpose="Registers that are out of order",
        whose=Whose.PROGRAMME,
        kept=Lasting.DONE,
        hidden={"country since failures open_until trouble": INNER},
    ),
    Note(
        table=Application,
        purpose="A company applies to become a partner",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id applicant_id status submitted_at website register_number yearly_value currency "
        "value_is_known undertakings question answer due_at decided_at reason again_from",
        hidden={"assigned_to decided_by": OTHERS},
        mine=lambda t: or_(Application.applicant_id.in_(t.people), Application.organisation_id.in_(t.owned)),
        forgotten=(
            Blanked(
                lambda t: Application.organisation_id.in_(t.owned),
                {"website": "–", "register_number": None, "question": None, "answer": None, "reason": None},
                trail=("website", "register_number", "question", "answer", "reason"),
            ),
        ),
        stays="what the organisation has undertaken",
    ),
    Note(
        table=PartnerReview,
        purpose="Whether a partner still fulfils the conditions",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id partner_id below_since told_at yearly_value currency grace_until due_at decided_at outcome",
        hidden={"decided_by": OTHERS},
        mine=lambda t: PartnerReview.partner_id.in_(t.owned),
        stays="how it was decided; no person stands in it",
    ),
    Note(
        table=Team,
        purpose="A partner’s people, in groups",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id organisation_id name",
        mine=lambda t: Team.organisation_id.in_(t.owned),
        forgotten=(
            Blanked(
                lambda t: Team.organisation_id.in_(t.owned), {"name": literal("– ") + cast(Team.id, String)}, ("name",)
            ),
        ),
    ),
    Note(
        table=ClientCare,
        purpose="Clients who are not everybody’s to look after",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id partner_id client_id",
        mine=lambda t: ClientCare.partner_id.in_(t.owned),
        stays="two numbers",
    ),
    Note(
        table=ClientNote,
        purpose="What a partner’s people note about a client, for each other",
        whose=Whose.BOTH,
        kept=Lasting.ORGANISATION,
        shown="id partner_id client_id author_id text written_at changed_at",
        mine=lambda t: or_(ClientNote.author_id.in_(t.people), ClientNote.partner_id.in_(t.owned)),
        forgotten=(Deleted(lambda t: ClientNote.partner_id.in_(t.owned)),),
        stays="it is the partner’s own note, and names no author any more",
    ),
    Note(
        table=DirectoryEntry,
        purpose="What a partner says of itself in the directory",
        whose=Whose.ORGANISATION,
        kept=Lasting.ORGANISATION,
        shown="id partner_id is_on text_de text_en shelves skills languages places website certificates written_at "
        "hidden_at hidden_reason reported_at",
        hidden={"version": INNER, "hidden_by": OTHERS},
        mine=lambda t: DirectoryEntry.partner_id.in_(t.owned),
        forgotten=(
            Blanked(
                lambda t: DirectoryEntry.partner_id.in_(t.owned),
                {"is_on": False, "text_de": "–", "text_en": None, "skills": [], "website": "–", "certificates": None},
                trail=("text_de", "text_en", "skills", "website", "certificates"),
            ),
        ),
        stays="what the organisation has published stays its own",
    ),
    Note(
        table=DirectoryQuestion,
        purpose="What somebody asks a partner through its entry",
        whose=Whose.PERSON,
        kept=Period.VISITORS_QUESTIONS,
        shown="id entry_id asked_by_id asked_at text answer answered_at reported_at",
        hidden={"answered_by_id": OTHERS},
        mine=lambda t: or_(DirectoryQuestion.asked_by_id.in_(t.people), DirectoryQuestion.answered_by_id.in_(t.people)),
        forgotten=(
            Deleted(lambda t: DirectoryQuestion.asked_by_id.in_(t.people)),
            Blanked(lambda t: DirectoryQuestion.answered_by_id.in_(t.people), {"answer": "–"}),
        ),
    ),
    Note(
        table=DirectoryOpening,
        purpose="How often an entry was opened",
        whose=Whose.PROGRAMME,
        kept=Lasting.ORGANISATION,
        hidden={"entry_id day openings": "a number, and nobody in it"},
    ),
    Note(
        table=DirectoryVisit,
        purpose="So that nobody is counted twice on a day",
        whose=Whose.PROGRAMME,
        kept=Period.VISITS,
        hidden={"day digest": "a digest, of which nobody can tell the next day whose it was"},
    ),
    Note(
        table=DirectorySalt,
        purpose="What these digests are made with",
        whose=Whose.PROGRAMME,
        kept=Period.VISITS,
        hidden={"day salt": "a secret"},
    ),
)
