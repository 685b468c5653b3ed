/** Small parts of which cards and dialogs are made. */

import { icon, make } from "../../static/dom.js";

/** A select; `options` are pairs of a value and its words. */
export function pick(options, chosen, attributes = {}) {
  const select = make("select", { class: "pick", ...attributes }, ...options.map(([value, text]) => make("option", { value }, text)));
  select.value = chosen;
  return select;
}

export function toggle(text, on, changed) {
  const box = make("input", { type: "checkbox", role: "switch", checked: on });
  box.addEventListener("change", () => changed(box.checked));
  return make("label", { class: "toggle" }, box, text);
}

export function button(text, pressed, { kind = "quiet", symbol = null, role = null } = {}) {
  const made = make("button", { type: "button", class: kind, "data-role": role }, symbol && icon(symbol), text);
  made.addEventListener("click", async () => {
    made.disabled = true;
    await pressed();
    made.disabled = false;
  });
  return made;
}

/** The head of a card: its title, how many there are, and what can be done. */
export function cardHead(title, n, ...more) {
  return make("header", {}, make("h2", {}, title), n ? make("span", { class: "n" }, String(n)) : null, make("span", { class: "push" }), ...more);
}
