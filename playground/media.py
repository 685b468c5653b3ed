"""Files: what the bot uploads, and the little samples that people in the playground send."""

from __future__ import annotations

import base64
import secrets
from mimetypes import guess_type

from playground.state import JsonObject, Kind, Person, StoredFile

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
)
HARMLESS = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain"})
"""What a browser may show in place; anything else is downloaded."""
_SAMPLES: dict[Kind, tuple[str, str, bytes]] = {
    "photo": ("photo.png", "image/png", _PIXEL),
    "sticker": ("sticker.webp", "image/webp", _PIXEL),
    "voice": ("voice.ogg", "audio/ogg", b"OggS"),
    "video": ("video.mp4", "video/mp4", b"\0\0\0\x18ftypmp42"),
    "document": ("document.txt", "text/plain", b"A document from the playground.\n"),
}


def sample(kind: Kind) -> StoredFile | None:
    """A file as a person would send it, or None for what comes without one (a poll, a contact, …)."""
    return stored(kind, *_SAMPLES[kind]) if kind in _SAMPLES else None


def stored(kind: Kind, name: str, mime_type: str | None, content: bytes) -> StoredFile:
    """A file with ids of its own, ready to be kept in a world."""
    file_id = f"PG{secrets.token_urlsafe(24)}"
    name = name.replace("/", "_").replace("\\", "_") or "file"
    suffix = name[name.rfind(".") :] if "." in name else ""
    return StoredFile(
        file_id=file_id,
        name=name,
        mime_type=mime_type or guess_type(name)[0] or "application/octet-stream",
        path=f"{kind}s/{file_id[2:10]}{suffix}",
        size=len(content),
        content=base64.b64encode(content).decode(),
    )


def content(file: StoredFile) -> bytes:
    return base64.b64decode(file.content)


def unique_id(file: StoredFile) -> str:
    """Telegram's `file_unique_id`: shorter, and no way to the file."""
    return f"U{file.file_id[2:16]}"


def attachment(kind: Kind, file: StoredFile) -> object:
    """The Bot API object under the message's field `kind`."""
    base: JsonObject = {"file_id": file.file_id, "file_unique_id": unique_id(file), "file_size": file.size}
    named: JsonObject = {"file_name": file.name, "mime_type": file.mime_type}
    match kind:
        case "photo":
            return [{**base, "width": 90, "height": 90}]
        case "sticker":
            shape: JsonObject = {"type": "regular", "width": 512, "height": 512}
            return {**base, **shape, "is_animated": False, "is_video": False, "emoji": "👍"}
        case "voice":
            return {**base, "duration": 1, "mime_type": file.mime_type}
        case "video":
            return {**base, **named, "width": 320, "height": 240, "duration": 1}
        case _:
            return {**base, **named}


def payload(kind: Kind, text: str, sender: Person | None) -> JsonObject | None:
    """What a person's message without a file carries under the field `kind`; None if it carries nothing."""
    match kind:
        case "contact":
            contact: JsonObject = {
                "phone_number": "+41000000000",
                "first_name": sender.first_name if sender else "Contact",
            }
            return contact if sender is None else {**contact, "user_id": sender.id}
        case "location":
            return {"latitude": 47.3769, "longitude": 8.5417}
        case "dice":
            return {"emoji": "🎲", "value": secrets.randbelow(6) + 1}
        case "poll":
            options = [{"persistent_id": str(n), "text": word, "voter_count": 0} for n, word in enumerate(("1", "2"))]
            return {
                "id": str(secrets.randbits(62)),
                "question": text or "?",
                "options": options,
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": True,
                "members_only": False,
            }
        case _:
            return None
