"""Tenders: what hangs on them, and who wants to be told of which

Revision: 0022, after: 0021
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
works_from = "0022"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
STATUSES = ("held", "open", "lapsed", "chosen", "awarded", "closed", "hidden")
KINDS = ("website", "shop", "move", "server", "development", "marketing", "care", "other")
CLOSE_REASONS = ("elsewhere", "nothing_fits", "not_needed", "on_our_own", "not_decided")
QUESTIONS = ("asked", "to_all", "to_one", "set_aside")
OFFERS = ("made", "chosen", "accepted", "withdrawn", "thanked")
PRICES = ("fixed", "hourly", "range")
TABLES = (
    "tender_report",
    "tender_offer_file",
    "tender_offer",
    "tender_question",
    "tender_notice",
    "tender_subscription",
    "tender_file",
    "tender_change",
    "tender_invited",
    "tender",
)
SHOWN_BEFORE = ("partnership_id", "claim_id", "application_id", "review_id")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _shows_one(shown: tuple[str, ...]) -> str:
    return " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in shown) + " = 1"


def _index_where(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "tender",
        sa.Column("id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=True),
        sa.Column("publisher_id", ID, nullable=False),
        sa.Column("who", sa.String(300), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("wanted", sa.String(2000), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("budget_min", sa.BigInteger(), nullable=True),
        sa.Column("budget_max", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("region", sa.String(8), nullable=True),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("deadline", MOMENT, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("held_for", JSON, nullable=False),
        sa.Column("close_reason", sa.String(24), nullable=True),
        sa.Column("hidden_reason", sa.String(300), nullable=True),
        sa.Column("judged_by", sa.String(64), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("telling_at", MOMENT, nullable=True),
        sa.Column("told_behind", ID, nullable=False),
        sa.CheckConstraint(_one_of("status", STATUSES), name=op.f("ck_tender_tenderstatus")),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_tender_workkind")),
        sa.CheckConstraint(_one_of("close_reason", CLOSE_REASONS), name=op.f("ck_tender_closereason")),
        sa.CheckConstraint("(close_reason IS NULL) = (status <> 'closed')", name=op.f("ck_tender_closed_with_reason")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (status IN ('held', 'open', 'chosen'))", name=op.f("ck_tender_ended_when_final")
        ),
        sa.CheckConstraint("status <> 'lapsed'", name=op.f("ck_tender_lapsed_is_not_stored")),
        sa.CheckConstraint("(currency IS NULL) = (budget_max IS NULL)", name=op.f("ck_tender_budget_has_currency")),
        sa.CheckConstraint("budget_min IS NULL OR budget_min <= budget_max", name=op.f("ck_tender_budget_is_range")),
        sa.CheckConstraint("client_id IS NOT NULL OR who IS NOT NULL", name=op.f("ck_tender_visitor_says_who")),
        sa.ForeignKeyConstraint(["client_id"], ["organisation.id"], name=op.f("fk_tender_client_id")),
        sa.ForeignKeyConstraint(["publisher_id"], ["person.id"], name=op.f("fk_tender_publisher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
    )
    _index_where("ix_tender_client", "tender", ["client_id", "id"], "client_id IS NOT NULL")
    _index_where("ix_tender_due", "tender", ["due_at"], "due_at IS NOT NULL")
    _index_where("ix_tender_listed", "tender", ["published_at", "id"], "status = 'open'")
    op.create_index(op.f("ix_tender_publisher_id_created_at"), "tender", ["publisher_id", "created_at"])
    _index_where("ix_tender_telling", "tender", ["telling_at", "id"], "telling_at IS NOT NULL")
    op.create_table(
        "tender_subscription",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("regions", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("budget_min", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("hour", sa.SmallInteger(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(currency IS NULL) = (budget_min IS NULL)", name=op.f("ck_tender_subscription_budget_has_currency")
        ),
        sa.CheckConstraint("hour IS NULL OR hour BETWEEN 0 AND 23", name=op.f("ck_tender_subscription_hour_of_day")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_tender_subscription_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tender_subscription_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_subscription")),
        sa.UniqueConstraint("person_id", "partner_id", name=op.f("uq_tender_subscription_person_id_partner_id")),
    )
    op.create_index(op.f("ix_tender_subscription_partner_id"), "tender_subscription", ["partner_id"])
    op.create_table(
        "tender_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tender_change_person_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_change_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_change")),
        sa.UniqueConstraint("tender_id", "version", name=op.f("uq_tender_change_tender_id_version")),
    )
    op.create_table(
        "tender_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("file_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_file_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_file")),
    )
    op.create_index(op.f("ix_tender_file_tender_id"), "tender_file", ["tender_id"])
    op.create_table(
        "tender_invited",
        sa.Column("tender_id", ID, autoincrement=False, nullable=False),
        sa.Column("partner_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_tender_invited_partner_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_invited_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tender_id", "partner_id", name=op.f("pk_tender_invited")),
    )
    op.create_index(op.f("ix_tender_invited_partner_id"), "tender_invited", ["partner_id"])
    op.create_table(
        "tender_notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_tender_notice_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tender_notice_person_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_notice_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_notice")),
        sa.UniqueConstraint("person_id", "tender_id", name=op.f("uq_tender_notice_person_id_tender_id")),
    )
    op.create_index(op.f("ix_tender_notice_tender_id_partner_id"), "tender_notice", ["tender_id", "partner_id"])
    _index_where("ix_tender_notice_waiting", "tender_notice", ["person_id", "id"], "told_at IS NULL")
    op.create_table(
        "tender_offer",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("made_by_id", ID, nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("price_kind", sa.String(24), nullable=False),
        sa.Column("amount_min", sa.BigInteger(), nullable=False),
        sa.Column("amount_max", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shortlisted_at", MOMENT, nullable=True),
        sa.Column("introduced_at", MOMENT, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("undertaken_by_id", ID, nullable=True),
        sa.Column("undertaken_at", MOMENT, nullable=True),
        sa.CheckConstraint(_one_of("status", OFFERS), name=op.f("ck_tender_offer_offerstatus")),
        sa.CheckConstraint(_one_of("price_kind", PRICES), name=op.f("ck_tender_offer_pricekind")),
        sa.CheckConstraint(
            "price_kind <> 'range' OR amount_max IS NOT NULL", name=op.f("ck_tender_offer_range_has_end")
        ),
        sa.CheckConstraint(
            "price_kind <> 'fixed' OR amount_max IS NULL", name=op.f("ck_tender_offer_fixed_is_one_amount")
        ),
        sa.CheckConstraint(
            "(undertaken_at IS NOT NULL) = (status = 'accepted')",
            name=op.f("ck_tender_offer_accepted_with_undertaking"),
        ),
        sa.CheckConstraint(
            "(undertaken_at IS NULL) = (undertaken_by_id IS NULL)", name=op.f("ck_tender_offer_undertaken_by_somebody")
        ),
        sa.CheckConstraint(
            "amount_max IS NULL OR amount_max > amount_min", name=op.f("ck_tender_offer_range_is_range")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_tender_offer_made_by_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_tender_offer_partner_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_offer_tender_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undertaken_by_id"], ["person.id"], name=op.f("fk_tender_offer_undertaken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_offer")),
    )
    op.create_index(op.f("ix_tender_offer_partner_id_id"), "tender_offer", ["partner_id", "id"])
    op.create_index(op.f("ix_tender_offer_partner_id_written_at"), "tender_offer", ["partner_id", "written_at"])
    op.create_index(op.f("ix_tender_offer_tender_id_id"), "tender_offer", ["tender_id", "id"])
    _index_where(
        "uq_tender_offer_standing", "tender_offer", ["tender_id", "partner_id"], "status <> 'withdrawn'", unique=True
    )
    _index_where(
        "uq_tender_offer_taken", "tender_offer", ["tender_id"], "status IN ('chosen', 'accepted')", unique=True
    )
    op.create_table(
        "tender_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("by_client", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("question", sa.String(500), nullable=False),
        sa.Column("answer", sa.String(1000), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", ID, nullable=True),
        sa.CheckConstraint(_one_of("status", QUESTIONS), name=op.f("ck_tender_question_questionstatus")),
        sa.CheckConstraint(
            "(answer IS NOT NULL) = (status IN ('to_all', 'to_one'))",
            name=op.f("ck_tender_question_answered_with_words"),
        ),
        sa.CheckConstraint(
            "NOT by_client OR status <> 'to_all'", name=op.f("ck_tender_question_partners_answer_to_one")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_tender_question_answered_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_tender_question_asked_by_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_tender_question_partner_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_question_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_question")),
    )
    op.create_index(op.f("ix_tender_question_partner_id_asked_at"), "tender_question", ["partner_id", "asked_at"])
    op.create_index(op.f("ix_tender_question_tender_id_id"), "tender_question", ["tender_id", "id"])
    op.create_table(
        "tender_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("tender_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (kept IS NULL)", name=op.f("ck_tender_report_decided_with_outcome")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tender_report_person_id")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_report_tender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_report")),
        sa.UniqueConstraint("tender_id", "person_id", name=op.f("uq_tender_report_tender_id_person_id")),
    )
    op.create_index(op.f("ix_tender_report_person_id_at"), "tender_report", ["person_id", "at"])
    op.create_table(
        "tender_offer_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("offer_id", ID, nullable=False),
        sa.Column("file_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["tender_offer.id"], name=op.f("fk_tender_offer_file_offer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_offer_file")),
    )
    op.create_index(op.f("ix_tender_offer_file_offer_id"), "tender_offer_file", ["offer_id"])
    with op.batch_alter_table("card") as card:
        card.add_column(sa.Column("tender_id", ID, nullable=True))
        card.create_foreign_key(op.f("fk_card_tender_id"), "tender", ["tender_id"], ["id"], ondelete="CASCADE")
        card.drop_constraint(op.f("ck_card_shows_one_record"), type_="check")
        card.create_check_constraint(op.f("ck_card_shows_one_record"), _shows_one((*SHOWN_BEFORE, "tender_id")))
    _index_where("ix_card_tender", "card", ["tender_id"], "tender_id IS NOT NULL")


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM card WHERE tender_id IS NOT NULL"))
    op.drop_index("ix_card_tender", "card")
    with op.batch_alter_table("card") as card:
        card.drop_constraint(op.f("ck_card_shows_one_record"), type_="check")
        card.drop_constraint(op.f("fk_card_tender_id"), type_="foreignkey")
        card.drop_column("tender_id")
        card.create_check_constraint(op.f("ck_card_shows_one_record"), _shows_one(SHOWN_BEFORE))
    for table in TABLES:
        op.drop_table(table)
