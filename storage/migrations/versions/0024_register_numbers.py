"""Organisations are found by the number of their register, verified or not

Revision: 0024, after: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
works_from = "0022"


def upgrade() -> None:
    condition = sa.text("register_number IS NOT NULL")
    op.create_index(
        "ix_organisation_register_number",
        "organisation",
        ["country", "register_number"],
        sqlite_where=condition,
        postgresql_where=condition,
    )


def downgrade() -> None:
    op.drop_index("ix_organisation_register_number", "organisation")
