"""Bot API methods that change messages or take them away."""

from __future__ import annotations

from collections.abc import Mapping

from playground import shapes
from playground.call import Call, Method
from playground.keyboards import inline_keyboard, is_reply_keyboard
from playground.refusals import bad_request
from playground.state import Entity, Keyboard, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 3600


def _own_message(call: Call) -> Message:
    """The bot's message that is to be edited."""
    if "chat_id" not in call.arguments or "message_id" not in call.arguments:
        raise bad_request("message identifier is not specified")
    chat = call.writable_chat()
    message = call.world.message(chat.id, call.arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    own = message.sender == call.world.state.bot.id or (message.sender is None and chat.type == "channel")
    if not own or message.kind == "service" or message.reply_keyboard:
        raise bad_request("message can't be edited")
    return message


def _keyboard(call: Call) -> Keyboard | None:
    markup = call.arguments.mapping("reply_markup")
    if is_reply_keyboard(markup):
        raise bad_request("inline keyboard expected")
    return inline_keyboard(markup)


def _changed(call: Call, message: Message, text: str, entities: list[Entity], keyboard: Keyboard | None) -> object:
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    message.edit_date = call.world.now()
    call.world.edited(message)
    return shapes.message(call.world.state, message)


def edit_message_text(call: Call) -> object:
    text, entities = call.words()
    keyboard = _keyboard(call)
    message = _own_message(call)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _changed(call, message, text, entities, keyboard)


def edit_message_caption(call: Call) -> object:
    caption, entities = call.words("caption")
    keyboard = _keyboard(call)
    message = _own_message(call)
    if message.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    return _changed(call, message, caption, entities, keyboard)


def edit_message_reply_markup(call: Call) -> object:
    keyboard = _keyboard(call)
    message = _own_message(call)
    return _changed(call, message, message.text, message.entities, keyboard)


def delete_message(call: Call) -> object:
    chat = call.chat()
    message = call.world.message(chat.id, call.arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if call.world.now() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    call.world.delete(message)
    return True


METHODS: Mapping[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}
