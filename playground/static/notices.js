/** What the bot's callback answers show: a toast in the pane, or a dialog that wants an OK. */

import { make } from "./dom.js";

const TOAST_MS = 4500;

/** A short notice above a pane's input; it goes by itself. */
export function toast(box, text, kind = "info") {
  const notice = make("p", { class: `toast ${kind}` }, text);
  box.append(notice);
  while (box.children.length > 3) box.firstElementChild.remove();
  setTimeout(() => notice.remove(), TOAST_MS);
}

const queue = [];

/** A dialog with the bot's words; several are shown one after the other. */
export function alertDialog(from, text) {
  queue.push({ from, text });
  if (!dialog().open) showNext();
}

function dialog() {
  return document.getElementById("alert");
}

function showNext() {
  const next = queue.shift();
  if (!next) return;
  document.getElementById("alert-from").textContent = next.from;
  document.getElementById("alert-text").textContent = next.text;
  dialog().addEventListener("close", showNext, { once: true });
  dialog().showModal();
}
