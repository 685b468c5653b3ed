"""Pages in the browser: the links by which somebody who is not in Telegram answers a request

Revision: 0015, after: 0014

Back again, links that were mailed lead nowhere; what was done with them stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
works_from = "0015"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "page_link",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(24), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("used_how", sa.String(24), nullable=True),
        sa.CheckConstraint("purpose IN ('answer')", name=op.f("ck_page_link_linkpurpose")),
        sa.CheckConstraint("used_how IN ('confirmed', 'declined')", name=op.f("ck_page_link_linkuse")),
        sa.CheckConstraint("(used_at IS NULL) = (used_how IS NULL)", name=op.f("ck_page_link_used_somehow")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_page_link_person_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_page_link_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_page_link_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_page_link_token_hash")),
    )
    op.create_index(op.f("ix_page_link_person_id"), "page_link", ["person_id"])
    op.create_index(op.f("ix_page_link_partnership_id"), "page_link", ["partnership_id"])
    op.create_index(op.f("ix_page_link_expires_at"), "page_link", ["expires_at"])


def downgrade() -> None:
    op.drop_table("page_link")
