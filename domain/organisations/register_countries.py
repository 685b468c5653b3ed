"""In which countries' registers a company of the programme may be (fact 4)."""

from __future__ import annotations

from collections.abc import Collection

from domain.words import Country, Msg, Refused, listing


class RegisterNotTaken(Refused):
    """The programme takes no companies from this country."""

    def __init__(self, country: Country, taken: Collection[str]) -> None:
        super().__init__(
            Msg(
                "This programme takes companies from these countries only: {countries}. {country} is not among them.",
                countries=listing(map(Country, sorted(taken))),
                country=country,
            )
        )


def require_register_taken(country: Country, taken: Collection[str] | None) -> None:
    """Raises `RegisterNotTaken` where the country is none of those that are `taken`; `None` stands for all."""
    if taken is not None and country.code not in taken:
        raise RegisterNotTaken(country, taken)
