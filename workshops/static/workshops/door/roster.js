/**
 * Who is expected and which slots there are, as the server said last. Held in memory alone: a lost
 * phone that was switched off shows no name. Events: `change`, `revoked`.
 */

import { Revoked, fetchRoster } from "./api.js";
import { serverNow } from "./clock.js";

const EVERY = 60_000; // ms

export class Roster extends EventTarget {
  data = null;
  counts = null; // {present, expected}
  chosenSlot = null; // the officer's choice where several slots are open; null: the server's clock
  #base;
  #token = null;
  #busy = false;
  #countedAt = 0; // the server's moment of `counts`

  constructor(base) {
    super();
    this.#base = base;
    setInterval(() => this.refresh(), EVERY);
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  use(token) {
    this.#token = token;
    this.data = null;
    this.counts = null;
    this.#countedAt = 0;
    this.chosenSlot = null;
    return this.refresh();
  }

  async refresh() {
    if (!this.#token || this.#busy || document.visibilityState !== "visible") return;
    this.#busy = true;
    const token = this.#token;
    try {
      const data = await fetchRoster(this.#base, token);
      if (token === this.#token) {
        this.data = data;
        this.setCounts(data.counts, data.server_time);
      }
    } catch (error) {
      if (error instanceof Revoked && token === this.#token) {
        this.#token = null;
        this.data = null;
        this.dispatchEvent(new Event("revoked"));
      }
      // Otherwise the one we have still helps; the next minute tries again.
    } finally {
      this.#busy = false;
    }
    this.dispatchEvent(new Event("change"));
  }

  get version() {
    return this.data?.version ?? 0;
  }

  get units() {
    return this.data?.units ?? [];
  }

  /** Two answers may overtake each other on the way; the later moment of the server wins. */
  setCounts(counts, serverTime) {
    const at = Date.parse(serverTime);
    if (at < this.#countedAt) return;
    this.#countedAt = at;
    this.counts = counts;
    this.dispatchEvent(new Event("change"));
  }

  person(ref) {
    for (const unit of this.units) {
      const person = unit.people.find((someone) => someone.ref === ref);
      if (person) return { ...person, unit: unit.name };
    }
    return null;
  }

  mark(ref, present) {
    for (const unit of this.units) {
      for (const person of unit.people) if (person.ref === ref) person.present = present;
    }
  }

  /** The slots open at this moment, by the server's clock as far as we know it. */
  openSlots() {
    const now = serverNow();
    return (this.data?.slots ?? []).filter(
      (slot) =>
        slot.state === "open" && Date.parse(slot.opens_at) <= now && now < Date.parse(slot.closes_at),
    );
  }

  /** What an item's `slot` should say. */
  slotForScan() {
    const open = this.openSlots().some((slot) => slot.id === this.chosenSlot);
    return open ? this.chosenSlot : null;
  }
}
