"""Who acts at the provider's desk; organisations that it has frozen; and what it looks for by name and number

Revision: 0026, after: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
works_from = "0024"


FROZEN = (("frozen_by", sa.String(64)), ("frozen_because", sa.String(500)))


def upgrade() -> None:
    op.add_column("audit", sa.Column("operator", sa.String(64), nullable=True))
    for name, kind in FROZEN:
        op.add_column("organisation", sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_person_first_name"), "person", ["first_name"])
    op.create_index(op.f("ix_vat_number_number"), "vat_number", ["number"])
    _index_where("ix_person_email", "person", ["email"], "email IS NOT NULL")
    _index_where("ix_claim_waiting", "claim", ["id"], "decided_at IS NULL")
    _index_where("ix_tender_held", "tender", ["id"], "status = 'held'")
    _index_where("ix_tender_report_open", "tender_report", ["tender_id", "id"], "decided_at IS NULL")
    _index_where("ix_product_name", "product", ["search_name", "id", "removed_at"], "removed_at IS NULL")


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_product_name", "product")
    op.drop_index("ix_tender_report_open", "tender_report")
    op.drop_index("ix_tender_held", "tender")
    op.drop_index("ix_claim_waiting", "claim")
    op.drop_index("ix_person_email", "person")
    op.drop_index(op.f("ix_vat_number_number"), "vat_number")
    op.drop_index(op.f("ix_person_first_name"), "person")
    for name, _ in FROZEN:
        op.drop_column("organisation", name)
    op.drop_column("audit", "operator")
