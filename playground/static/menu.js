/** A small menu beside a button or at the pointer. Arrow keys move, Escape and a press elsewhere close. */

import { icon, make } from "./dom.js";

/** `items`: `[{icon, text, act, danger}]`; `place`: the element the menu belongs to, or `{x, y}`. */
export function openMenu(place, items) {
  const menu = make("div", { class: "menu", role: "menu", popover: "auto" });
  for (const item of items) {
    const entry = make("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : null }, icon(item.icon), item.text);
    entry.addEventListener("click", () => {
      menu.hidePopover();
      item.act();
    });
    menu.append(entry);
  }
  menu.addEventListener("keydown", (event) => step(menu, event));
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.querySelector("main").append(menu); // a part of the page, for whoever hears it
  menu.showPopover();
  put(menu, place);
  menu.firstElementChild.focus({ focusVisible: false });
}

function step(menu, event) {
  const entries = [...menu.children];
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}

function put(menu, place) {
  const gap = 6;
  const box = place instanceof Element ? place.getBoundingClientRect() : { left: place.x, right: place.x, top: place.y, bottom: place.y };
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = box.left + width + gap > innerWidth ? box.right - width : box.left;
  const below = box.bottom + gap + height <= innerHeight;
  menu.style.left = `${Math.max(gap, left)}px`;
  menu.style.top = `${Math.max(gap, below ? box.bottom + gap : box.top - height - gap)}px`;
}
