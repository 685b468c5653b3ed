/**
 * What the page knows: people, chats, groups, mail. One copy for both panes; changes are announced as events.
 *
 * Events: `people`, `groups`, `chat` {chatId, message, fresh}, `typing` {chatId}, `callback` {answer}, `commands`,
 * `mail`, `read`, `clock`.
 */

import { Marks } from "./marks.js";
import { placesOf } from "./place.js";
import { setTime } from "./words.js";

const MAIL = "mail";

export class World extends EventTarget {
  constructor() {
    super();
    this.bot = { id: 0, name: "", username: "" };
    this.people = new Map();
    this.mail = [];
    this.clock = null;
    this.chats = new Map();
    this.groups = new Map();
    this.callbacks = new Map();
    this.waiting = null;
  }

  /** From here until `load` is through, events wait: none is lost, none is overwritten by an older copy. */
  hold() {
    this.waiting ??= [];
  }

  /** Reads everything anew from the server. */
  async load(api) {
    const [world, mail] = await Promise.all([api.world(), api.mail()]);
    const people = new Map(world.people.map((person) => [person.id, person]));
    const groups = groupsOf(world);
    const chats = new Map();
    const read = new Marks(api.token);
    await Promise.all(
      [...people.keys(), ...groups.keys()].map(async (id) => {
        const { messages } = await api.messages(id);
        read.check(id, messages.at(-1)?.message_id ?? 0);
        chats.set(id, new Map(messages.filter((message) => !message.deleted).map((message) => [message.message_id, message])));
      }),
    );
    this.bot = world.bot;
    this.people = people;
    this.chats = chats;
    this.groups = groups;
    this.api = api;
    this.mail = mail;
    this.read = read;
    read.check(MAIL, mail.length);
    this.#setClock(world.clock);
    const held = this.waiting ?? [];
    this.waiting = null;
    for (const name of ["mail", "commands", "groups", "clock"]) this.#tell(name);
    for (const event of held) this.receive(event);
  }

  /** One event of the server. */
  receive(event) {
    if (this.waiting) {
      this.waiting.push(event);
      return;
    }
    switch (event.type) {
      case "message":
      case "edit":
      case "delete":
        this.#message(event);
        break;
      case "callback":
        this.callbacks.set(event.callback_query_id, event);
        this.#tell("callback", event);
        break;
      case "person":
        this.changePerson(event.person);
        break;
      case "mail":
        this.mail = [...this.mail.filter((mail) => mail.id !== event.mail.id), event.mail];
        this.#tell("mail");
        break;
      case "clock":
        this.#setClock(event.clock);
        this.#tell("clock");
        break;
      case "typing":
        this.#tell("typing", { chatId: event.chat_id });
        break;
      case "commands":
        this.#tell("commands");
        break;
    }
  }

  changePerson(person) {
    this.people.set(person.id, person);
    this.#tell("people");
  }

  /** Where this person can write. */
  places(personId) {
    return placesOf(personId, this.groups);
  }

  /** A place's messages, oldest first. */
  messages(place) {
    const all = [...(this.chats.get(place.chatId)?.values() ?? [])];
    return all.filter((message) => place.holds(message)).sort((a, b) => a.message_id - b.message_id);
  }

  /** How many of the bot's messages in this place its person has not seen on this page. */
  unread(place) {
    const mark = this.read?.of(place.key) ?? 0;
    return this.messages(place).filter((message) => message.from === "bot" && message.message_id > mark).length;
  }

  /** The same in all places of the person. */
  unreadOf(personId) {
    return this.places(personId).reduce((sum, place) => sum + this.unread(place), 0);
  }

  /** Whether this place has ever been looked at here. */
  hasRead(place) {
    return (this.read?.of(place.key) ?? 0) > 0;
  }

  /** The person has seen the place up to its end. */
  markRead(place) {
    const last = this.messages(place).at(-1);
    if (last && this.read?.move(place.key, last.message_id)) this.#tell("read");
  }

  /** How many letters have not been seen on this page. */
  get unreadMail() {
    return this.mail.filter(({ id }) => id > (this.read?.of(MAIL) ?? 0)).length;
  }

  markMailRead() {
    if (this.mail.length) this.read?.move(MAIL, this.mail.at(-1).id);
  }

  /** `{now, days_left}` where time can be moved: the moment, and what is left of a journey. */
  #setClock(clock) {
    this.clock = clock;
    if (clock) setTime(clock.now);
  }

  #message({ type, chat_id: chatId, message }) {
    if (!this.chats.has(chatId)) this.chats.set(chatId, new Map());
    const chat = this.chats.get(chatId);
    const fresh = type === "message" && !chat.has(message.message_id);
    if (message.deleted || type === "delete") chat.delete(message.message_id);
    else chat.set(message.message_id, message);
    this.#tell("chat", { chatId, message, fresh });
    // A chat that nobody knows, or a note of Telegram's own: topics come, close and go.
    if (!this.people.has(chatId) && (!this.groups.has(chatId) || message.kind === "service")) this.#loadGroups();
  }

  async #loadGroups() {
    this.groups = groupsOf(await this.api.world());
    this.#tell("groups");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function groupsOf(world) {
  return new Map(world.chats.filter(({ type }) => type.endsWith("group")).map((chat) => [chat.id, chat]));
}
