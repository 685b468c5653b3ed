"""Asks VIES about a VAT number, over its REST service: one question, one answer, and whatever comes is a verdict.

https://ec.europa.eu/taxation_customs/vies/#/technical-information
"""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.vat.asking import ask
from domain.vat.formats import VatNumber
from domain.vat.verdicts import Verdict, country_code, verdict_from
from domain.words import Country

PUBLIC_URL = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"


@dataclass(frozen=True, slots=True)
class Vies:
    """VIES at an address, asked in the name of the `requester`: only then an answer has a consultation number."""

    url: str
    requester: VatNumber | None = None

    async def ask(self, session: aiohttp.ClientSession, number: str) -> Verdict:
        """What VIES says about the number, which has its prefix. Raises nothing that comes from outside."""
        asked = VatNumber(Country(number[:2]), number)
        body = {"countryCode": country_code(asked), "vatNumber": asked.body}
        if self.requester is not None:
            body["requesterMemberStateCode"] = country_code(self.requester)
            body["requesterNumber"] = self.requester.body
        return await ask(
            session.post(self.url, json=body, allow_redirects=False),
            lambda status, text: verdict_from(status, text, asked),
        )
