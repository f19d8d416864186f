/**
 * Who is expected and which slots there are, as the server said last. On the disk lie the sealed
 * roster (each line opens to who shows its code), how the day stood, and OPD → name under the key of
 * the shift. Events: `change`, `revoked`.
 */

import { Revoked, fetchLive, fetchNames, fetchParts } from "./api.js";
import { serverNow } from "./clock.js";
import { indexOf, openLine } from "./sealed.js";
import { endShift, isOnShift, open, seal, startShift } from "./shift.js";

const EVERY = 60_000; // ms

export class Roster extends EventTarget {
  data = null; // how the day stands
  counts = null; // {present, expected}
  lines = null; // {versions, count, at}: the sealed roster on this device
  units = []; // OPD → name, while the shift lasts
  chosenSlot = null; // the officer's choice where several slots are open; null: the server's clock
  #base;
  #store;
  #token = null;
  #busy = false;
  #countedAt = 0; // the server's moment of `counts`
  #present = new Set(); // refs
  #tag = null; // of the list of names

  constructor(base, store) {
    super();
    this.#base = base;
    this.#store = store;
    setInterval(() => this.refresh(), EVERY);
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  /** Go on with what lies on the disk, then ask. */
  async use(token) {
    this.#token = token;
    this.data = null;
    this.counts = null;
    this.lines = null;
    this.units = [];
    this.#tag = null;
    this.#countedAt = 0;
    this.chosenSlot = null;
    if (token) await this.#recall().catch(() => {});
    return this.refresh();
  }

  async #recall() {
    const store = this.#store;
    [this.data, this.lines] = [(await store.get("live")) ?? null, (await store.get("roster")) ?? null];
    if (!(await store.get("shift"))?.ended) startShift();
    const kept = await store.get("names");
    this.units = (await open(kept?.sealed)) ?? [];
    this.#tag = this.units.length ? kept.tag : null;
    this.#changed();
  }

  async refresh() {
    if (!this.#token || this.#busy || document.visibilityState !== "visible") return;
    this.#busy = true;
    const token = this.#token;
    try {
      await this.#ask(token);
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
    this.#changed();
  }

  async #ask(token) {
    const live = await fetchLive(this.#base, token);
    if (token !== this.#token) return;
    const { here, counts, ...day } = live;
    this.data = day;
    this.#present = new Set(here);
    this.setCounts(counts, live.server_time);
    await this.#store.set("live", day);
    await this.#fetchLines(token, live.sealed);
    await this.#fetchNames(token, live.names);
  }

  async #fetchLines(token, { parts, count }) {
    const known = this.lines?.versions ?? {};
    const stale = Object.keys(parts).filter((part) => parts[part] !== known[part]);
    const versions = { ...known };
    const fresh = {};
    if (stale.length) {
      const answer = await fetchParts(this.#base, token, stale.join(""));
      for (const [part, { version, lines }] of Object.entries(answer.parts)) {
        versions[part] = version;
        fresh[part] = lines;
      }
    }
    if (token !== this.#token) return;
    const lines = { versions, count, at: serverNow() };
    await this.#store.exchange(fresh, "roster", lines);
    this.lines = lines;
  }

  async #fetchNames(token, allowed) {
    if (!allowed || !isOnShift()) {
      if (this.units.length || (await this.#store.get("names"))) await this.#dropNames();
      return;
    }
    const answer = await fetchNames(this.#base, token, this.#tag);
    if (!answer || token !== this.#token) return;
    this.units = answer.units;
    this.#tag = answer.tag ?? null;
    await this.#store.set("names", { tag: this.#tag, sealed: await seal(answer.units) });
  }

  async #dropNames() {
    this.units = [];
    this.#tag = null;
    await this.#store.remove("names");
  }

  /** Why there are no names: "hidden" by the event, "ended" with the shift; null when there may be. */
  get namesMissing() {
    if (this.data?.names === false) return "hidden";
    return isOnShift() ? null : "ended";
  }

  async endShift() {
    endShift();
    await this.#store.set("shift", { ended: true });
    await this.#dropNames();
    this.#changed();
  }

  async startShift() {
    startShift();
    await this.#store.set("shift", { ended: false });
    return this.refresh();
  }

  get version() {
    return this.data?.version ?? 0;
  }

  /** Two answers may overtake each other on the way; the later moment of the server wins. */
  setCounts(counts, serverTime) {
    const at = Date.parse(serverTime);
    if (at < this.#countedAt) return;
    this.#countedAt = at;
    this.counts = counts;
    this.#changed();
  }

  /** The line of this code, opened: {ref, name, unit, live, stages, letters}; null when there is none. */
  async find(code) {
    const index = await indexOf(code);
    const value = await this.#store.line(index);
    return value ? openLine(code, index, value) : null;
  }

  person(ref) {
    for (const unit of this.units) {
      const person = unit.people.find((someone) => someone.ref === ref);
      if (person) return { ...person, unit: unit.name };
    }
    return null;
  }

  isPresent = (ref) => this.#present.has(ref);

  mark(ref, present) {
    if (present) this.#present.add(ref);
    else this.#present.delete(ref);
  }

  /** Every slot, its moments as milliseconds. */
  slots() {
    return (this.data?.slots ?? []).map((slot) => ({
      ...slot,
      opens_at: Date.parse(slot.opens_at),
      late_after: Date.parse(slot.late_after),
      closes_at: Date.parse(slot.closes_at),
    }));
  }

  /** The slots open at this moment, by the server's clock as far as we know it. */
  openSlots() {
    const now = serverNow();
    return this.slots().filter(
      (slot) => slot.state === "open" && slot.opens_at <= now && now < slot.closes_at,
    );
  }

  /** What an item's `slot` should say. */
  slotForScan() {
    const open = this.openSlots().some((slot) => slot.id === this.chosenSlot);
    return open ? this.chosenSlot : null;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
