/**
 * A letter as a mail program shows it: who wrote it to whom, and its HTML, or its text at a press.
 *
 * The HTML stands in a frame without scripts, and without a way to anything outside: nothing is loaded, and no form is
 * sent. The page reaches into the frame to make it as high as its content, and to follow links.
 */

import { make } from "./dom.js";
import { follow, linked } from "./rich.js";
import { moment } from "./words.js";

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'";
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const LEAST_PX = 80;

export class Letter {
  /** `act`: `{bot, words, start(payload)}`, see rich.js. */
  constructor(letter, { words, language, act }) {
    this.act = act;
    const header = make("dl", {}, ...[["from", letter.from], ["to", letter.to]].filter(([, value]) => value)
      .flatMap(([name, value]) => [make("dt", {}, words(name)), make("dd", {}, value)]));
    const time = make("time", {}, moment(letter.date, language));
    const text = make("div", { class: "letter" }, linked(letter.text, act));
    this.element = make("article", { "data-role": "letter" }, header, time);
    if (!letter.html) {
      this.element.append(text);
      return;
    }
    const frame = this.#frame(letter, words("letter", { to: letter.to }));
    const toggle = make("button", { type: "button", class: "other", "data-role": "other-form" }, words("asText"));
    text.hidden = true;
    toggle.hidden = !letter.text;
    toggle.addEventListener("click", () => {
      text.hidden = !text.hidden;
      frame.hidden = !text.hidden;
      toggle.textContent = words(text.hidden ? "asText" : "asSent");
    });
    this.element.append(toggle, frame, text);
  }

  #frame({ html }, title) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    parsed.head.prepend(make("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }));
    // A letter that says nothing of colours is black on white, as in any mail program.
    const coloured = parsed.querySelector('meta[name="color-scheme"], meta[name="supported-color-schemes"]');
    const frame = make("iframe", {
      sandbox: SANDBOX, title, srcdoc: `<!doctype html>${parsed.documentElement.outerHTML}`, class: coloured ? "coloured" : null,
      referrerpolicy: "no-referrer",
    });
    frame.addEventListener("load", () => this.#loaded(frame));
    return frame;
  }

  #loaded(frame) {
    const { documentElement: root, body } = frame.contentDocument;
    const fit = () => {
      frame.style.height = `${Math.max(LEAST_PX, body.offsetHeight + 2 * body.offsetTop)}px`;
    };
    root.style.overflow = "hidden auto";
    new ResizeObserver(fit).observe(body);
    fit();
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link) return;
      event.preventDefault();
      follow(link.href, this.act);
    });
  }
}
