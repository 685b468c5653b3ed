"""The profile's table on how long things are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field, StrictInt

from bot.profile.provider import Table
from domain.privacy import Retention

Kept = Annotated[StrictInt, Field(ge=1, le=3650)]


class RetentionTable(Table):
    """How long things are kept; each goes by itself afterwards."""

    questions_days: Annotated[StrictInt, Field(ge=7, le=90)] = Field(
        default=30, description="questions that people ask, with their answers, 7 to 90", examples=["30"]
    )
    mails_days: Annotated[StrictInt, Field(ge=7, le=90)] = Field(
        default=30, description="mails that were sent: bounces may take days, 7 to 90", examples=["30"]
    )
    undelivered_days: Annotated[StrictInt, Field(ge=7, le=365)] = Field(
        default=90, description="messages and mails that nobody would take, 7 to 365", examples=["90"]
    )
    page_links_days: Annotated[StrictInt, Field(ge=1, le=365)] = Field(
        default=90, description="links in mails, after they are over, 1 to 365", examples=["90"]
    )
    visitors_questions_days: Kept = Field(
        default=365, description="questions to partners in the directory, 1 to 3650", examples=["365"]
    )
    cases_days: Kept = Field(
        default=365, description="conversations with support, after their end, 1 to 3650", examples=["365"]
    )
    events_days: Annotated[StrictInt, Field(ge=30, le=7300)] = Field(
        default=3650, description="what the provider’s systems were told, 30 to 7300", examples=["3650"]
    )
    defects_days: Kept = Field(default=90, description="records of what went wrong, 1 to 3650", examples=["90"])
    contracts_days: Annotated[StrictInt, Field(ge=1, le=7300)] = Field(
        default=3650,
        description="who the parties of contracts were, once nobody acts for one of them, 1 to 7300",
        examples=["3650"],
    )
    idle_people_days: Annotated[StrictInt, Field(ge=30, le=3650)] = Field(
        default=730, description="people who act for nobody, after they last wrote, 30 to 3650", examples=["730"]
    )

    def retention(self, tenders_days: int) -> Retention:
        """How long everything is kept; tenders have their own table."""
        chosen = {name.removesuffix("_days"): timedelta(days=days) for name, days in self}
        return Retention(**chosen, tenders=timedelta(days=tenders_days))
