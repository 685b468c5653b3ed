/** Dialogs: forms that send something, and questions before something ends. */

import { icon, label, make } from "../../static/dom.js";
import { words } from "./words.js";

/** A dialog with a title; it leaves the page when it is closed. */
export function dialog(title, ...content) {
  const shut = make("button", { type: "button", class: "tool" }, icon("close"));
  label(shut, words("close"));
  const made = make("dialog", { class: "asks", "aria-label": title }, make("div", { class: "heading" }, make("h2", {}, title), shut), ...content);
  shut.addEventListener("click", () => made.close());
  made.addEventListener("click", ({ target }) => target === made && made.close());
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}

/** A form in a dialog: `send` may throw; what it says is shown, and the answers stay. */
export function formDialog(title, done, fields, send) {
  const wrong = make("p", { class: "wrong", role: "alert", hidden: true });
  const submit = make("button", { class: "button" }, done);
  const form = make("form", {}, ...fields, wrong, make("div", { class: "end" }, submit));
  const shown = dialog(title, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    wrong.hidden = true;
    try {
      await send();
      shown.close();
    } catch (error) {
      wrong.textContent = error.message;
      wrong.hidden = false;
    }
    submit.disabled = false;
  });
}

export function field(text, control, attributes = {}) {
  return make("label", { class: "ask", ...attributes }, text, control);
}

/** Whether somebody really wants that. */
export function sure(question, yes) {
  return new Promise((resolve) => {
    let said = false;
    const no = make("button", { type: "button", class: "quiet" }, words("cancel"));
    const go = make("button", { type: "button", class: "quiet danger", "data-role": "sure" }, yes);
    const shown = dialog(yes, make("p", {}, question), make("div", { class: "end" }, no, go));
    no.addEventListener("click", () => shown.close());
    go.addEventListener("click", () => {
      said = true;
      shown.close();
    });
    shown.addEventListener("close", () => resolve(said));
    go.focus();
  });
}
