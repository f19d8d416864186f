/**
 * The page's side of the decoder: one worker, one frame in flight. A worker that fell silent or
 * could not be fetched is replaced.
 */

const PATIENCE = 5000; // ms after which a silent worker is started anew
const AGAIN = 3000; // ms until one that could not be fetched is asked for again

export class Decoder {
  #urls;
  #worker = null;
  #asked = null; // {id, at, resolve} of the frame in flight
  #last = 0;
  readers = []; // names of those that are ready

  /** `urls`: {worker, picture, script, module, program}. */
  constructor(urls) {
    this.#urls = urls;
  }

  hire() {
    if (this.#worker) return;
    const { worker, ...addresses } = this.#urls;
    this.#worker = new Worker(worker, { type: "module" });
    this.#worker.onerror = () => this.#replace(AGAIN); // its file could not be fetched
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.postMessage({ kind: "start", ...addresses });
  }

  #hear(data) {
    if (data.kind === "broken") this.#replace(AGAIN);
    else if (data.kind === "ready") this.readers = data.readers;
    else if (data.id === this.#asked?.id) this.#answer(data);
  }

  #answer(data) {
    const { resolve } = this.#asked;
    this.#asked = null;
    resolve(data);
  }

  #replace(wait = 0) {
    this.#worker?.terminate();
    this.#worker = null;
    this.readers = [];
    if (this.#asked) this.#answer({ raw: null });
    setTimeout(() => this.hire(), wait);
  }

  get isFree() {
    return this.#worker !== null && this.#asked === null && this.readers.length > 0;
  }

  /** Called now and then: a worker that has been silent for too long is replaced. */
  check() {
    if (this.#asked && performance.now() - this.#asked.at > PATIENCE) this.#replace();
  }

  /** What stands in the frame: {raw | null, by, ms}. Ask only when it is free. */
  read({ message, transfer }, { strong = false } = {}) {
    return new Promise((resolve) => {
      this.#last += 1;
      this.#asked = { id: this.#last, at: performance.now(), resolve };
      const order = { kind: "frame", id: this.#last, strong, ...message };
      this.#worker.postMessage(order, [transfer]);
    });
  }
}
