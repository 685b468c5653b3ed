/** How far each person has read, kept in this browser for as long as the server's token lives. */

const KEY = "playground.read";

export class Marks {
  constructor(token) {
    this.token = token;
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    this.marks = kept.token === token ? kept.marks : {};
  }

  of(personId) {
    return this.marks[personId] ?? 0;
  }

  /** A mark behind the chat's last message is from a world that is gone: it is forgotten. */
  check(personId, lastMessageId) {
    if (this.of(personId) > lastMessageId) delete this.marks[personId];
  }

  /** Tells whether the mark has moved; it never moves back. */
  move(personId, messageId) {
    if (messageId <= this.of(personId)) return false;
    this.marks[personId] = messageId;
    localStorage.setItem(KEY, JSON.stringify({ token: this.token, marks: this.marks }));
    return true;
  }
}
