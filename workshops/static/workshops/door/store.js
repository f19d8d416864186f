/**
 * What survives a reload: the device's token, its sequence and chain, and the unsent scans.
 *
 * IndexedDB where the browser has it, localStorage where it has not (private windows of some
 * browsers). Both answer the same seven questions; nobody above this file knows which one it is.
 * No name of a person is ever written here.
 */

const NAME = "bimtek-door";
const VERSION = 1; // raised only together with a step in `upgrade`

function upgrade(database, from) {
  if (from < 1) {
    database.createObjectStore("facts"); // token, device, tail
    database.createObjectStore("outbox", { keyPath: "nonce" });
  }
}

const inOrder = (entries) => entries.sort((a, b) => a.item.seq - b.item.seq);

class Indexed {
  #database = null;

  open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
      request.onsuccess = () => {
        this.#database = request.result;
        this.#database.onversionchange = () => this.#database.close();
        resolve(this);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });
  }

  /** Run `work` in one transaction; the answer is given only after it has been committed. */
  async #commit(mode, work) {
    try {
      return await this.#transact(mode, work);
    } catch (error) {
      // iOS loses its database connection in the background: open it again, once.
      if (!["InvalidStateError", "UnknownError"].includes(error?.name)) throw error;
      await this.open();
      return this.#transact(mode, work);
    }
  }

  #transact(mode, work) {
    return new Promise((resolve, reject) => {
      const options = mode === "readwrite" ? { durability: "strict" } : {};
      const transaction = this.#database.transaction(["facts", "outbox"], mode, options);
      let answer;
      work(transaction.objectStore("facts"), transaction.objectStore("outbox"), (value) => {
        answer = value;
      });
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  get(key) {
    return this.#commit("readonly", (facts, _, give) => {
      facts.get(key).onsuccess = (event) => give(event.target.result);
    });
  }

  set(key, value) {
    return this.#commit("readwrite", (facts) => facts.put(value, key));
  }

  remove(key) {
    return this.#commit("readwrite", (facts) => facts.delete(key));
  }

  outbox() {
    return this.#commit("readonly", (_, outbox, give) => {
      outbox.getAll().onsuccess = (event) => give(inOrder(event.target.result));
    });
  }

  /** Add an entry and move the tail, if the tail is still where the caller saw it. */
  append(seenSeq, entry, tail) {
    return this.#commit("readwrite", (facts, outbox, give) => {
      facts.get("tail").onsuccess = (event) => {
        if ((event.target.result?.seq ?? 0) !== seenSeq) return give(false);
        outbox.put(entry);
        facts.put(tail, "tail");
        return give(true);
      };
    });
  }

  put(entries) {
    return this.#commit("readwrite", (_, outbox) => entries.forEach((entry) => outbox.put(entry)));
  }

  settle(nonces) {
    return this.#commit("readwrite", (_, outbox) => nonces.forEach((nonce) => outbox.delete(nonce)));
  }
}

class Local {
  #read = (key) => JSON.parse(localStorage.getItem(`${NAME}:${key}`) ?? "null") ?? undefined;
  #write = (key, value) => localStorage.setItem(`${NAME}:${key}`, JSON.stringify(value));

  get = async (key) => this.#read(key);
  set = async (key, value) => this.#write(key, value);
  remove = async (key) => localStorage.removeItem(`${NAME}:${key}`);
  outbox = async () => inOrder(Object.values(this.#read("outbox") ?? {}));

  async append(seenSeq, entry, tail) {
    if ((this.#read("tail")?.seq ?? 0) !== seenSeq) return false;
    await this.put([entry]);
    this.#write("tail", tail);
    return true;
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
}

export async function openStore() {
  try {
    return await new Indexed().open();
  } catch {
    return new Local();
  }
}
