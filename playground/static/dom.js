/** Building elements. Text goes in as text: nothing here parses HTML. */

/** `make("p", {class: "note", hidden: true}, "text", child)`; a null or false attribute is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A picture from the sprite in index.html; decoration, never the only label. */
export function icon(name, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  if (className) svg.setAttribute("class", className);
  svg.append(use);
  return svg;
}

/** The elements of a `<template>`, fresh. */
export function fromTemplate(id) {
  return document.getElementById(id).content.cloneNode(true);
}

/** Makes `parent`'s children exactly `wanted`, in order, moving only what has to move: focus and scroll stay. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

/** A label for people who hover, and for people who listen. */
export function label(element, text) {
  element.setAttribute("aria-label", text);
  element.title = text;
}

/** Shows a number on a badge, or hides the badge at zero. */
export function count(badge, n) {
  badge.hidden = n === 0;
  badge.textContent = n > 99 ? "99+" : String(n || "");
}
