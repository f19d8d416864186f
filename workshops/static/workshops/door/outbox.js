/**
 * The queue between the officer and the server: scans are kept first, sent after, and each ends in
 * a result. One flusher at a time, also across tabs; batches of 100; back-off between failures, but
 * a new scan, a returning network or the officer's tap tries at once.
 *
 * Events: `result` {item, result, elsewhere} (elsewhere: sent by another tab), `deferred` {} (kept,
 * not sent), `stuck` {item} (the server will not read it), `change` {unsent, stuck},
 * `counts` {counts, at} (as the server answered, and its moment), `revoked` {}.
 */

import { Revoked, Unacceptable, Unreachable, sendItems } from "./api.js";
import { keep } from "./chain.js";

const BATCH = 100;
const LONGEST_WAIT = 30_000;

export class Outbox extends EventTarget {
  #store;
  #base;
  #token = null;
  #running = false;
  #again = false;
  #failures = 0;
  #timer = null;
  #line = Promise.resolve(); // scans are numbered in the order they were made
  #tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("bimtek-door") : null;

  constructor(store, base) {
    super();
    this.#store = store;
    this.#base = base;
    this.#tabs?.addEventListener("message", ({ data }) =>
      this.#say("result", { ...data, elsewhere: true }),
    );
    globalThis.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.flush();
    });
  }

  use(token) {
    this.#token = token;
    this.#failures = 0;
    if (token) this.flush();
  }

  /** Keep a scan, then send it. Fulfilled once it is kept; the result comes as an event. */
  add(scan) {
    const kept = this.#line.then(() => keep(this.#store, scan));
    this.#line = kept.catch(() => {});
    return kept.then(async (item) => {
      this.flush();
      await this.#tell();
      return item;
    });
  }

  /** Send whatever is waiting, now. With `stuck`, also what the server would not accept before. */
  async flush({ stuck = false } = {}) {
    if (stuck) await this.#unstick();
    if (this.#running || !this.#token) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = true;
    try {
      do {
        this.#again = false;
        await this.#alone(() => this.#empty());
      } while (this.#again);
      this.#failures = 0;
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#running = false;
      await this.#tell();
    }
  }

  async counts() {
    const entries = await this.#store.outbox();
    const stuck = entries.filter((entry) => entry.stuck).length;
    return { unsent: entries.length - stuck, stuck };
  }

  #alone(work) {
    return navigator.locks ? navigator.locks.request("bimtek-door-flush", work) : work();
  }

  async #empty() {
    for (;;) {
      const waiting = (await this.#store.outbox()).filter((entry) => !entry.stuck);
      if (!waiting.length) return;
      const items = waiting.slice(0, BATCH).map((entry) => entry.item);
      try {
        await this.#send(items);
      } catch (error) {
        if (!(error instanceof Unacceptable)) throw error;
        await this.#sift(items);
      }
    }
  }

  async #send(items) {
    const answer = await sendItems(this.#base, this.#token, items);
    const byNonce = new Map((answer.results ?? []).map((result) => [result.nonce, result]));
    const answered = items.filter((item) => byNonce.has(item.nonce));
    // As many answers as scans, and none for this one: the server cannot read even its nonce.
    const whole = (answer.results ?? []).length === items.length;
    const poison = whole ? items.filter((item) => !byNonce.has(item.nonce)) : [];
    if (!answered.length && !poison.length) throw new Unreachable("the answer names none of our scans");
    if (answer.counts) this.#say("counts", { counts: answer.counts, at: answer.server_time });
    for (const item of answered) {
      const detail = { item, result: byNonce.get(item.nonce), elsewhere: false };
      this.#say("result", detail);
      this.#tabs?.postMessage(detail);
    }
    for (const item of poison) await this.#setAside(item, "unanswered");
    // Taken out last: the officer need not wait for the disk, and a scan sent twice counts once.
    await this.#store.settle(answered.map((item) => item.nonce));
  }

  /** The server would not read the batch: send one by one, and set the unreadable aside. */
  async #sift(items) {
    for (const item of items) {
      try {
        await this.#send([item]);
      } catch (error) {
        if (!(error instanceof Unacceptable)) throw error;
        await this.#setAside(item, error.message);
      }
    }
  }

  /** Kept where the officer sees it, and out of the others' way. */
  async #setAside(item, why) {
    await this.#store.put([{ nonce: item.nonce, item, stuck: why }]);
    this.#say("stuck", { item });
  }

  async #unstick() {
    const entries = (await this.#store.outbox()).filter((entry) => entry.stuck);
    await this.#store.put(entries.map((entry) => ({ ...entry, stuck: null })));
  }

  async #failed(error) {
    if (error instanceof Revoked) {
      this.#token = null;
      this.#say("revoked", {});
      return;
    }
    this.#failures += 1;
    const backOff = Math.min(1000 * 2 ** (this.#failures - 1), LONGEST_WAIT);
    const wait = Math.max(backOff, (error.retryAfter ?? 0) * 1000);
    // A little chance in it, so that ten phones do not return in the same second.
    this.#timer = setTimeout(() => this.flush(), wait * (0.8 + Math.random() * 0.4));
    this.#say("deferred", {});
  }

  async #tell() {
    const counts = await this.counts().catch(() => null); // the store says itself when it is broken
    if (counts) this.#say("change", counts);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
