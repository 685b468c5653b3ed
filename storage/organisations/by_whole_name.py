"""Finds clients by their whole names, as people type them: nobody is found by a part of a name, and nobody listed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.names.keys import MOST_READ, name_with_forms, read_searched, search_name
from storage.tables import Organisation

_COMPARED = 50
"""Names that begin like the one looked for, and are compared with it."""
_LAST = "\U0010ffff"


def organisations_called(session: Session, name: str, *, but: int) -> list[Organisation]:
    """Those that are called so but for case, umlauts and legal form, without the one with id `but`; none is closed."""
    searched = search_name(name[:MOST_READ])
    typed = read_searched(searched)
    if not typed.words:
        return []
    whole, column = "".join(f" {word}" for word in typed.words), Organisation.search_name
    in_some_way = select(Organisation.id).where(column.in_([searched, *name_with_forms(typed)]))
    beginning = (
        select(Organisation.id)
        .where(column >= whole, column <= whole + _LAST)
        .order_by(column, Organisation.id)
        .limit(_COMPARED)
    )
    ids = {*session.scalars(in_some_way), *session.scalars(beginning)}
    found = session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(ids))
        .where(Organisation.closed_at.is_(None), Organisation.id != but)
        .order_by(Organisation.id)
    )
    return [one for one in found if read_searched(one.search_name).joined == typed.joined]


def organisations_with_email(session: Session, email: str, *, but: int) -> list[Organisation]:
    """Those with this address, in small letters; none is closed."""
    of_these = (Organisation.email == email, Organisation.id != but, Organisation.closed_at.is_(None))
    return list(session.scalars(select(Organisation).where(*of_these).order_by(Organisation.id)))
