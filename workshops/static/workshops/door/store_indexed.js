/**
 * The store in IndexedDB. iOS loses its connection in the background and other browsers do so under
 * pressure: every question closes, opens again and asks anew, twice, before it gives up.
 */

export const NAME = "bimtek-door";
export const VERSION = 2; // raised only together with a step in `upgrade`; every released one is tested

const STORES = ["facts", "outbox", "roster", "here"];
const PATIENCE = 3000; // ms for one question; a lost connection answers never
const TRIES = 3;
const LOST = new Set(["UnknownError", "InvalidStateError", "TimeoutError", "TransactionInactiveError"]);

export function upgrade(database, from) {
  if (from < 1) {
    database.createObjectStore("facts"); // token, device, tail, skew, how the day stood
    database.createObjectStore("outbox", { keyPath: "nonce" });
  }
  if (from < 2) {
    database.createObjectStore("roster"); // index → sealed line
    database.createObjectStore("here"); // "ref|slot" → when this device saw them, by which scan
  }
}

const isLost = (error) =>
  error === null || LOST.has(error?.name) || /connection.*(lost|clos)/i.test(error?.message ?? "");

const STRICT = { durability: "strict", among: STORES };
// What may be lost with a phone that falls: a mark that the server repeats, and a deletion after which
// a scan is sent once more and counts once. Waiting for the disk at each would make a flush slow.
export const inOrder = (entries) => entries.sort((a, b) => a.item.seq - b.item.seq);

export class Indexed {
  #database = null;

  open() {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new DOMException("open", "TimeoutError")), PATIENCE);
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
      request.onsuccess = () => {
        clearTimeout(patience);
        this.#database = request.result;
        this.#database.onversionchange = () => this.#database.close();
        resolve(this);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => {}; // another tab with the old version closes by itself
    });
  }

  /** Run `work` in one transaction; the answer is given only after it has been committed. */
  async #commit(mode, work, how = STRICT) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transact(mode, work, how);
      } catch (error) {
        if (attempt === TRIES || !isLost(error)) throw error ?? new Error("aborted");
        await this.#openAgain();
      }
    }
  }

  async #openAgain() {
    try {
      this.#database?.close();
    } catch {
      // It is gone already.
    }
    await this.open().catch(() => {}); // the next try says what is wrong
  }

  #transact(mode, work, { durability, among }) {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new DOMException("work", "TimeoutError")), PATIENCE);
      if (!this.#database) throw new DOMException("not open", "InvalidStateError");
      const options = mode === "readwrite" ? { durability } : {};
      const transaction = this.#database.transaction(among, mode, options);
      const stores = Object.fromEntries(among.map((name) => [name, transaction.objectStore(name)]));
      let answer;
      work(stores, (value) => {
        answer = value;
      });
      const end = (settle) => {
        clearTimeout(patience);
        settle();
      };
      transaction.oncomplete = () => end(() => resolve(answer));
      transaction.onabort = () => end(() => reject(transaction.error));
    });
  }

  #read(store, key) {
    return this.#commit("readonly", (stores, give) => {
      stores[store].get(key).onsuccess = (event) => give(event.target.result);
    });
  }

  get = (key) => this.#read("facts", key);
  line = (index) => this.#read("roster", index);
  here = (key) => this.#read("here", key);

  set(key, value) {
    return this.#commit("readwrite", ({ facts }) => facts.put(value, key));
  }

  remove(key) {
    return this.#commit("readwrite", ({ facts }) => facts.delete(key));
  }

  outbox() {
    return this.#commit("readonly", ({ outbox }, give) => {
      outbox.getAll().onsuccess = (event) => give(inOrder(event.target.result));
    });
  }

  /**
   * Add an entry and move the tail, if the tail is still where the caller saw it. Answers the item
   * that is kept, or null. A try whose answer was lost finds its own item and keeps its number.
   */
  append(seenSeq, entry, tail) {
    return this.#commit("readwrite", ({ facts, outbox }, give) => {
      outbox.get(entry.nonce).onsuccess = (before) => {
        if (before.target.result) return give(before.target.result.item);
        facts.get("tail").onsuccess = (event) => {
          if ((event.target.result?.seq ?? 0) !== seenSeq) return give(null);
          outbox.put(entry);
          facts.put(tail, "tail");
          return give(entry.item);
        };
        return undefined;
      };
    });
  }

  put(entries) {
    return this.#commit("readwrite", ({ outbox }) => entries.forEach((entry) => outbox.put(entry)));
  }

  settle(nonces) {
    const work = ({ outbox }) => nonces.forEach((nonce) => outbox.delete(nonce));
    return this.#commit("readwrite", work, { durability: "relaxed", among: ["outbox"] });
  }

  /** Exchange these parts of the roster, {part: [[index, value], …]}, and one fact with them. */
  exchange(parts, key, fact) {
    return this.#commit("readwrite", ({ roster, facts }) => {
      for (const [part, lines] of Object.entries(parts)) {
        roster.delete(IDBKeyRange.bound(part, `${part}~`));
        for (const [index, value] of lines) roster.put(value, index);
      }
      facts.put(fact, key);
    });
  }

  setHere(key, value) {
    const work = ({ here }) => (value ? here.put(value, key) : here.delete(key));
    return this.#commit("readwrite", work, { durability: "relaxed", among: ["here"] });
  }

  /** Forget everybody; the unsent scans and the numbering stay. */
  wipe(facts) {
    return this.#commit("readwrite", (stores) => {
      stores.roster.clear();
      stores.here.clear();
      for (const key of facts) stores.facts.delete(key);
    });
  }
}
