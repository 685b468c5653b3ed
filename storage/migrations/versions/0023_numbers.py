"""Numbers for the programme's owner: cases, tenders and offers are found by when something happened to them

Revision: 0023, after: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
works_from = "0022"


PARTIAL = (
    ("ix_support_case_closed", "support_case", "closed_at"),
    ("ix_tender_published", "tender", "published_at"),
    ("ix_tender_offer_undertaken", "tender_offer", "undertaken_at"),
)


def upgrade() -> None:
    op.create_index(op.f("ix_support_case_opened_at"), "support_case", ["opened_at"])
    op.create_index(op.f("ix_tender_offer_made_at"), "tender_offer", ["made_at"])
    for name, table, column in PARTIAL:
        condition = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for name, table, _ in reversed(PARTIAL):
        op.drop_index(name, table)
    op.drop_index(op.f("ix_tender_offer_made_at"), "tender_offer")
    op.drop_index(op.f("ix_support_case_opened_at"), "support_case")
