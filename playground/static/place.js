/** Where a person can write: in the private chat with the bot, in a group, in a topic of a group. */

/** `threadId` is null outside of topics; `key` tells places of all people apart. */
export class Place {
  constructor(personId, chat = null, topic = null) {
    this.chatId = chat?.id ?? personId;
    this.threadId = topic?.thread_id ?? null;
    this.inGroup = chat !== null;
    this.chat = chat;
    this.topic = topic;
    this.key = chat ? `${personId}:${chat.id}/${this.threadId ?? 0}` : String(personId);
  }

  holds(message) {
    return !this.inGroup || (message.thread_id ?? null) === this.threadId;
  }

  /** What the place is called: the topic, or the group; a forum's place outside of topics has a name of its own. */
  title(words) {
    if (this.topic) return this.topic.name;
    return this.chat?.is_forum ? `${this.chat.title} · ${words("general")}` : this.chat?.title;
  }
}

/** All places of a person: the private chat first, then each group with its topics, the open and newest ones first. */
export function placesOf(personId, groups) {
  const places = [new Place(personId)];
  for (const chat of groups.values()) {
    if (!chat.members.includes(personId)) continue;
    places.push(new Place(personId, chat));
    const topics = [...chat.topics].sort((a, b) => a.closed - b.closed || b.thread_id - a.thread_id);
    places.push(...topics.map((topic) => new Place(personId, chat, topic)));
  }
  return places;
}
