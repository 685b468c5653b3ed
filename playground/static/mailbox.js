/** The mailbox: every e-mail the bot has sent on this computer, a conversation together, the newest first. */

import { fullName } from "./avatar.js";
import { arrange, count, fromTemplate, label, make } from "./dom.js";
import { Letter } from "./letter.js";
import { moment, wordsIn } from "./words.js";

const beside = matchMedia("(min-width: 1181px)");

export class Mailbox {
  /** `toggle`: the button in the header; `start(person, payload)` follows links to the bot. */
  constructor({ world, toggle, language, start }) {
    Object.assign(this, { world, toggle, language, start, words: wordsIn(language) });
    this.element = fromTemplate("mailbox-template").firstElementChild;
    this.threads = new Map();
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
    if (!this.element.hidden) this.world.markMailRead();
    const fresh = this.world.unreadMail;
    count(this.toggle.querySelector(".badge"), fresh);
    label(this.toggle, fresh ? this.words("mailUnread", { n: fresh }) : this.words("mail"));
    this.element.querySelector(".empty").hidden = mail.length > 0;
    const threads = new Map();
    // The newest thread stands first: where a letter comes, its thread moves up.
    for (const letter of [...mail].reverse()) threads.set(letter.thread, [...(threads.get(letter.thread) ?? []), letter]);
    arrange(this.element.querySelector(".mails"), [...threads].map(([id, letters]) => this.#thread(id, letters)));
  }

  #thread(id, letters) {
    const known = this.threads.get(id);
    if (known) {
      known.show(letters);
      return known.element;
    }
    const thread = new Thread(this, letters);
    this.threads.set(id, thread);
    return thread.element;
  }

  personAt(address) {
    const wanted = address.toLowerCase();
    return [...this.world.people.values()].find(({ email }) => email?.toLowerCase() === wanted);
  }

  /** What a letter needs to know of where it lies. */
  actsOf({ to }) {
    return {
      bot: this.world.bot,
      words: this.words,
      start: (payload) => {
        if (!beside.matches) this.show(false);
        this.start(this.personAt(to), payload);
      },
    };
  }
}

/** Letters to one address that go on from one another. What stands in them is drawn when it is opened. */
class Thread {
  constructor(mailbox, letters) {
    this.mailbox = mailbox;
    this.shown = new Map();
    this.subject = make("b");
    this.number = make("span", { class: "badge" });
    this.time = make("time");
    this.body = make("div", { class: "letters" });
    this.details = make("details", {},
      make("summary", {}, make("span", { class: "line" }, this.subject, this.number),
        make("span", { class: "to" }, `${mailbox.words("to")}: ${this.#name(letters[0].to)}`), this.time),
      this.body);
    this.element = make("li", {}, this.details);
    this.details.addEventListener("toggle", () => this.#fill());
    this.show(letters);
  }

  /** `letters`: the newest first. */
  show(letters) {
    this.letters = letters;
    const { words, language } = this.mailbox;
    this.subject.textContent = letters[0].subject || words("noSubject");
    count(this.number, letters.length > 1 ? letters.length : 0);
    this.time.textContent = moment(letters[0].date, language);
    this.#fill();
  }

  #fill() {
    if (!this.details.open) return;
    arrange(this.body, this.letters.map((letter) => this.#drawn(letter)));
  }

  #drawn(letter) {
    const { words, language } = this.mailbox;
    if (!this.shown.has(letter.id)) {
      this.shown.set(letter.id, new Letter(letter, { words, language, act: this.mailbox.actsOf(letter) }).element);
    }
    return this.shown.get(letter.id);
  }

  #name(address) {
    const person = this.mailbox.personAt(address);
    return person ? `${fullName(person)} <${address}>` : address;
  }
}
