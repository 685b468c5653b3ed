/** “Connect Telegram”: the desk's link, its picture, and a way to open it in the local Telegram. */

import { make } from "../../static/dom.js";
import { Api } from "../../static/api.js";
import { ask } from "./api.js";
import { dialog } from "./dialogs.js";
import { pick } from "./parts.js";
import { clock, words } from "./words.js";

export async function connectDialog(desk) {
  const { name } = desk.loggedIn;
  const title = words("connectTitle", { name });
  let link;
  try {
    link = await ask("POST", "links", desk.by);
  } catch (error) {
    dialog(title, make("p", { class: "wrong", role: "alert" }, error.message));
    return;
  }
  const shown = make("div", { class: "link" },
    make("img", { src: link.qr_png, alt: "QR", "data-role": "qr" }),
    make("div", {}, make("p", {}, words("connectHow", { time: clock(link.expires_at) })), make("code", { "data-role": "link" }, link.url)));
  dialog(title, shown);
  const opener = await localTelegram(name, desk.open.name, link.url);
  if (opener) shown.append(opener);
}

/** Somebody's local Telegram; the one of the same name is offered first. Nothing where there is none. */
async function localTelegram(name, organisation, url) {
  let people;
  try {
    people = (await (await Api.connect()).world()).people;
  } catch {
    return null;
  }
  if (!people.length) return null;
  const same = people.find((person) => person.first_name === name && person.organisation === organisation) ?? people.find((person) => person.first_name === name);
  const picker = pick(people.map(({ id, first_name: first }) => [String(id), first]), String((same ?? people[0]).id), { "data-role": "open-as", "aria-label": words("openAs") });
  const go = make("a", { class: "button", target: "chats", "data-role": "open" }, words("open"));
  const aim = () => {
    const place = new URLSearchParams(location.search);
    place.set("as", picker.value);
    place.set("start", new URL(url).searchParams.get("start") ?? "");
    go.href = `../?${place}`;
  };
  picker.addEventListener("change", aim);
  aim();
  // The link is followed first; a tab that goes behind another one is not told that its dialog was closed.
  go.addEventListener("click", () => setTimeout(() => go.closest("dialog")?.remove()));
  return make("div", { class: "open" }, picker, go);
}
