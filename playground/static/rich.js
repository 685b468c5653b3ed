/**
 * A message's text: Telegram's HTML as elements.
 *
 * The server has sanitised it. It is rebuilt here from a list of known elements all the same, so that nothing else can
 * reach the page. Addresses and /commands in plain text become links, as Telegram's applications do it.
 */

import { make } from "./dom.js";

const PLAIN = new Map([
  ["B", "b"], ["STRONG", "b"], ["I", "i"], ["EM", "i"], ["U", "u"], ["INS", "u"], ["S", "s"], ["DEL", "s"],
  ["CODE", "code"], ["PRE", "pre"], ["BLOCKQUOTE", "blockquote"],
]);
const LINKS = /(?<address>https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]’”])|(?<=^|[\s(])(?<command>\/[a-z][a-z0-9_]{0,31})(?![\w/])/gi;
const OPENABLE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The sanitised `html` as nodes. `act`: `{words, command(text), start(payload), bot}` of the pane. */
export function rich(html, act) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...copies(parsed.body, act, true));
  for (const block of fragment.querySelectorAll("pre, blockquote")) trimAround(block);
  fragment.normalize();
  return fragment;
}

/** Plain text with its addresses as links: the mailbox. */
export function linked(text, act) {
  const fragment = document.createDocumentFragment();
  fragment.append(...textWithLinks(text, { ...act, command: null }));
  return fragment;
}

/**
 * Opens an address. Telegram's links to this bot stay in the chat and send /start with their payload; others open in a
 * new tab; what is not an address for a browser is left alone.
 */
export function follow(address, act) {
  const payload = startPayload(address, act.bot.username);
  if (payload !== null) {
    act.start(payload);
    return;
  }
  if (isOpenable(address)) window.open(address, "_blank", "noopener,noreferrer");
}

function copies(parent, act, linkify) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return linkify ? textWithLinks(node.data, act) : [node.data];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    return [copy(node, act, linkify)].flat();
  });
}

function copy(node, act, linkify) {
  const tag = PLAIN.get(node.tagName);
  if (tag === "blockquote" && node.hasAttribute("expandable")) return folded(copies(node, act, linkify));
  if (tag) return make(tag, {}, ...copies(node, act, linkify && tag !== "code" && tag !== "pre"));
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "", copies(node, act, false), act);
  const spoiler = node.tagName === "TG-SPOILER" || node.classList.contains("spoiler") || node.classList.contains("tg-spoiler");
  if (spoiler) return hidden(copies(node, act, linkify), act);
  return copies(node, act, linkify);
}

function textWithLinks(text, act) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINKS)) {
    const { address, command } = match.groups;
    if (command && !act.command) continue;
    nodes.push(text.slice(end, match.index));
    nodes.push(address ? link(address, [address], act) : commandLink(command, act));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function link(address, children, act) {
  const inside = startPayload(address, act.bot.username) !== null;
  if (!inside && !isOpenable(address)) return make("span", {}, ...children);
  const element = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
  if (inside) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      follow(address, act);
    });
  }
  return element;
}

function commandLink(command, act) {
  const element = make("a", { href: "#", class: "command" }, command);
  element.addEventListener("click", (event) => {
    event.preventDefault();
    act.command(command);
  });
  return element;
}

function hidden(children, act) {
  const inner = make("span", { class: "spoiler-text", inert: true }, ...children);
  const element = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": act.words("spoiler") }, inner);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    inner.inert = false;
    element.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
    element.removeEventListener("click", reveal);
    element.removeEventListener("keydown", reveal);
  };
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", reveal);
  return element;
}

/** A quotation of which three lines are seen until it is tapped; where there are no more, nothing is to be tapped. */
function folded(children) {
  const inner = make("div", { class: "folding" }, ...children);
  const element = make("blockquote", { class: "expandable" }, inner);
  const isLong = () => element.classList.contains("long");
  const toggle = (event) => {
    if (!isLong() || event.target.closest("a") || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    element.setAttribute("aria-expanded", String(element.classList.toggle("open")));
  };
  new ResizeObserver(() => {
    if (element.classList.contains("open")) return;
    element.classList.toggle("long", inner.scrollHeight > inner.clientHeight + 1);
    for (const [name, value] of [["role", "button"], ["tabindex", "0"], ["aria-expanded", "false"]]) {
      if (isLong()) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }).observe(inner);
  element.addEventListener("click", toggle);
  element.addEventListener("keydown", toggle);
  return element;
}

/** A block stands on lines of its own: the newline that parts it from its neighbours would show as an empty one. */
function trimAround(block) {
  const { previousSibling: before, nextSibling: after } = block;
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
}

/** The payload of a link to this bot: "" for a link without one, null for any other address. */
function startPayload(address, username) {
  const url = URL.parse(address);
  if (!url) return null;
  const name = (url.protocol === "tg:" ? url.searchParams.get("domain") : url.pathname.slice(1)) ?? "";
  const telegram = url.protocol === "tg:" || ["t.me", "telegram.me"].includes(url.hostname);
  return telegram && name.toLowerCase() === username.toLowerCase() ? (url.searchParams.get("start") ?? "") : null;
}

function isOpenable(address) {
  return OPENABLE.has(URL.parse(address)?.protocol);
}
