/** A list above the input: shown while typing, chosen by keys or pointer. */

export class Suggestions {
  /** `name` is what the list is called. `choose(option, run)`: one of what `show` was given; `run` is false where it is only completed in the input. */
  constructor({ box, name, input, choose }) {
    Object.assign(this, { box, input, choose });
    box.setAttribute("aria-label", name);
    box.tabIndex = 0; // it scrolls, with the arrow keys, too
    this.shown = [];
    this.at = -1;
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#choose(this.shown[[...box.children].indexOf(option)], true);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /** Shows `elements`, one for each of the `options`; none closes the list. */
  show(options, elements) {
    this.shown = options;
    elements.forEach((element, index) => {
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      element.id = `${this.box.id}-${index}`;
    });
    this.box.replaceChildren(...elements);
    this.box.hidden = options.length === 0;
    this.input.setAttribute("aria-controls", this.box.id);
    if (options.length) this.#mark(0);
    else this.close();
  }

  close() {
    if (this.isOpen) this.input.removeAttribute("aria-activedescendant");
    this.box.hidden = true;
  }

  /** Takes a key of the input; tells whether it was meant for the list. */
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (!this.shown.length) return false;
    else if (step) this.#mark((this.at + step + this.shown.length) % this.shown.length);
    else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) {
      this.#choose(this.shown[this.at], event.key === "Enter");
    } else return false;
    event.preventDefault();
    return true;
  }

  #mark(index) {
    this.at = index;
    [...this.box.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.box.children[index];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #choose(option, run) {
    this.close();
    this.choose(option, run);
  }
}
