"""A partner's clients: notes about them, and products by the day on which they run out

Revision: 0019, after: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
works_from = "0019"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
EXPIRES = "removed_at IS NULL AND expires_on IS NOT NULL"


def upgrade() -> None:
    op.create_table(
        "client_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_client_note_partner_id")),
        sa.ForeignKeyConstraint(["client_id"], ["organisation.id"], name=op.f("fk_client_note_client_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_client_note_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_note")),
    )
    op.create_index(op.f("ix_client_note_partner_id_client_id_id"), "client_note", ["partner_id", "client_id", "id"])
    condition = sa.text(EXPIRES)
    op.create_index(
        "ix_product_expiry",
        "product",
        ["organisation_id", "expires_on", "id", "removed_at"],
        sqlite_where=condition,
        postgresql_where=condition,
    )


def downgrade() -> None:
    op.drop_index("ix_product_expiry", "product")
    op.drop_table("client_note")
