"""Keep nothing that leads to who asked about misconduct (fact 15)

What is gone is gone: the way back does not bring it again.

Revision: 0007, after: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
works_from = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POLICY = "whistleblower-policy"
PUBLISHED_AT = "/sicherheit-und-datenschutz/"
"""Stands in the policy's article, in both languages, and in no other message."""
OF_THE_PROGRAM = ("Traceback (", "  File ")


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("fleeting", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.alter_column("fleeting", server_default=None)
    op.add_column("support_case", sa.Column("question_id", ID, nullable=True))
    _forget_questions()
    with op.batch_alter_table("question") as question:
        question.alter_column("person_id", existing_type=ID, nullable=False)
    _forget_letters()
    _forget_words_in_defects()


def _forget_questions() -> None:
    """Those about misconduct, as far as they can be told, and the hours of all others."""
    gone = sa.text("DELETE FROM question WHERE topic = :policy OR person_id IS NULL")
    op.execute(gone.bindparams(policy=POLICY))
    day = (
        "date_trunc('day', {moment} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"
        if op.get_bind().dialect.name == "postgresql"
        else "substr({moment}, 1, 10) || ' 00:00:00.000000'"
    )
    for moment in ("asked_at", "wanting_since"):
        question = sa.table("question", sa.column(moment))
        blurred: sa.ColumnClause[object] = sa.literal_column(day.format(moment=moment))
        op.execute(sa.update(question).where(question.c[moment].is_not(None)).values({moment: blurred}))


def _forget_letters() -> None:
    """The policy's article among the messages that were given up: each names a chat."""
    gone = sa.text("DELETE FROM outbox WHERE failed_at IS NOT NULL AND CAST(parameters AS TEXT) LIKE :article")
    op.execute(gone.bindparams(article=f"%{PUBLISHED_AT}%"))


def _forget_words_in_defects() -> None:
    """Of old defects, the files and lines stay; updates were kept word by word, and exceptions may quote them."""
    defect = sa.table("defect", sa.column("id"), sa.column("traceback"), sa.column("update"))
    connection = op.get_bind()
    for key, traceback in connection.execute(sa.select(defect.c.id, defect.c.traceback)).all():
        kept = [line for line in traceback.splitlines() if line.startswith(OF_THE_PROGRAM)]
        values = {"traceback": "\n".join(kept), "update": sa.null()}
        connection.execute(sa.update(defect).where(defect.c.id == key).values(values))


def downgrade() -> None:
    with op.batch_alter_table("question") as question:
        question.alter_column("person_id", existing_type=ID, nullable=True)
    op.drop_column("support_case", "question_id")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_column("fleeting")
