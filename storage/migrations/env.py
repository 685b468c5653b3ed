"""Alembic's entry: runs migrations on the connection that `storage.schema` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from storage.tables import Base
from storage.tables.base import UtcDateTime


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain column types, so that they stay true when the program's own types change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
if not isinstance(connection, Connection):
    raise TypeError("migrations run through storage.schema, which brings the connection")

context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item)
with context.begin_transaction():
    context.run_migrations()
