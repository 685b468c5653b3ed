/** One chat window: whose it is, the chat with the bot or another place, and the input. */

import { fullName, paintAvatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { fromTemplate, icon, label, make } from "./dom.js";
import { openMenu } from "./menu.js";
import { toast } from "./notices.js";
import { Place } from "./place.js";
import { affiliation, fillPicker } from "./persona.js";
import { Thread } from "./thread.js";
import { languageOf, wordsIn } from "./words.js";

export class Pane {
  /** `side`: "left" or "right"; `chosen(personId)` is told of a choice; `isShown()` whether the pane is on the screen. */
  constructor({ side, world, api, chosen, isShown }) {
    Object.assign(this, { side, world, api, chosen, isShown });
    this.element = fromTemplate("pane-template").firstElementChild;
    this.element.dataset.pane = side;
    this.drafts = new Map();
    this.chosenPlaces = new Map();
    this.#listen();
  }

  get person() {
    return this.world.people.get(this.personId);
  }

  /** Shows this person's chat, or the place where the person was last. */
  show(personId) {
    this.personId = personId;
    this.#open();
  }

  /** Shows another place of the person. */
  #enter(key) {
    this.chosenPlaces.set(this.personId, key);
    this.#open();
  }

  /** The world has been read anew: shows what it says now. The reader stays where the reader is. */
  reload() {
    if (!this.person) {
      this.personId = null;
      return;
    }
    this.#peopleChanged();
    this.thread.draw();
    this.#drawKeys();
  }

  say(text) {
    return this.composer.say(text);
  }

  /** The reader has come back to this pane. */
  see() {
    this.thread?.see();
  }

  #find(role) {
    return this.element.querySelector(`[data-role=${role}]`);
  }

  #listen() {
    this.#find("persona").addEventListener("change", ({ target }) => this.chosen(Number(target.value)));
    this.#find("room").addEventListener("change", ({ target }) => this.#enter(target.value));
    this.#find("language").addEventListener("change", ({ target }) => this.#change({ language_code: target.value }));
    this.#find("chat-menu").addEventListener("click", ({ currentTarget }) => this.#chatMenu(currentTarget));
    this.world.addEventListener("people", () => this.#peopleChanged());
    this.world.addEventListener("read", () => this.#fillPicker());
    this.world.addEventListener("groups", () => this.#groupsChanged());
    this.world.addEventListener("clock", () => this.thread?.draw());
    this.world.addEventListener("commands", () => this.composer?.commands.forget());
    this.world.addEventListener("chat", ({ detail }) => {
      if (detail.chatId === this.place?.chatId && this.place.holds(detail.message)) {
        this.thread.update(detail);
        this.#drawStart();
        this.#drawKeys();
      }
      this.#fillPicker();
    });
    this.world.addEventListener("typing", ({ detail }) => {
      if (detail.chatId === this.place?.chatId && !this.place.inGroup) this.thread.showTyping();
    });
  }

  #open() {
    const { person, element, world } = this;
    const language = languageOf(person.language_code);
    const words = wordsIn(language);
    const place = this.#present();
    Object.assign(this, { language, words, seen: person });
    this.thread?.close();
    this.thread = null;
    if (this.composer) this.drafts.set(this.composer.place.key, this.composer.input.value);
    this.place = place;
    element.lang = person.language_code;
    element.setAttribute("aria-label", words(`${this.side}Of`, { name: fullName(person) }));
    const toasts = element.querySelector(".toasts");
    this.composer = new Composer({
      api: this.api, world, person, place, words, toasts,
      foot: element.querySelector(".foot"),
      own: () => world.messages(place).filter((message) => message.from === person.id),
      unblock: () => this.#change({ blocked: false }),
      start: (payload) => this.#start(payload),
      draft: this.drafts.get(place.key) ?? "",
    });
    this.#drawHead();
    this.thread = new Thread({
      api: this.api, world, person, place, language, words,
      parts: { list: this.#find("messages"), pill: this.#find("newer"), toasts },
      act: this.#acts(),
      visible: () => this.isShown() && document.visibilityState === "visible",
    });
    this.#drawStart();
    this.#drawKeys();
  }

  #drawKeys() {
    if (!this.place.inGroup) this.composer.keys.draw(this.world.messages(this.place));
  }

  /** The place where the person was last, if it is still there. */
  #present() {
    const key = this.chosenPlaces.get(this.personId);
    return this.world.places(this.personId).find((place) => place.key === key) ?? new Place(this.personId);
  }

  #groupsChanged() {
    if (!this.person || !this.thread) return;
    if (this.#present().key !== this.place.key) this.#open();
    else this.#drawHead();
  }

  #acts() {
    return {
      bot: this.world.bot,
      words: this.words,
      command: (text) => this.say(text),
      start: (payload) => this.#start(payload),
      typing: (on) => this.#status(on),
      menu: (message, place) => this.#messageMenu(message, place),
    };
  }

  /** A link to the bot leads to the private chat with it, wherever it stands. */
  #start(payload) {
    if (this.place.inGroup) this.#enter(String(this.personId));
    this.say(`/start ${payload}`.trim());
  }

  #peopleChanged() {
    const { person, seen } = this;
    if (!person || !seen) return;
    if (person.language_code !== seen.language_code) {
      this.#open();
      return;
    }
    this.seen = person;
    this.composer.setBlocked(person.blocked && !this.place.inGroup);
    this.#drawHead();
    this.#drawStart();
  }

  #drawHead() {
    const { person, element, words, world, language } = this;
    const name = fullName(person);
    paintAvatar(element.querySelector(".account .avatar"), person);
    element.querySelector(".affiliation").textContent = affiliation(person, language);
    label(this.#find("persona"), words("person"));
    label(this.#find("language"), words("language", { name }));
    this.#find("language").value = language;
    element.querySelector(".chat-title h2").textContent = world.bot.name;
    this.#find("messages").setAttribute("aria-label", words("personOf", { name }));
    label(this.#find("chat-menu"), words("chatMenu"));
    this.#find("chat-menu").hidden = this.place.inGroup;
    this.#fillRooms();
    this.#status();
    this.#fillPicker();
  }

  /** The places of a person who has more than the private chat. */
  #fillRooms() {
    const { world, words, element } = this;
    const places = world.places(this.personId);
    const select = this.#find("room");
    select.hidden = places.length === 1;
    element.querySelector(".chat-title h2").hidden = !select.hidden;
    label(select, words("room"));
    const options = places.map((place) => {
      const title = place.inGroup ? place.title(words) : world.bot.name;
      const unread = world.unread(place);
      return [place.key, `${place.topic?.closed ? "🔒 " : ""}${title}${unread ? ` (${unread})` : ""}`];
    });
    // The list may be open: what has not changed is left alone.
    if (select.dataset.shown !== JSON.stringify(options)) {
      select.dataset.shown = JSON.stringify(options);
      select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
    }
    select.value = this.place.key;
  }

  #fillPicker() {
    const { world, language, words } = this;
    if (!words) return;
    fillPicker(this.#find("persona"), {
      people: world.people, chosen: this.personId, language, words, unread: (id) => world.unreadOf(id),
    });
    if (this.place) this.#fillRooms();
  }

  #status(typing = Boolean(this.thread?.typing)) {
    const { person, words } = this;
    const status = this.#find("status");
    const here = this.place.inGroup ? words("members", { n: this.place.chat.members.length + 1 }) : `@${this.world.bot.username} · ${words("bot")}`;
    const still = person.blocked && !this.place.inGroup ? words("botBlocked", { name: person.first_name }) : here;
    status.classList.toggle("typing", typing);
    status.textContent = typing ? words("typing") : still;
  }

  #drawStart() {
    const { person, words, world } = this;
    if (this.place.inGroup || person.started || world.messages(this.place).some((message) => message.from === person.id)) {
      this.thread.setFooter(null);
      return;
    }
    const start = make("button", { type: "button", class: "primary", "data-role": "start" }, words("start"));
    start.addEventListener("click", () => {
      this.say("/start");
      this.composer.focus();
    });
    const avatar = make("span", { class: "avatar bot", "aria-hidden": "true" }, icon("handshake"));
    this.thread.setFooter(make("div", { class: "intro" }, avatar, make("h3", {}, world.bot.name),
      make("p", {}, words("introStart", { name: person.first_name })), start));
  }

  #chatMenu(place) {
    const { blocked } = this.person;
    openMenu(place, [
      {
        icon: "block", text: this.words(blocked ? "unblock" : "block"), danger: !blocked,
        act: () => this.#change({ blocked: !blocked }),
      },
    ]);
  }

  #messageMenu(message, place) {
    const mine = message.from === this.personId;
    openMenu(place, [
      { icon: "reply", text: this.words("reply"), act: () => this.composer.replyTo(message) },
      ...(mine && message.text ? [{ icon: "edit", text: this.words("edit"), act: () => this.composer.edit(message) }] : []),
      { icon: "copy", text: this.words("copy"), act: () => navigator.clipboard?.writeText(message.text ?? "") },
    ]);
  }

  async #change(change) {
    try {
      this.world.changePerson({ ...this.person, ...(await this.api.changePerson(this.personId, change)) });
    } catch (error) {
      toast(this.element.querySelector(".toasts"), this.words("failed", { reason: error.message }), "error");
      this.#drawHead();
    }
  }
}
