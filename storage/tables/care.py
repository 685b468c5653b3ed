"""Which of a partner's people look after which of its clients: themselves, or as members of a team (fact 11)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, JsonColumn
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class Team(Base):
    """A group of a partner's people, by the name that they have given it."""

    __tablename__ = "team"
    audited = True
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(40))

    members: Mapped[list[TeamMember]] = relationship(back_populates="team", cascade="all, delete-orphan")


class TeamMember(Base):
    """A person belongs to a team."""

    __tablename__ = "team_member"
    audited = True
    __table_args__ = (UniqueConstraint("team_id", "person_id"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    team: Mapped[Team] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class ClientCare(Base):
    """A client of a partner is not everybody's to look after: of its employees, the carers only reach it.

    Legal representatives and administrators reach every client (fact 41).
    """

    __tablename__ = "client_care"
    audited = True
    __table_args__ = (UniqueConstraint("partner_id", "client_id"), Index(None, "client_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))

    client: Mapped[Organisation] = relationship(foreign_keys=client_id)
    carers: Mapped[list[Carer]] = relationship(back_populates="care", cascade="all, delete-orphan", order_by="Carer.id")


class Carer(Base):
    """A person, or a team, who looks after a client; with `products`, after those (ids) only."""

    __tablename__ = "carer"
    audited = True
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (team_id IS NULL)", name="person_or_team"),
        UniqueConstraint("care_id", "person_id"),
        UniqueConstraint("care_id", "team_id"),
        Index(None, "person_id"),
        Index(None, "team_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    care_id: Mapped[int] = mapped_column(ForeignKey("client_care.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    products: Mapped[list[int] | None] = mapped_column(JsonColumn)

    care: Mapped[ClientCare] = relationship(back_populates="carers")
    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()
