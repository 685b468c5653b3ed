"""Numbers for the programme's owner: cases are found by when they were opened and closed

Revision: 0023, after: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_support_case_opened_at"), "support_case", ["opened_at"])
    condition = sa.text("closed_at IS NOT NULL")
    op.create_index(
        "ix_support_case_closed", "support_case", ["closed_at"], sqlite_where=condition, postgresql_where=condition
    )


def downgrade() -> None:
    op.drop_index("ix_support_case_closed", "support_case")
    op.drop_index(op.f("ix_support_case_opened_at"), "support_case")
