/**
 * What survives a reload: the device's token, its sequence and chain, the unsent scans, and the sealed
 * roster. IndexedDB where the browser has it, localStorage where it has not; nobody above this file
 * knows which. No name of a person is ever written here in clear.
 *
 * Events: `broken` {error} when the store gave up on a question, `mended` when it answers again.
 */

import { mirror, mirrored, unmirror } from "./mirror.js";
import { Indexed } from "./store_indexed.js";
import { Local } from "./store_local.js";

// What tells of people or may be exchanged for it; the rest outlives a revocation.
const OF_PEOPLE = ["registered", "live", "roster", "names", "shift"];

export class Store extends EventTarget {
  #inner;
  broken = false;

  constructor(inner) {
    super();
    this.#inner = inner;
    for (const name of ["get", "set", "remove", "outbox", "line", "here", "setHere", "exchange"]) {
      this[name] = (...given) => this.#ask(() => inner[name](...given));
    }
  }

  async #ask(question) {
    try {
      const answer = await question();
      if (this.broken) {
        this.broken = false;
        this.dispatchEvent(new Event("mended"));
      }
      return answer;
    } catch (error) {
      this.broken = true;
      this.dispatchEvent(new CustomEvent("broken", { detail: { error } }));
      throw error;
    }
  }

  async append(seenSeq, entry, tail) {
    const kept = await this.#ask(() => this.#inner.append(seenSeq, entry, tail));
    if (kept) mirror([kept], tail);
    return kept;
  }

  async put(entries) {
    await this.#ask(() => this.#inner.put(entries));
    mirror(entries.map((entry) => entry.item));
  }

  async settle(nonces) {
    await this.#ask(() => this.#inner.settle(nonces));
    unmirror(nonces);
  }

  wipe = () => this.#ask(() => this.#inner.wipe(OF_PEOPLE));

  /** Take over from the mirror what the database has lost; a scan that was sent already counts once. */
  async recover() {
    const spare = mirrored();
    const tail = await this.get("tail");
    const kept = new Set((await this.outbox()).map((entry) => entry.nonce));
    const missing = spare.items.filter((item) => !kept.has(item.nonce));
    if (missing.length) {
      await this.put(missing.map((item) => ({ nonce: item.nonce, item, stuck: null })));
    }
    if ((spare.tail?.seq ?? 0) > (tail?.seq ?? 0)) await this.set("tail", spare.tail);
  }

  /** A new device counts from 1: what is unsent, under its new numbers, and the new tail. */
  async restart(entries, tail) {
    await this.put(entries);
    await this.set("tail", tail);
    mirror([], tail);
  }
}

export async function openStore() {
  let inner;
  if (globalThis.indexedDB) {
    const indexed = new Indexed();
    // One that will not open today is asked again at every question; what is unsent lies in it.
    inner = await indexed.open().catch(({ name }) => (name === "SecurityError" ? new Local() : indexed));
  } else {
    inner = new Local();
  }
  const store = new Store(inner);
  await store.recover().catch(() => {});
  return store;
}
