/**
 * One scan from code to verdict, whatever it came from: mint the nonce, keep it, judge it by the
 * roster on this device, send it, show what the server says. The line never waits: whom this device
 * knows it greets as soon as the scan is safely on the disk, and the server's answer then changes
 * nothing that is seen or heard unless it differs; about whom it does not know it asks, with no network
 * not at all, with a slow one for a second.
 */

import { network } from "./api.js";
import { newNonce } from "./code.js";
import { serverNow, stamp } from "./clock.js";
import * as past from "./history.js";
import { judge } from "./judging.js";
import { keptOutcome, outcomeOf, ownOutcome, showOutcome, wordOf } from "./verdict.js";

const SAME_CODE = 3000; // ms a code stays ignored after it was last seen
const SAY_SENDING = 350; // ms; faster answers need no word in between
const SAY_KEPT = 1200; // ms the server has before the device's own verdict is told
const LONGEST_RAW = 200; // characters; no code of ours is longer, foreign QR codes may be
const LATE_RESULT = 4000; // ms a verdict is left standing before an older scan's may replace it
const STANDS = ["present", "late", "already"];

/** Whether the officer would see and hear the same twice. */
const same = (one, other) => ["tone", "name", "letter"].every((what) => one[what] === other[what]);

export class Scanning {
  #outbox;
  #roster;
  #store;
  #seen = new Map(); // raw → when the camera saw it last
  #current = null; // nonce whose verdict the band is about
  #told = null; // nonce whose own verdict has been told, with its sound
  #greeted = null; // {nonce, tone, name}: what was told of the newest scan before anybody answered
  #shownAt = 0;
  #timers = [];
  #annulled = new Set(); // nonces taken back, also before their own result came
  #judging = new Map(); // nonce → the device's own verdict, to come
  #judged = new Map(); // nonce → the same, once the scan is kept

  constructor({ outbox, roster, store }) {
    this.#outbox = outbox;
    this.#roster = roster;
    this.#store = store;
    outbox.addEventListener("result", ({ detail }) => this.#settle(detail));
    outbox.addEventListener("deferred", () => this.#sayKept());
    outbox.addEventListener("stuck", ({ detail }) => this.#sayOwn("stuck", detail.item.nonce));
  }

  /** The camera sees the same code many times a second; one visit is one scan. */
  fromCamera(raw) {
    const now = performance.now();
    const last = this.#seen.get(raw);
    this.#seen.set(raw, now);
    if (last !== undefined && now - last < SAME_CODE) return;
    for (const [code, at] of this.#seen) if (now - at > SAME_CODE) this.#seen.delete(code);
    this.arrive({ raw, source: "camera" });
  }

  arrive({ raw, ref, source, name = "", unit = "" }) {
    const scan = { kind: "arrive", source, slot: this.#roster.slotForScan() };
    if (ref) scan.ref = ref;
    else scan.raw = raw.slice(0, LONGEST_RAW);
    return this.#add(scan, { name, unit });
  }

  annul(target, reason) {
    const scan = { kind: "annul", source: "name", slot: target.slot, annuls: target.nonce, reason };
    past.amend(target.nonce, { undoable: false });
    this.#annulled.add(target.nonce);
    this.#unmark(target.nonce);
    return this.#add(scan, { name: target.name, unit: target.unit });
  }

  async #add(scan, { name, unit }) {
    const nonce = newNonce();
    const at = serverNow();
    const item = {
      ...scan,
      nonce,
      device_at: new Date().toISOString(),
      ...stamp(),
      roster: this.#roster.version,
    };
    this.#current = nonce;
    this.#greeted = null;
    past.note({
      nonce,
      kind: scan.kind,
      at: new Date(at).toISOString(),
      name,
      unit,
      slot: scan.slot,
      ...this.#summary(ownOutcome("sending")),
      undoable: false,
    });
    this.#timers.forEach(clearTimeout);
    this.#timers = [setTimeout(() => this.#sayOwn("sending", nonce), SAY_SENDING)];
    const judging = this.#judge(item, at, { name, unit });
    this.#judging.set(nonce, judging);
    try {
      await this.#outbox.add(item);
    } catch (error) {
      // Never a green that is not kept.
      return this.#sayOwn(error?.name === "QuotaExceededError" ? "full" : "lost", nonce);
    }
    const judged = await judging;
    if (this.#judging.has(nonce)) this.#judged.set(nonce, judged); // no answer yet
    if (network.up === false) return this.#sayKept();
    if (judged?.person && STANDS.includes(judged.verdict)) this.#greet(nonce, judged);
    this.#timers.push(setTimeout(() => this.#sayKept(), SAY_KEPT));
    return undefined;
  }

  async #judge(item, at, known) {
    if (item.kind === "annul") return { verdict: "annulled", level: "calm", person: known };
    const asked = { roster: this.#roster, store: this.#store, scan: item, at, nonce: item.nonce };
    return judge(asked).catch(() => null);
  }

  #summary({ word, tone }) {
    return { word, tone };
  }

  #settle({ item, result, elsewhere }) {
    const known = past.find(item.nonce);
    if (elsewhere && !known) return;
    const outcome = outcomeOf(result);
    const arrived = item.kind === "arrive" && ["present", "late"].includes(result.verdict);
    const undone = item.kind === "annul" && result.outcome === "accepted";
    const changes = {
      ...this.#summary(outcome),
      name: result.name ?? known?.name ?? "",
      unit: result.unit ?? known?.unit ?? "",
      slot: result.slot ?? item.slot,
      undoable: arrived && result.outcome === "accepted" && !this.#annulled.has(item.nonce),
    };
    if (known) past.amend(item.nonce, changes);
    else past.note({ nonce: item.nonce, kind: item.kind, at: item.device_at, ...changes });
    if (item.kind === "annul" && !undone) {
      past.amend(item.annuls, { undoable: true });
      this.#annulled.delete(item.annuls);
    }
    this.#remember(item, result);
    if (undone) this.#roster.refresh();
    if (item.raw && this.#seen.has(item.raw)) this.#seen.set(item.raw, performance.now());
    const seen = this.#present(item.nonce, { ...outcome, name: changes.name, unit: changes.unit });
    // Nobody is standing here any more: what was not accepted waits in the list, and a chip says so.
    if (!seen && result.outcome !== "accepted") past.amend(item.nonce, { unseen: true });
  }

  /** What the server answered outweighs what this device believed. */
  async #remember(item, result) {
    const judging = this.#judging.get(item.nonce);
    this.#judging.delete(item.nonce);
    this.#judged.delete(item.nonce);
    const judged = await judging;
    const ref = item.ref ?? judged?.person?.ref;
    if (item.kind !== "arrive" || !ref) return;
    const stands = STANDS.includes(result.verdict) && !this.#annulled.has(item.nonce);
    if (stands) this.#roster.mark(ref, true);
    const slot = result.slot ?? judged?.slot?.id;
    if (!slot) return;
    const at = result.arrived_at ?? item.device_at;
    if (stands) this.#mark(`${ref}|${slot}`, { at, nonce: item.nonce });
    else this.#unmark(item.nonce, `${ref}|${slot}`);
  }

  #mark(key, value) {
    this.#store.setHere(key, value).catch(() => {});
  }

  async #unmark(nonce, place = null) {
    const judged = this.#judged.get(nonce);
    const entry = past.find(nonce);
    const key = place ?? (judged?.slot ? `${judged.person?.ref}|${judged.slot.id}` : entry?.here);
    if (!key) return;
    const here = await this.#store.here(key).catch(() => null);
    if (here?.nonce === nonce) this.#mark(key, null);
  }

  /** Tell whom this device knows its own verdict, in the server's words: the answer is on its way. */
  #greet(nonce, judged) {
    if (nonce !== this.#current || !this.#judging.has(nonce)) return;
    const outcome = { ...keptOutcome(judged), word: wordOf(judged), message: "" };
    clearTimeout(this.#timers[0]); // no "sending" after it
    this.#greeted = { nonce, ...outcome };
    this.#shownAt = performance.now();
    showOutcome(outcome);
  }

  /** Show it; without a second sound where it only confirms what was told already. */
  #show(nonce, outcome) {
    const again = this.#greeted?.nonce === nonce && same(this.#greeted, outcome);
    this.#greeted = null;
    showOutcome(outcome, { again });
  }

  /**
   * The band belongs to the newest scan; an older one's verdict may take it when it has rested.
   * Answers whether the officer got to see it.
   */
  #present(nonce, outcome) {
    if (nonce === this.#current) {
      this.#timers.forEach(clearTimeout);
      this.#current = null;
    } else if (this.#current || performance.now() - this.#shownAt < LATE_RESULT) {
      return false;
    }
    this.#shownAt = performance.now();
    this.#show(nonce, outcome);
    return true;
  }

  /** Tell the device's own verdict about the newest scan, once, after it is kept. */
  #sayKept() {
    const nonce = this.#current;
    if (!nonce || this.#told === nonce || !this.#judged.has(nonce)) return;
    this.#told = nonce;
    this.#timers.forEach(clearTimeout);
    const judged = this.#judged.get(nonce);
    const known = past.find(nonce);
    if (!judged) return this.#sayOwn("kept", nonce);
    const person = judged.person ?? { name: known?.name, unit: known?.unit };
    const outcome = keptOutcome({ ...judged, person });
    const arrive = known?.kind === "arrive";
    const key = arrive && person.ref && judged.slot ? `${person.ref}|${judged.slot.id}` : null;
    const arrived = arrive && ["present", "late"].includes(judged.verdict);
    if (arrived && key) {
      this.#mark(key, { at: known.at, nonce });
      this.#roster.mark(person.ref, true);
    }
    past.amend(nonce, {
      ...this.#summary(outcome),
      name: person.name ?? "",
      unit: person.unit ?? "",
      here: key,
      undoable: arrive && judged.verdict !== "malformed" && judged.verdict !== "already",
    });
    this.#shownAt = performance.now();
    return this.#show(nonce, outcome);
  }

  #sayOwn(kind, nonce) {
    const known = past.find(nonce);
    const outcome = ownOutcome(kind, { name: known?.name, unit: known?.unit });
    past.amend(nonce, { ...this.#summary(outcome), undoable: kind === "kept" && known?.kind === "arrive" });
    if (nonce !== this.#current) return;
    if (["lost", "full", "stuck"].includes(kind)) this.#present(nonce, outcome);
    else showOutcome(outcome);
  }
}
