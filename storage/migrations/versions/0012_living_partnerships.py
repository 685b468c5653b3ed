"""Proposals that go back and forth, last days, who looks after whom, and how a company becomes a partner

Revision: 0012, after: 0011

Back again, what the older program has no words for goes: a request that waits for the client is withdrawn, readers
become employees, and teams, applications and reviews are gone.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
works_from = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ROLES = ("legal_representative", "administrator", "employee", "reader")
SIDES = ("client", "partner", "programme")
STATUSES = (
    "prepared",
    "pending",
    "proposed",
    "active",
    "declined",
    "withdrawn",
    "lapsed",
    "overtaken",
    "ended",
)
OLD_STATUSES = tuple(status for status in STATUSES if status != "proposed")
ACCESS = ("limited", "full")
PAYERS = ("client", "partner")
APPLICATION = ("submitted", "questioned", "approved", "declined", "withdrawn")
REVIEW = ("recovered", "kept", "dismissed")
SHOWN = ("partnership_id", "claim_id", "application_id", "review_id")
SHOWS_ONE = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in SHOWN) + " = 1"


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _index_where(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=nullable)


def _id(name: str = "id", *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, ID, nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _is_one_of(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(_one_of(column, values), name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _change_partnerships()
    _create_proposals()
    with op.batch_alter_table("organisation") as organisation:
        organisation.add_column(_moment("requests_paused_until"))
        organisation.add_column(sa.Column("website", sa.String(255), nullable=True))
    op.create_index("ix_organisation_search_name", "organisation", ["search_name"])
    for table in ("membership", "invitation", "account_member"):
        _take_roles(table, ROLES)
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("for_telegram_id", sa.BigInteger(), nullable=True))
        invitation.add_column(sa.Column("for_name", sa.String(64), nullable=True))
        invitation.add_column(_moment("declined_at"))
    _create_care()
    _create_applications()
    with op.batch_alter_table("card") as card:
        card.add_column(_id("application_id", nullable=True))
        card.add_column(_id("review_id", nullable=True))
        card.create_foreign_key(op.f("fk_card_application_id"), "application", ["application_id"], ["id"])
        card.create_foreign_key(op.f("fk_card_review_id"), "partner_review", ["review_id"], ["id"])
        card.drop_constraint(op.f("ck_card_shows_one_record"), type_="check")
        card.create_check_constraint(op.f("ck_card_shows_one_record"), SHOWS_ONE)
    _index_where("ix_card_application", "card", ["application_id"], "application_id IS NOT NULL")
    _index_where("ix_card_review", "card", ["review_id"], "review_id IS NOT NULL")


def _take_roles(table: str, roles: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(op.f(f"ck_{table}_role"), type_="check")
        changed.create_check_constraint(op.f(f"ck_{table}_role"), _one_of("role", roles))


def _change_partnerships() -> None:
    op.drop_index("uq_partnership_pending", "partnership")
    with op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("asked_by", sa.String(24), nullable=True))
        partnership.add_column(sa.Column("shelves", JSON, nullable=True))
        partnership.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        partnership.add_column(sa.Column("ending_by", sa.String(24), nullable=True))
        partnership.add_column(sa.Column("last_words", sa.String(500), nullable=True))
        partnership.add_column(_id("closed_by_id", nullable=True))
        partnership.add_column(_moment("checked_at"))
        partnership.create_foreign_key(op.f("fk_partnership_closed_by_id"), "person", ["closed_by_id"], ["id"])
        partnership.drop_constraint(op.f("ck_partnership_status"), type_="check")
        partnership.create_check_constraint(op.f("ck_partnership_status"), _one_of("status", STATUSES))
        partnership.drop_constraint(op.f("ck_partnership_pending_lapses"), type_="check")
        partnership.create_check_constraint(
            op.f("ck_partnership_pending_lapses"),
            "(status IN ('pending', 'proposed') OR (status = 'active' AND ends_on IS NOT NULL)) "
            "= (lapses_at IS NOT NULL)",
        )
        partnership.create_check_constraint(op.f("ck_partnership_askedby"), _one_of("asked_by", SIDES))
        partnership.create_check_constraint(op.f("ck_partnership_endingby"), _one_of("ending_by", SIDES))
        partnership.create_check_constraint(
            op.f("ck_partnership_ending_has_day"), "ending_by IS NULL OR ends_on IS NOT NULL"
        )
    op.execute(sa.text("UPDATE partnership SET asked_by = 'client', checked_at = confirmed_at"))
    with op.batch_alter_table("partnership") as partnership:
        partnership.alter_column("asked_by", existing_type=sa.String(24), nullable=False)
    _index_where(
        "uq_partnership_pending",
        "partnership",
        ["client_id", "partner_id"],
        "status IN ('prepared', 'pending', 'proposed')",
        unique=True,
    )
    _index_where("ix_partnership_checked", "partnership", ["checked_at"], "status = 'active'")
    with op.batch_alter_table("enquiry") as enquiry:
        enquiry.add_column(sa.Column("asked_by", sa.String(24), nullable=True))
        enquiry.create_check_constraint(op.f("ck_enquiry_askedby"), _one_of("asked_by", SIDES))
    op.execute(sa.text("UPDATE enquiry SET asked_by = 'partner'"))
    with op.batch_alter_table("enquiry") as enquiry:
        enquiry.alter_column("asked_by", existing_type=sa.String(24), nullable=False)


def _create_proposals() -> None:
    op.create_table(
        "proposal",
        _id(),
        _id("partnership_id"),
        sa.Column("by", sa.String(24), nullable=False),
        _id("made_by_id"),
        _moment("made_at", nullable=False),
        sa.Column("access", sa.String(24), nullable=False),
        sa.Column("payer", sa.String(24), nullable=True),
        sa.Column("products", JSON, nullable=False),
        sa.Column("shelves", JSON, nullable=False),
        sa.Column("message", sa.String(500), nullable=True),
        _refers("proposal", "made_by_id", "person"),
        _refers("proposal", "partnership_id", "partnership"),
        sa.CheckConstraint(f'"by" IN {SIDES!r}', name=op.f("ck_proposal_side")),
        _is_one_of("proposal", "access", "access", ACCESS),
        _is_one_of("proposal", "payer", "payer", PAYERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_partnership_id"), "proposal", ["partnership_id"])
    op.create_table(
        "request_block",
        _id(),
        _id("organisation_id"),
        _id("blocked_id"),
        _moment("created_at", nullable=False),
        _id("created_by_id"),
        _refers("request_block", "blocked_id", "organisation"),
        _refers("request_block", "created_by_id", "person"),
        _refers("request_block", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_block")),
        sa.UniqueConstraint("organisation_id", "blocked_id", name=op.f("uq_request_block_organisation_id_blocked_id")),
    )
    op.create_index(op.f("ix_request_block_blocked_id"), "request_block", ["blocked_id"])


def _create_care() -> None:
    op.create_table(
        "team",
        _id(),
        _id("organisation_id"),
        sa.Column("name", sa.String(40), nullable=False),
        _refers("team", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_team_organisation_id_name")),
    )
    op.create_table(
        "team_member",
        _id(),
        _id("team_id"),
        _id("person_id"),
        _refers("team_member", "person_id", "person"),
        _refers("team_member", "team_id", "team"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq_team_member_team_id_person_id")),
    )
    op.create_index(op.f("ix_team_member_person_id"), "team_member", ["person_id"])
    op.create_table(
        "client_care",
        _id(),
        _id("partner_id"),
        _id("client_id"),
        _refers("client_care", "client_id", "organisation"),
        _refers("client_care", "partner_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_care")),
        sa.UniqueConstraint("partner_id", "client_id", name=op.f("uq_client_care_partner_id_client_id")),
    )
    op.create_index(op.f("ix_client_care_client_id"), "client_care", ["client_id"])
    op.create_table(
        "carer",
        _id(),
        _id("care_id"),
        _id("person_id", nullable=True),
        _id("team_id", nullable=True),
        sa.Column("products", JSON, nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (team_id IS NULL)", name=op.f("ck_carer_person_or_team")),
        _refers("carer", "care_id", "client_care"),
        _refers("carer", "person_id", "person"),
        _refers("carer", "team_id", "team"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer")),
        sa.UniqueConstraint("care_id", "person_id", name=op.f("uq_carer_care_id_person_id")),
        sa.UniqueConstraint("care_id", "team_id", name=op.f("uq_carer_care_id_team_id")),
    )
    op.create_index(op.f("ix_carer_person_id"), "carer", ["person_id"])
    op.create_index(op.f("ix_carer_team_id"), "carer", ["team_id"])


def _create_applications() -> None:
    is_open = "status IN ('submitted', 'questioned')"
    op.create_table(
        "application",
        _id(),
        _id("organisation_id"),
        _id("applicant_id"),
        sa.Column("status", sa.String(24), nullable=False),
        _moment("submitted_at", nullable=False),
        sa.Column("website", sa.String(255), nullable=False),
        sa.Column("register_number", sa.String(64), nullable=True),
        sa.Column("yearly_value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("value_is_known", sa.Boolean(), nullable=False),
        sa.Column("undertakings", JSON, nullable=False),
        sa.Column("question", sa.String(500), nullable=True),
        sa.Column("answer", sa.String(500), nullable=True),
        sa.Column("assigned_to", sa.String(64), nullable=True),
        _moment("due_at"),
        _moment("decided_at"),
        sa.Column("decided_by", sa.String(64), nullable=True),
        sa.Column("reason", sa.String(500), nullable=True),
        sa.Column("again_from", sa.Date(), nullable=True),
        _is_one_of("application", "applicationstatus", "status", APPLICATION),
        sa.CheckConstraint(f"(decided_at IS NULL) = ({is_open})", name=op.f("ck_application_decided_when_final")),
        _refers("application", "applicant_id", "person"),
        _refers("application", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    op.create_index(op.f("ix_application_organisation_id"), "application", ["organisation_id"])
    _index_where("uq_application_open", "application", ["organisation_id"], is_open, unique=True)
    _index_where("ix_application_open", "application", ["id"], is_open)
    _index_where("ix_application_due", "application", ["due_at"], "due_at IS NOT NULL")
    op.create_table(
        "partner_review",
        _id(),
        _id("partner_id"),
        _moment("below_since", nullable=False),
        _moment("told_at"),
        sa.Column("yearly_value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        _moment("grace_until"),
        _moment("due_at"),
        _moment("decided_at"),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("decided_by", sa.String(64), nullable=True),
        _is_one_of("partner_review", "reviewoutcome", "outcome", REVIEW),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_partner_review_decided_with_outcome")
        ),
        _refers("partner_review", "partner_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_review")),
    )
    op.create_index(op.f("ix_partner_review_partner_id"), "partner_review", ["partner_id"])
    _index_where("uq_partner_review_open", "partner_review", ["partner_id"], "decided_at IS NULL", unique=True)
    _index_where("ix_partner_review_due", "partner_review", ["due_at"], "due_at IS NOT NULL")


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM card WHERE application_id IS NOT NULL OR review_id IS NOT NULL"))
    for index in ("ix_card_application", "ix_card_review"):
        op.drop_index(index, "card")
    with op.batch_alter_table("card") as card:
        card.drop_constraint(op.f("ck_card_shows_one_record"), type_="check")
        for column in ("application_id", "review_id"):
            card.drop_constraint(op.f(f"fk_card_{column}"), type_="foreignkey")
            card.drop_column(column)
        card.create_check_constraint(op.f("ck_card_shows_one_record"), "(partnership_id IS NULL) <> (claim_id IS NULL)")
    for table in (
        "partner_review",
        "application",
        "carer",
        "client_care",
        "team_member",
        "team",
        "request_block",
        "proposal",
    ):
        op.drop_table(table)
    with op.batch_alter_table("invitation") as invitation:
        for column in ("for_telegram_id", "for_name", "declined_at"):
            invitation.drop_column(column)
    for table in ("membership", "invitation", "account_member"):
        op.execute(sa.text(f"UPDATE {table} SET role = 'employee' WHERE role = 'reader'"))  # noqa: S608 - our own
        _take_roles(table, ROLES[:-1])
    op.drop_index("ix_organisation_search_name", "organisation")
    with op.batch_alter_table("organisation") as organisation:
        for column in ("requests_paused_until", "website"):
            organisation.drop_column(column)
    _change_partnerships_back()


def _change_partnerships_back() -> None:
    with op.batch_alter_table("enquiry") as enquiry:
        enquiry.drop_constraint(op.f("ck_enquiry_askedby"), type_="check")
        enquiry.drop_column("asked_by")
    op.drop_index("uq_partnership_pending", "partnership")
    op.drop_index("ix_partnership_checked", "partnership")
    op.execute(
        sa.text(
            "UPDATE product_access SET released_at = granted_at WHERE released_at IS NULL AND partnership_id IN "
            "(SELECT id FROM partnership WHERE status = 'proposed')"
        )
    )
    op.execute(
        sa.text(
            "UPDATE partnership SET status = 'withdrawn', closed_at = requested_at, lapses_at = NULL, due_at = NULL "
            "WHERE status = 'proposed'"
        )
    )
    op.execute(
        sa.text(
            "UPDATE partnership SET due_at = NULL, lapses_at = NULL, ends_on = NULL, ending_by = NULL "
            "WHERE status = 'active'"
        )
    )
    with op.batch_alter_table("partnership") as partnership:
        for check in ("status", "pending_lapses", "askedby", "endingby", "ending_has_day"):
            partnership.drop_constraint(op.f(f"ck_partnership_{check}"), type_="check")
        partnership.drop_constraint(op.f("fk_partnership_closed_by_id"), type_="foreignkey")
        for column in ("asked_by", "shelves", "ends_on", "ending_by", "last_words", "closed_by_id", "checked_at"):
            partnership.drop_column(column)
        partnership.create_check_constraint(op.f("ck_partnership_status"), _one_of("status", OLD_STATUSES))
        partnership.create_check_constraint(
            op.f("ck_partnership_pending_lapses"), "(status = 'pending') = (lapses_at IS NOT NULL)"
        )
    _index_where(
        "uq_partnership_pending",
        "partnership",
        ["client_id", "partner_id"],
        "status IN ('prepared', 'pending')",
        unique=True,
    )
