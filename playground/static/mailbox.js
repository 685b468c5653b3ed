/** The mailbox: every e-mail the bot has sent on this computer. */

import { count, fromTemplate, label, make } from "./dom.js";
import { linked } from "./rich.js";
import { moment, wordsIn } from "./words.js";

export class Mailbox {
  /** `toggle`: the button in the header; `start(payload)` follows links to the bot. */
  constructor({ world, toggle, language, start }) {
    Object.assign(this, { world, toggle, language, start, words: wordsIn(language) });
    this.element = fromTemplate("mailbox-template").firstElementChild;
    this.seen = new Set();
    this.drawn = new Map();
    this.element.setAttribute("aria-label", this.words("mail"));
    this.element.querySelector("h2").textContent = this.words("mail");
    this.element.querySelector(".empty span").textContent = this.words("noMail");
    const close = this.element.querySelector("[data-role=close-mail]");
    label(close, this.words("closeMail"));
    close.addEventListener("click", () => this.show(false));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.show(false);
    });
    toggle.addEventListener("click", () => this.show(this.element.hidden));
    world.addEventListener("mail", () => this.draw());
    this.draw();
  }

  show(open) {
    this.element.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.draw();
    if (open) this.element.querySelector("[data-role=close-mail]").focus({ focusVisible: false });
    else this.toggle.focus({ focusVisible: false });
  }

  draw() {
    const { mail } = this.world;
    if (!this.element.hidden) for (const { id } of mail) this.seen.add(id);
    const fresh = mail.filter(({ id }) => !this.seen.has(id)).length;
    count(this.toggle.querySelector(".badge"), fresh);
    label(this.toggle, fresh ? this.words("mailUnread", { n: fresh }) : this.words("mail"));
    this.element.querySelector(".empty").hidden = mail.length > 0;
    this.element.querySelector(".mails").replaceChildren(...[...mail].reverse().map((letter) => this.#letter(letter)));
  }

  #letter(letter) {
    if (!this.drawn.has(letter.id)) this.drawn.set(letter.id, this.#draw(letter));
    return this.drawn.get(letter.id);
  }

  #draw({ to, subject, text, date }) {
    const act = { bot: this.world.bot, words: this.words, start: this.start };
    return make("li", {}, make("details", {},
      make("summary", {}, make("b", {}, subject),
        make("span", { class: "to" }, `${this.words("to")}: ${to}`),
        make("time", {}, moment(date, this.language))),
      make("div", { class: "letter" }, linked(text, act))));
  }
}
