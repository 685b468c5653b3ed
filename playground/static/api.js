/** The playground's HTTP interface. Every call answers with the server's JSON or throws `Failed`. */

export class Failed extends Error {
  constructor(status, detail) {
    super(detail || `HTTP ${status}`);
    this.status = status;
  }
}

async function request(method, path, body) {
  const options = { method, headers: { Accept: "application/json" }, cache: "no-store" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw new Failed(0, error.message);
  }
  if (!response.ok) throw new Failed(response.status, await reason(response));
  return response.status === 204 ? null : response.json();
}

async function reason(response) {
  const text = await response.text();
  try {
    const answer = JSON.parse(text);
    return answer.detail ?? answer.description ?? answer.error ?? "";
  } catch {
    return text.slice(0, 200);
  }
}

export class Api {
  /** The world of the page's address (`/?token=…`), else the server's own; throws `Failed` while there is no server. */
  static async connect() {
    const named = new URLSearchParams(location.search).get("token");
    const found = named ? { token: named } : await request("GET", "/play");
    return new Api(found.token, found.console);
  }

  /** `console`: where the provider's console is, if this server has one. */
  constructor(token, console = null) {
    this.token = token;
    this.console = console;
    this.base = `/play/${encodeURIComponent(token)}`;
    this.eventsUrl = `${this.base}/events`;
  }

  world() {
    return request("GET", `${this.base}/world`);
  }

  messages(chatId) {
    return request("GET", `${this.base}/chats/${chatId}/messages`);
  }

  mail() {
    return request("GET", `${this.base}/mail`);
  }

  /** Moves the time ahead; events tell of each day. */
  travel(days) {
    return request("POST", `${this.base}/clock`, { days });
  }

  commands(languageCode, chatId) {
    const query = new URLSearchParams({ language_code: languageCode, chat_id: chatId });
    return request("GET", `${this.base}/commands?${query}`);
  }

  changePerson(personId, change) {
    return request("PATCH", `${this.base}/people/${personId}`, change);
  }

  /** `message`: `{text}` or `{kind}`, and `reply_to` where it answers another message. */
  send(chatId, from, message) {
    return request("POST", `${this.base}/chats/${chatId}/messages`, { from, ...message });
  }

  edit(chatId, messageId, from, text) {
    return request("POST", `${this.base}/chats/${chatId}/messages/${messageId}/edit`, { from, text });
  }

  /** Tells the bot whom somebody has chosen from the contacts. */
  shareUsers(chatId, from, requestId, users) {
    return request("POST", `${this.base}/chats/${chatId}/shared`, { from, request_id: requestId, users });
  }

  /** What somebody types behind the bot's name; the query's id. */
  async inline(chatId, from, text, offset = "") {
    const asked = await request("POST", `${this.base}/inline`, { from, chat_id: chatId, text, offset });
    return asked.inline_query_id;
  }

  /** The bot's answer to it, as far as there is one. */
  inlineAnswer(queryId) {
    return request("GET", `${this.base}/inline/${encodeURIComponent(queryId)}`);
  }

  sendInline(queryId, resultId, threadId) {
    return request("POST", `${this.base}/inline/${encodeURIComponent(queryId)}/choose`, { result_id: resultId, thread_id: threadId });
  }

  press(chatId, messageId, from, data) {
    return request("POST", `${this.base}/chats/${chatId}/messages/${messageId}/press`, { from, data });
  }

  callback(callbackId) {
    return request("GET", `${this.base}/callbacks/${encodeURIComponent(callbackId)}`);
  }
}
