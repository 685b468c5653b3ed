/** The bot's own keys below the input: words to send, and people to choose from the contacts. */

import { fullName } from "./avatar.js";
import { make } from "./dom.js";

export class Keys {
  /** `say(text)` sends a key's words; `share(requestId, userIds)` tells the bot who was chosen. */
  constructor({ box, world, person, words, say, share }) {
    Object.assign(this, { box, world, person, words, say, share });
  }

  /** Shows the keys of the newest message that has brought or removed some; used once, they are put away. */
  draw(messages) {
    const newest = messages.findLast((message) => message.from === "bot" && message.keys);
    if (newest === this.shown) return;
    this.shown = newest;
    this.#show((newest?.keys ?? []).map((row) => make("div", { class: "keys" }, ...row.map((key) => this.#key(key)))));
  }

  #show(elements) {
    this.box.replaceChildren(...elements);
    this.box.hidden = !elements.length;
  }

  #key(key) {
    return this.#button(key.text, () => {
      if (key.request_users) this.#choose(key.request_users);
      else this.#use(() => this.say(key.text));
    });
  }

  #button(text, act) {
    const button = make("button", { type: "button", class: "key" }, text);
    button.addEventListener("click", act);
    return button;
  }

  #use(act) {
    this.#show([]);
    act();
  }

  /** The playground's people are everybody's contacts. */
  #choose({ request_id: requestId, max_quantity: most }) {
    const boxes = [...this.world.people.values()].filter((one) => one.id !== this.person.id).map((one) => {
      const input = make("input", { type: "checkbox", value: String(one.id) });
      return { input, line: make("label", { class: "contact" }, input, fullName(one)) };
    });
    const done = this.#button(this.words("choose"), () => {
      const users = boxes.filter(({ input }) => input.checked).map(({ input }) => Number(input.value));
      if (users.length) this.#use(() => this.share(requestId, users));
    });
    const follow = () => {
      const full = boxes.filter(({ input }) => input.checked).length >= most;
      for (const { input } of boxes) input.disabled = full && !input.checked;
    };
    for (const { input } of boxes) input.addEventListener("change", follow);
    this.#show([make("div", { class: "contacts", role: "group", "aria-label": this.words("contacts") }, ...boxes.map(({ line }) => line)), done]);
  }
}
