"""Files in the outbox: they wait there as JSON, like everything else, and are uploaded when their call is made."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from telegram import InputFile

from storage.tables.base import JsonObject

_FILES: Mapping[str, str] = {"sendDocument": "document", "sendPhoto": "photo"}


def with_uploads(method: str, parameters: JsonObject) -> JsonObject:
    """The call's parameters with the file that they hold as the Bot API's client uploads it.

    A file that Telegram knows already is named by its id, and stays as it is.
    """
    name = _FILES.get(method)
    given = parameters.get(name) if name is not None else None
    if name is None or not isinstance(given, dict):
        return parameters
    upload = InputFile(base64.b64decode(given["base64"]), filename=given["name"])
    upload.mimetype = given["mime"]  # what it would be taken for by its name may be another
    return parameters | {name: upload}
