"""Photos, documents and voice notes: up, shown, and down again byte by byte."""

from __future__ import annotations

import pytest

from tests.playground.playing import Playing

CONTENT = b"\x00\xff\r\n--frontier\r\n\xe2\x82"


def upload(
    world: Playing, method: str, field: str, *, name: str = "contract.pdf", attached: str | None = None
) -> tuple[int, bytes]:
    """Send a file as a multipart body; with `attached`, the field only refers to the part of that name."""
    fields = {"chat_id": str(world.mia), "caption": "<b>Signed</b>", "parse_mode": "HTML"}
    if attached:
        fields[field] = f"attach://{attached}"
    parts = [
        f'--frontier-1\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--frontier-1\r\nContent-Disposition: form-data; name="{attached or field}"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), CONTENT, b"\r\n--frontier-1--\r\n"])
    headers = {"Content-Type": "multipart/form-data; boundary=frontier-1"}
    return world.send("POST", f"/bot{world.token}/{method}", body, headers)


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument", "sendVoice"])
@pytest.mark.parametrize("attached", [None, "part"])
def test_a_file_comes_back_byte_by_byte(world: Playing, method: str, attached: str | None) -> None:
    field = method.removeprefix("send").lower()
    status, _ = upload(world, method, field, attached=attached)
    shown = world.shown()[-1]
    assert (status, shown["kind"], shown["html"], shown["file"]["name"]) == (
        200,
        field,
        "<b>Signed</b>",
        "contract.pdf",
    )
    assert world.send("GET", shown["file"]["url"]) == (200, CONTENT)


def test_a_file_is_found_by_its_id(world: Playing) -> None:
    upload(world, "sendDocument", "document")
    world.says(kind="document")
    document = world.update()["message"]["document"]
    file = world.result("getFile", file_id=document["file_id"])
    assert file["file_size"] == document["file_size"]
    status, content = world.send("GET", f"/file/bot{world.token}/{file['file_path']}")
    assert (status, len(content)) == (200, file["file_size"])


def test_a_known_file_is_sent_again_by_its_id(world: Playing) -> None:
    world.says(kind="photo")
    file_id = world.update()["message"]["photo"][0]["file_id"]
    sent = world.result("sendPhoto", chat_id=world.mia, photo=file_id, caption="Yours")
    assert (sent["photo"][0]["file_id"], sent["caption"]) == (file_id, "Yours")


def test_a_caption_has_at_most_1024_characters(world: Playing) -> None:
    world.says(kind="photo")
    photo = {"chat_id": world.mia, "photo": world.update()["message"]["photo"][0]["file_id"]}
    assert world.refusal("sendPhoto", **photo, caption="x" * 1025) == "Bad Request: message caption is too long"
    message_id = world.result("sendPhoto", **photo, caption="x" * 1024)["message_id"]
    place = {"chat_id": world.mia, "message_id": message_id}
    edited = world.result("editMessageCaption", **place, caption="new")
    assert edited["caption"] == "new"
    assert world.refusal("editMessageText", **place, text="x") == "Bad Request: there is no text in the message to edit"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b.txt", "", "x"])
def test_a_files_name_is_no_path(world: Playing, name: str) -> None:
    upload(world, "sendDocument", "document", name=name)
    file = world.shown()[-1]["file"]
    assert not {"/", "\\"} & set(file["name"])
    assert world.send("GET", file["url"])[0] == 200


def test_files_of_another_world_are_not_there(world: Playing) -> None:
    upload(world, "sendDocument", "document")
    path = world.shown()[-1]["file"]["url"].rsplit("/", 2)
    other = Playing(world.url)
    assert world.send("GET", f"/file/bot{other.token}/{path[1]}/{path[2]}")[0] == 404
    other.close()
