/**
 * The store where there is no IndexedDB (private windows of some browsers): unsent scans in
 * localStorage, the roster in memory alone.
 */

import { NAME, inOrder } from "./store_indexed.js";

export class Local {
  #lines = new Map();
  #seen = new Map();
  #read = (key) => JSON.parse(localStorage.getItem(`${NAME}:${key}`) ?? "null") ?? undefined;
  #write = (key, value) => localStorage.setItem(`${NAME}:${key}`, JSON.stringify(value));

  get = async (key) => this.#read(key);
  set = async (key, value) => this.#write(key, value);
  remove = async (key) => localStorage.removeItem(`${NAME}:${key}`);
  outbox = async () => inOrder(Object.values(this.#read("outbox") ?? {}));
  line = async (index) => this.#lines.get(index);
  here = async (key) => this.#seen.get(key);

  async append(seenSeq, entry, tail) {
    if ((this.#read("tail")?.seq ?? 0) !== seenSeq) return null;
    await this.put([entry]);
    this.#write("tail", tail);
    return entry.item;
  }

  async put(entries) {
    const outbox = this.#read("outbox") ?? {};
    for (const entry of entries) outbox[entry.nonce] = entry;
    this.#write("outbox", outbox);
  }

  async settle(nonces) {
    const outbox = this.#read("outbox") ?? {};
    for (const nonce of nonces) delete outbox[nonce];
    this.#write("outbox", outbox);
  }

  async exchange(parts, key, fact) {
    for (const [part, lines] of Object.entries(parts)) {
      for (const index of this.#lines.keys()) if (index.startsWith(part)) this.#lines.delete(index);
      for (const [index, value] of lines) this.#lines.set(index, value);
    }
    this.#write(key, fact);
  }

  async setHere(key, value) {
    if (value) this.#seen.set(key, value);
    else this.#seen.delete(key);
  }

  async wipe(facts) {
    this.#lines.clear();
    this.#seen.clear();
    for (const key of facts) localStorage.removeItem(`${NAME}:${key}`);
  }
}
