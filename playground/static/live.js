/**
 * The server's events, without gaps.
 *
 * The browser's EventSource resumes with Last-Event-ID by itself while the server is only slow; when the server has
 * gone (or has been started anew), the connection is opened again from the beginning.
 */

const RETRY_MS = [500, 1000, 2000, 4000];

export class Live {
  /** `opened()` is called after every opening, `received(event)` per event, `lost()` when the line breaks. */
  constructor({ url, opened, received, lost }) {
    Object.assign(this, { url, opened, received, lost });
    this.attempt = 0;
  }

  /** `url` is asked for anew each time: after a restart of the server it may be another. */
  async open() {
    let url;
    try {
      url = await this.url();
    } catch {
      this.#broken();
      return;
    }
    this.source = new EventSource(url);
    this.source.onopen = () => {
      this.attempt = 0;
      this.opened();
    };
    this.source.onmessage = ({ data }) => this.received(JSON.parse(data));
    this.source.onerror = () => {
      if (this.source.readyState === EventSource.CLOSED) this.#broken();
      else this.lost();
    };
  }

  /** Opens the line anew: what came over it could not be completed. */
  again() {
    this.#broken();
  }

  #broken() {
    this.source?.close();
    this.lost();
    setTimeout(() => this.open(), RETRY_MS[Math.min(this.attempt, RETRY_MS.length - 1)]);
    this.attempt += 1;
  }
}
