"""The Swiss UID register as the demo asks it: its public service's wire format, SOAP 1.1, interface 5.0.

What it says about a number hangs on the last digit, as at the demo's VIES (`playground.vies`).
"""

from __future__ import annotations

import re
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.vies import OTHER_NAME

XML = "text/xml; charset=utf-8"
DEFINITIVE, DELETED = "3", "5"
"""Of an entry's status."""
_ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'
_RESULT = (
    '<GetByUIDResponse xmlns="http://www.uid.admin.ch/xmlns/uid-wse"><GetByUIDResult>{}</GetByUIDResult>'
    "</GetByUIDResponse>"
)


def routes() -> list[Route]:
    """To be mounted where the register shall be."""
    return [Route("/PublicServices.svc", _ask, methods=["POST"])]


def number_asked_about(question: str) -> str | None:
    """The nine digits in a question to `GetByUID`, if it is one."""
    found = re.search(r"uidOrganisationId>(\d{9})<", question)
    return found[1] if found is not None and "GetByUID" in question else None


def entry(digits: str, name: str, town: str = "Musterstadt", status: str = DEFINITIVE) -> str:
    """One organisation of an answer."""
    return (
        '<organisationType xmlns="http://www.uid.admin.ch/xmlns/uid-wse/5">'
        '<organisation xmlns="http://www.ech.ch/xmlns/eCH-0108/5">'
        '<organisationIdentification xmlns="http://www.ech.ch/xmlns/eCH-0098/5">'
        '<uid xmlns="http://www.ech.ch/xmlns/eCH-0097/5"><uidOrganisationIdCategorie>CHE</uidOrganisationIdCategorie>'
        f"<uidOrganisationId>{digits}</uidOrganisationId></uid>"
        '<OtherOrganisationId xmlns="http://www.ech.ch/xmlns/eCH-0097/5"><organisationIdCategory>CH.HR'
        "</organisationIdCategory><organisationId>CH02030000001</organisationId></OtherOrganisationId>"
        f"<organisationName>{escape(name)}</organisationName>"
        f"<organisationLegalName>{escape(name)}</organisationLegalName><legalForm>0106</legalForm>"
        "</organisationIdentification><address><addressCategory>LEGAL</addressCategory><street>Musterweg</street>"
        f"<houseNumber>7</houseNumber><town>{escape(town)}</town><swissZipCode>8001</swissZipCode>"
        "<cantonAbbreviation>ZH</cantonAbbreviation><countryIdISO2>CH</countryIdISO2></address></organisation>"
        f"<uidregInformation><uidregStatusEnterpriseDetail>{status}</uidregStatusEnterpriseDetail>"
        "<uidregPublicStatus>1</uidregPublicStatus></uidregInformation></organisationType>"
    )


def answer(*entries: str) -> str:
    """A whole answer; without entries, the register does not know the number."""
    return _ENVELOPE.format(_RESULT.format("".join(entries)))


def fault(error: str) -> str:
    """What comes with HTTP 500 where something is wrong with the question, or with how many there are."""
    return _ENVELOPE.format(
        f'<s:Fault><faultcode>s:Client</faultcode><faultstring xml:lang="de-CH">{error}</faultstring><detail>'
        '<businessFault xmlns="http://www.uid.admin.ch/xmlns/uid-wse">'
        '<operation xmlns="http://www.uid.admin.ch/xmlns/uid-wse-shared/2">GetByUID</operation>'
        f'<error xmlns="http://www.uid.admin.ch/xmlns/uid-wse-shared/2">{error}</error>'
        "</businessFault></detail></s:Fault>"
    )


async def _ask(request: Request) -> Response:
    digits = number_asked_about((await request.body()).decode("utf-8", "replace"))
    if digits is None:
        return Response(fault("Data_validation_failed"), 500, media_type=XML)
    match int(digits[-1]):
        case 9:
            return Response(fault("Request_limit_exceeded"), 500, media_type=XML)
        case 5 | 7:
            return Response(answer(), media_type=XML)
        case _:
            return Response(answer(entry(digits, OTHER_NAME)), media_type=XML)
