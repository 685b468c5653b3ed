"""Find partners by their names as people type them, and names that look like a partner's

Revision: 0008, after: 0007
"""

import sqlalchemy as sa
from alembic import op

from domain.names.keys import keys_of, search_name
from domain.names.lookalikes import skeleton

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
works_from = "0008"


BATCH = 5_000
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
DERIVED = {"search_name": search_name, "skeleton": skeleton}


def upgrade() -> None:
    op.create_table(
        "organisation_key",
        sa.Column("key", SORT_KEY, nullable=False),
        sa.Column("organisation_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_key_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("key", "organisation_id", name=op.f("pk_organisation_key")),
        sqlite_with_rowid=False,
    )
    for column in DERIVED:
        op.add_column("organisation", sa.Column(column, SORT_KEY, nullable=True))
    _fill()
    op.create_index(op.f("ix_organisation_key_organisation_id_key"), "organisation_key", ["organisation_id", "key"])
    with op.batch_alter_table("organisation") as organisation:
        for column in DERIVED:
            organisation.alter_column(column, nullable=False)
    op.create_index(
        "ix_organisation_skeleton",
        "organisation",
        ["skeleton", "id"],
        sqlite_where=sa.text("is_partner = 1"),
        postgresql_where=sa.text("is_partner"),
    )


def _fill() -> None:
    """Writes of the rows that are there what the program writes of new ones."""
    keys = sa.table("organisation_key", sa.column("key"), sa.column("organisation_id"))
    organisation = sa.table("organisation", *map(sa.column, ("id", "name", "is_partner", *DERIVED)))
    columns = organisation.c
    change = (
        sa.update(organisation)
        .where(columns.id == sa.bindparam("of"))
        .values({column: sa.bindparam(f"new_{column}") for column in DERIVED})
    )
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(columns.id, columns.name, columns.is_partner)
        .where(columns.id > last)
        .order_by(columns.id)
        .limit(BATCH)
    ).all():
        connection.execute(
            change,
            [
                {"of": row.id, **{f"new_{column}": derive(row.name) for column, derive in DERIVED.items()}}
                for row in rows
            ],
        )
        of_partners = [
            {"key": key, "organisation_id": row.id} for row in rows if row.is_partner for key in keys_of(row.name)
        ]
        if of_partners:
            connection.execute(sa.insert(keys), of_partners)
        last = rows[-1].id


def downgrade() -> None:
    op.drop_table("organisation_key")
    op.drop_index("ix_organisation_skeleton", "organisation")
    for column in DERIVED:
        op.drop_column("organisation", column)
