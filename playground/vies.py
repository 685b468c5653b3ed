"""VIES as the demo asks it, with its real wire format. What it says about a number hangs on the last digit:

0, 2, 4, 6, 8   valid; the country does not tell the name     DE 123456788
1, 3            valid, under another company's name            DE 123456753
5, 7            not valid                                      DE 123456745
9               the country's own service is out of order      DE 123456729
"""

from __future__ import annotations

import datetime as dt
import json
import zlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

OTHER_NAME, OTHER_ADDRESS = "SONNENHANG HANDELS GMBH", "MUSTERWEG 7\n10115 MUSTERSTADT"


def routes() -> list[Route]:
    """To be mounted where VIES shall be."""
    return [Route("/check-vat-number", _check, methods=["POST"])]


async def _check(request: Request) -> Response:
    try:
        asked = json.loads(await request.body())
        country, number = str(asked["countryCode"]), str(asked["vatNumber"])
    except (ValueError, KeyError, TypeError):
        return _failed("INVALID_INPUT")
    digits = [char for char in number if char.isdecimal()]
    last = int(digits[-1]) if digits else 9
    if last == 9:
        return _failed("MS_UNAVAILABLE")
    valid, named = last not in (5, 7), last in (1, 3)
    proof = f"WAPIAAAA{zlib.crc32(number.encode()):08X}" if asked.get("requesterNumber") and valid else ""
    return JSONResponse(
        {
            "countryCode": country,
            "vatNumber": number,
            "requestDate": dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z"),
            "valid": valid,
            "requestIdentifier": proof,
            "name": OTHER_NAME if named else "---",
            "address": OTHER_ADDRESS if named else "---",
        }
    )


def _failed(code: str) -> Response:
    return JSONResponse({"actionSucceed": False, "errorWrappers": [{"error": code}]})
