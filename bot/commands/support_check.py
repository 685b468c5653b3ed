"""Whether the bot may do in support's group what it has to do there."""

from __future__ import annotations

from telegram import Bot, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden


async def fault_of_group(bot: Bot, chat_id: int) -> str | None:
    """What has to be put right about the group, in a sentence; `None` where all is well. Raises `TelegramError`."""
    try:
        group = await bot.get_chat(chat_id)
        me = await bot.get_chat_member(chat_id, bot.id)
    except (BadRequest, Forbidden) as no:
        return f"the bot is not in {chat_id} ({no.message}): add it again, or write /connect in another group."
    if not group.is_forum:
        return f"“{group.title}” has no topics: turn them on in the group’s settings."
    if not isinstance(me, ChatMemberAdministrator) or not me.can_manage_topics:
        return f"the bot may not manage topics in “{group.title}”: make it an administrator who may."
    return None
