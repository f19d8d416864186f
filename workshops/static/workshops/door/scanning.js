/**
 * One scan from code to verdict, whatever it came from: mint the nonce, keep it, send it, show what
 * the server says. The line never waits: after two and a half seconds without an answer the scan is
 * "belum terkirim", safe on this device, and the next person may come.
 */

import { newNonce } from "./code.js";
import { serverNow, sinceContact } from "./clock.js";
import * as past from "./history.js";
import { $ } from "./page.js";
import { outcomeOf, ownOutcome, showOutcome } from "./verdict.js";

const SAME_CODE = 3000; // ms a code stays ignored after it was last seen
const SAY_SENDING = 350; // ms; faster answers need no word in between
const SAY_KEPT = 2500; // ms
const LONGEST_RAW = 200; // characters; no code of ours is longer, foreign QR codes may be
const LATE_RESULT = 4000; // ms a verdict is left standing before an older scan's may replace it

export class Scanning {
  #outbox;
  #roster;
  #seen = new Map(); // raw → when the camera saw it last
  #current = null; // nonce whose verdict the band is about
  #shownAt = 0;
  #timers = [];
  #annulled = new Set(); // nonces taken back, also before their own result came

  constructor({ outbox, roster }) {
    this.#outbox = outbox;
    this.#roster = roster;
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
    return this.#add(scan, { name: target.name, unit: target.unit });
  }

  async #add(scan, { name, unit }) {
    const nonce = newNonce();
    const item = {
      ...scan,
      nonce,
      device_at: new Date().toISOString(),
      mono_ms: sinceContact(),
      roster: this.#roster.version,
    };
    this.#current = nonce;
    past.note({
      nonce,
      kind: scan.kind,
      at: new Date(serverNow()).toISOString(),
      name,
      unit,
      slot: scan.slot,
      ...this.#summary(ownOutcome("sending")),
      undoable: false,
    });
    this.#timers.forEach(clearTimeout);
    this.#timers = [
      setTimeout(() => this.#sayOwn("sending", nonce), SAY_SENDING),
      setTimeout(() => this.#sayKept(), SAY_KEPT),
    ];
    try {
      await this.#outbox.add(item);
    } catch {
      this.#sayOwn("lost", nonce); // storage full or broken: never a green that is not kept
    }
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
    if (item.kind === "annul" && !undone) past.amend(item.annuls, { undoable: true });
    if (undone) this.#annulled.add(item.annuls);
    if (item.ref && (arrived || result.verdict === "already")) this.#roster.mark(item.ref, true);
    if (undone) this.#roster.refresh();
    if (item.raw && this.#seen.has(item.raw)) this.#seen.set(item.raw, performance.now());
    const seen = this.#present(item.nonce, { ...outcome, name: changes.name, unit: changes.unit });
    // Nobody is standing here any more: what was not accepted waits in the list, and a chip says so.
    if (!seen && result.outcome !== "accepted") past.amend(item.nonce, { unseen: true });
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
    showOutcome(outcome);
    return true;
  }

  #sayKept() {
    if (!this.#current) return;
    const nonce = this.#current;
    if ($("band").dataset.nonce === nonce) return; // said already, with its sound
    $("band").dataset.nonce = nonce;
    this.#timers.forEach(clearTimeout);
    this.#sayOwn("kept", nonce);
  }

  #sayOwn(kind, nonce) {
    const known = past.find(nonce);
    const outcome = ownOutcome(kind, { name: known?.name, unit: known?.unit });
    past.amend(nonce, { ...this.#summary(outcome), undoable: kind === "kept" && known?.kind === "arrive" });
    if (nonce !== this.#current) return;
    if (kind === "lost" || kind === "stuck") this.#present(nonce, outcome);
    else showOutcome(outcome);
  }
}
