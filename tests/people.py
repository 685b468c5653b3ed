"""People in front of their Telegram: what they write and tap, and what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from domain.words import Msg, Value
from storage.people import person_by_telegram_id
from storage.products import products_of
from storage.tables import Person, Product
from storage.work import Work
from tests.scan import SCAN

if TYPE_CHECKING:
    from tests.desk import Desk

Json: TypeAlias = dict[str, Any]


class Chat:
    """A person in front of their Telegram, in the private chat with the bot."""

    def __init__(self, desk: Desk, person_id: int, lang: str) -> None:
        self.desk = desk
        self.id = person_id
        self.lang = lang.split("-")[0]
        self.organisation_id = 0
        self.organisation_name = ""
        self.partner_code = ""
        self._messages: dict[int, dict[str, Any]] = {}
        self._read_up_to = 0

    def row(self, work: Work) -> Person:
        """The person in the database."""
        person = person_by_telegram_id(work.session, self.id)
        assert person is not None, "this person has not written to the bot"
        return person

    def products(self, work: Work) -> list[Product]:
        """The products of this person's organisation."""
        return list(products_of(work.session, self.organisation_id))

    def words(self, text: str, **values: Value) -> str:
        """A text of the desk in this person's language, as Telegram shows it."""
        return self.desk.app.desk.around.renderer.plain(Msg(text, **values), self.lang)

    def says(self, text: str, **more: object) -> str:
        """Writes a message; returns what the bot last wrote."""
        self.send(text=text, **more)
        return self.reads()

    def send(self, **message: object) -> int:
        """Sends any kind of message (`kind="sticker"`) and waits for the bot; the message's id."""
        SCAN.hears(str(message.get("text", "")))
        sent = self.desk.playground.post(f"/chats/{self.id}/messages", json={"from": self.id, **message})
        sent.raise_for_status()
        self.desk.settle()
        return int(sent.json()["message_id"])

    def edits(self, message_id: int, text: str) -> None:
        """Changes a message of one's own."""
        self.desk.playground.post(
            f"/chats/{self.id}/messages/{message_id}/edit", json={"from": self.id, "text": text}
        ).raise_for_status()
        self.desk.settle()

    def blocks(self, *, blocked: bool = True) -> None:
        """Blocks the bot, or takes it back."""
        self.desk.playground.patch(f"/people/{self.id}", json={"blocked": blocked}).raise_for_status()
        self.desk.settle()

    def messages(self) -> list[dict[str, Any]]:
        """All messages in the chat, oldest first."""
        news = self.desk.playground.get(f"/chats/{self.id}/messages", params={"after": self._read_up_to}).json()
        self._read_up_to = news["seq"]
        self._messages.update((message["message_id"], message) for message in news["messages"])
        return [message for _, message in sorted(self._messages.items()) if not message["deleted"]]

    def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in self.messages() if message["from"] == "bot"]

    def reads(self, back: int = 1) -> str:
        """The text of the bot's newest message, or of the one `back` messages ago."""
        found = self.from_bot()
        return str(found[-back]["text"]) if len(found) >= back else ""

    def reads_all(self) -> str:
        """Everything that the bot's messages say at present."""
        return "\n\n".join(str(message["text"]) for message in self.from_bot())

    def files(self) -> list[str]:
        """The names of the files that the bot has sent, oldest first."""
        return [str(message["file"]["name"]) for message in self.from_bot() if "file" in message]

    def reads_file(self, name: str = "") -> bytes:
        """Opens the newest file whose name contains `name`."""
        for message in reversed(self.from_bot()):
            if "file" in message and name in message["file"]["name"]:
                found = self.desk.playground.get(f"{self.desk.settings.api_url}{message['file']['url']}")
                return found.raise_for_status().content
        raise AssertionError(f"no file “{name}” in this chat; there are {self.files()}")

    def buttons(self) -> list[str]:
        """The labels under the bot's newest message."""
        found = self.from_bot()
        return [button["text"] for row in (found[-1]["keyboard"] or []) for button in row] if found else []

    def taps(self, label: str, *, message_id: int | None = None, **values: Value) -> str:
        """Taps the newest button whose label contains `label`; returns the pop-up's text or what the bot last wrote.

        A label of the desk, given whole, is found in this person's language.
        """
        place, data = self.find(label, message_id, **values)
        return self.press(place, data)

    def opens(self, invitation: str) -> str:
        """Opens an invitation by the payload of its link and accepts it; what the bot last wrote."""
        self.says(f"/start {invitation}")
        return self.taps("✅ Accept")

    def types_inline(self, text: str, *, chat_id: int | None = None, offset: str = "") -> Json:
        """Types behind the bot's name, here or in another chat, and waits for the bot: the answer."""
        body = {"from": self.id, "chat_id": chat_id or self.id, "text": text, "offset": offset}
        asked = self.desk.playground.post("/inline", json=body).raise_for_status().json()["inline_query_id"]
        self.desk.settle()
        return {"id": asked, **self.desk.playground.get(f"/inline/{asked}").raise_for_status().json()}

    def sends_inline(self, answer: Json, result_id: str) -> str:
        """Sends one of the results; what the bot last wrote here."""
        path = f"/inline/{answer['id']}/choose"
        self.desk.playground.post(path, json={"result_id": result_id}).raise_for_status()
        self.desk.settle()
        return self.reads()

    def own_keys(self) -> list[dict[str, Any]]:
        """The keys in place of the phone's own at present."""
        shown = [message["keys"] for message in self.from_bot() if message["keys"] is not None]
        return [key for row in shown[-1] for key in row] if shown else []

    def shares_users(self, *people: Chat, request: int | None = None) -> str:
        """Chooses people from the contacts, with the key that asks for them; what the bot last wrote."""
        if request is None:
            request = next(key["request_users"]["request_id"] for key in self.own_keys() if "request_users" in key)
        body = {"from": self.id, "request_id": request, "users": [person.id for person in people]}
        self.desk.playground.post(f"/chats/{self.id}/shared", json=body).raise_for_status()
        self.desk.settle()
        return self.reads()

    def find(self, label: str, message_id: int | None = None, **values: Value) -> tuple[int, str]:
        """The message and the data of the newest button whose label contains `label`."""
        label = self.words(label, **values)
        for message in reversed(self.from_bot()):
            if message_id is not None and message["message_id"] != message_id:
                continue
            for row in message["keyboard"] or []:
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button.get("data", "")
        raise AssertionError(f"no button “{label}” in this chat; the last ones are {self.buttons()}")

    def press(self, message_id: int, data: str) -> str:
        """Presses any data under any message, as a forged or very old button does."""
        made = self.desk.playground.post(
            f"/chats/{self.id}/messages/{message_id}/press", json={"from": self.id, "data": data}
        )
        made.raise_for_status()
        self.desk.settle()
        answer = self.desk.playground.get(f"/callbacks/{made.json()['callback_query_id']}").json()
        assert answer["answered"], "the button keeps spinning"
        return str(answer["text"] or self.reads())


class Room:
    """A group or a channel in which the bot is."""

    def __init__(self, desk: Desk, chat_id: int) -> None:
        self.desk = desk
        self.id = chat_id

    def hears(self, person: Chat | None, text: str) -> list[str]:
        """Somebody writes, or in a channel nobody in particular; what the bot answers to it."""
        before = len(self._from_bot())
        message = {"text": text} if person is None else {"text": text, "from": person.id}
        self.desk.playground.post(f"/chats/{self.id}/messages", json=message).raise_for_status()
        self.desk.settle()
        return self._from_bot()[before:]

    def _from_bot(self) -> list[str]:
        found = self.desk.playground.get(f"/chats/{self.id}/messages").json()["messages"]
        return [str(message["text"]) for message in found if message["name"] == "Handschlag"]


class Support:
    """The group in which support works, its topics, and three of its people."""

    def __init__(self, desk: Desk, chat_id: int, nina: Chat, omar: Chat, zoe: Chat) -> None:
        self.desk = desk
        self.id = chat_id
        self.nina, self.omar, self.zoe = nina, omar, zoe

    def writes(self, person: Chat, text: str = "", topic: int | None = None, **more: object) -> int:
        """Somebody writes in a topic, or outside of all, and the bot does what it has to; the message's id."""
        body = {"from": person.id, "text": text, "thread_id": topic, **more}
        sent = self.desk.playground.post(f"/chats/{self.id}/messages", json=body)
        sent.raise_for_status()
        self.desk.settle()
        return int(sent.json()["message_id"])

    def edits(self, person: Chat, message_id: int, text: str) -> None:
        """Somebody changes what they have written."""
        path = f"/chats/{self.id}/messages/{message_id}/edit"
        self.desk.playground.post(path, json={"from": person.id, "text": text}).raise_for_status()
        self.desk.settle()

    def topics(self) -> dict[int, str]:
        """The topics by their numbers."""
        chats = self.desk.world()["chats"]
        (chat,) = (chat for chat in chats if chat["id"] == self.id)
        return {topic["thread_id"]: topic["name"] for topic in chat["topics"]}

    def topic(self) -> int:
        """The newest topic."""
        return max(self.topics())

    def messages(self, topic: int | None = None) -> list[dict[str, Any]]:
        """What stands in a topic, or outside of all."""
        found = self.desk.playground.get(f"/chats/{self.id}/messages").json()["messages"]
        return [one for one in found if one["thread_id"] == topic and not one["deleted"] and one["kind"] != "service"]

    def reads(self, topic: int | None = None, back: int = 1) -> str:
        """The bot's newest message there, or the one `back` messages ago."""
        said = [one for one in self.messages(topic) if one["from"] == "bot"]
        return str(said[-back]["text"]) if len(said) >= back else ""

    def taps(self, person: Chat, label: str, topic: int | None = None) -> str:
        """Somebody taps the newest button whose label contains this; what pops up."""
        for message in reversed(self.messages(topic)):
            for button in (button for row in message["keyboard"] or [] for button in row):
                if label in button["text"]:
                    return self.press(person, message["message_id"], button.get("data", ""))
        raise AssertionError(f"no button “{label}” in the group; the last ones are {self.buttons(topic)}")

    def press(self, person: Chat, message_id: int, data: str) -> str:
        """Somebody presses any data under any message; what pops up."""
        path = f"/chats/{self.id}/messages/{message_id}/press"
        made = self.desk.playground.post(path, json={"from": person.id, "data": data})
        made.raise_for_status()
        self.desk.settle()
        answer = self.desk.playground.get(f"/callbacks/{made.json()['callback_query_id']}").json()
        assert answer["answered"], "the button keeps spinning"
        return str(answer["text"] or "")

    def buttons(self, topic: int | None = None) -> list[str]:
        """The labels under the bot's newest message there."""
        said = [one for one in self.messages(topic) if one["from"] == "bot"]
        return [button["text"] for row in (said[-1]["keyboard"] or []) for button in row] if said else []
