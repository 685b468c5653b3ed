"""Invitations to partners that are not here, and people whom Telegram does not reach

Revision: 0018, after: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
works_from = "0018"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ACCESSES, PAYERS = ("limited", "full"), ("client", "partner")
WAYS = ("mail", "colleague", "support", "nobody")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _index_where(name: str, column: str) -> None:
    condition = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, "partner_invitation", [column], sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "partner_invitation",
        sa.Column("id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("made_by_id", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("for_name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("inbox", sa.String(254), nullable=True),
        sa.Column("access", sa.String(24), nullable=False),
        sa.Column("payer", sa.String(24), nullable=True),
        sa.Column("products", JSON, nullable=False),
        sa.Column("message", sa.String(500), nullable=True),
        sa.Column("for_request_id", ID, nullable=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("taken_by_id", ID, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("partner_id", ID, nullable=True),
        sa.Column("partnership_id", ID, nullable=True),
        sa.Column("declined_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("ceased_at", MOMENT, nullable=True),
        sa.CheckConstraint(_one_of("access", ACCESSES), name=op.f("ck_partner_invitation_access")),
        sa.CheckConstraint(_one_of("payer", PAYERS), name=op.f("ck_partner_invitation_payer")),
        sa.CheckConstraint(
            "(access = 'full') = (payer IS NOT NULL)", name=op.f("ck_partner_invitation_payer_with_full_access_only")
        ),
        sa.CheckConstraint(
            "(taken_by_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_partner_invitation_taken_by_somebody")
        ),
        sa.CheckConstraint(
            "partner_id IS NULL OR taken_by_id IS NOT NULL", name=op.f("ck_partner_invitation_partner_has_taken")
        ),
        sa.CheckConstraint(
            "partnership_id IS NULL OR partner_id IS NOT NULL", name=op.f("ck_partner_invitation_used_by_partner")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["organisation.id"], name=op.f("fk_partner_invitation_client_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_partner_invitation_made_by_id")),
        sa.ForeignKeyConstraint(
            ["for_request_id"], ["partnership.id"], name=op.f("fk_partner_invitation_for_request_id")
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_partner_invitation_taken_by_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_partner_invitation_partner_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_partner_invitation_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_invitation_token_hash")),
    )
    op.create_index(op.f("ix_partner_invitation_client_id"), "partner_invitation", ["client_id"])
    op.create_index(op.f("ix_partner_invitation_made_by_id_made_at"), "partner_invitation", ["made_by_id", "made_at"])
    op.create_index(op.f("ix_partner_invitation_mailed_at"), "partner_invitation", ["mailed_at"])
    _index_where("ix_partner_invitation_inbox", "inbox")
    _index_where("ix_partner_invitation_taken", "taken_by_id")
    _index_where("ix_partner_invitation_due", "due_at")
    with op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("unreached", sa.String(24), nullable=True))
        partnership.create_check_constraint(op.f("ck_partnership_way"), _one_of("unreached", WAYS))
    condition = sa.text("failed_at IS NOT NULL AND card_id IS NOT NULL")
    op.create_index("ix_outbox_dead_cards", "outbox", ["chat_id"], sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_index("ix_outbox_dead_cards", "outbox")
    with op.batch_alter_table("partnership") as partnership:
        partnership.drop_constraint(op.f("ck_partnership_way"), type_="check")
        partnership.drop_column("unreached")
    op.drop_table("partner_invitation")
