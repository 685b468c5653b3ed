"""Asks the Swiss UID register about a number `CHE…`, over its public SOAP service, which needs no account.

https://www.bfs.admin.ch/bfs/en/home/registers/enterprise-register/enterprise-identification/uid-register/uid-interfaces.html
"""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.vat.asking import ask
from domain.vat.swiss_answers import swiss_verdict_from
from domain.vat.verdicts import Verdict

PUBLIC_URL = "https://www.uid-wse.admin.ch/V5.0/PublicServices.svc"
_HEADERS = {
    "Content-Type": "text/xml; charset=utf-8",
    "SOAPAction": '"http://www.uid.admin.ch/xmlns/uid-wse/IPublicServices/GetByUID"',
}
_QUESTION = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<GetByUID xmlns="http://www.uid.admin.ch/xmlns/uid-wse"><uid xmlns:e="http://www.ech.ch/xmlns/eCH-0097/5">'
    "<e:uidOrganisationIdCategorie>CHE</e:uidOrganisationIdCategorie>"
    "<e:uidOrganisationId>{digits}</e:uidOrganisationId>"
    "</uid></GetByUID></s:Body></s:Envelope>"
)


@dataclass(frozen=True, slots=True)
class SwissRegister:
    """The register at an address."""

    url: str

    async def ask(self, session: aiohttp.ClientSession, number: str) -> Verdict:
        """What it says about the number, as in `CHE123456788`. Raises nothing that comes from outside."""
        digits = number.removeprefix("CHE")
        if not (digits.isascii() and digits.isdecimal()):
            raise ValueError(f"{number} is no number of the UID register")
        return await ask(
            session.post(
                self.url, data=_QUESTION.format(digits=digits).encode(), headers=_HEADERS, allow_redirects=False
            ),
            lambda status, text: swiss_verdict_from(status, text, number),
        )
