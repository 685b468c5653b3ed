"""Stay quick with many partners, and with many clients of a partner

Revision: 0003, after: 0002
"""

import sqlalchemy as sa
from alembic import op

from domain.names.keys import sort_name

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
works_from = "0003"


BATCH = 5_000
SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("organisation", sa.Column("sort_name", SORT_KEY, nullable=True))
    _fill()
    with op.batch_alter_table("organisation") as organisation:
        organisation.alter_column("sort_name", nullable=False)
    op.create_index(
        "ix_organisation_partners",
        "organisation",
        ["sort_name", "id"],
        sqlite_where=sa.text("is_partner = 1"),
        postgresql_where=sa.text("is_partner"),
    )
    op.drop_index("ix_partnership_partner", "partnership")
    op.create_index("ix_partnership_partner", "partnership", ["partner_id", "status", "id"])


def _fill() -> None:
    """Writes into the rows that are there what the program writes from now on."""
    organisation = sa.table("organisation", sa.column("id"), sa.column("name"), sa.column("sort_name"))
    columns = organisation.c
    change = sa.update(organisation).where(columns.id == sa.bindparam("key")).values(sort_name=sa.bindparam("written"))
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(columns.id, columns.name).where(columns.id > last).order_by(columns.id).limit(BATCH)
    ).all():
        connection.execute(change, [{"key": row.id, "written": sort_name(row.name)} for row in rows])
        last = rows[-1].id


def downgrade() -> None:
    op.drop_index("ix_partnership_partner", "partnership")
    op.create_index("ix_partnership_partner", "partnership", ["partner_id", "status"])
    op.drop_index("ix_organisation_partners", "organisation")
    op.drop_column("organisation", "sort_name")
