"""What the profile's form says about itself: its tables with their headings, and what their keys hold."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic.fields import FieldInfo

from bot.profile.form import ProfileForm
from bot.profile.provider import InBoth, Table


def table_of(field: FieldInfo) -> type[Table] | None:
    """The form of the table, or of each of the tables, that a key holds."""
    inside = field.annotation
    for kind in (inside, *getattr(inside, "__args__", ())):
        if isinstance(kind, type) and issubclass(kind, Table):
            return kind
    return None


def tables(where: str = "", table: type[Table] = ProfileForm) -> Iterator[tuple[str, type[Table]]]:
    """All tables with their headings as the file has them, in their order; names in both languages are not listed."""
    for name, field in table.model_fields.items():
        inside = table_of(field)
        if inside is None or inside is InBoth:
            continue
        several = inside is not field.annotation
        heading = f"{where}.{name}".removeprefix(".")
        yield (f"[[{heading}]]" if several else f"[{heading}]"), inside
        yield from tables(heading, inside)
