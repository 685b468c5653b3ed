/** The provider's server, as its page asks it. Every call answers with JSON or throws an `Error` with a sentence. */

export async function ask(method, path, body) {
  const options = { method, cache: "no-store", headers: { Accept: "application/json" } };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer;
}

/** The books, as soon as they are another version than this one. */
export function news(version) {
  return ask("GET", `state?after=${version}`);
}
