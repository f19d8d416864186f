/**
 * The band: what just happened, in a colour, an icon, a word, a name, a sentence, a sound and an
 * announcement. It shows one outcome at a time:
 * {tone, icon, word, name, unit, message, letter}. Tones: green, calm, amber, red, wait, idle.
 */

import { feel } from "./feedback.js";
import { $, icon, show } from "./page.js";
import { say, shortTime } from "./words.js";

const KNOWN = new Set([
  "present", "late", "already", "annulled", "unknown", "malformed", "not_expected", "withdrawn",
  "entry_held",
  "no_slot", "other_stage", "signed_off", "wrong_workshop",
]);
const CALM = new Set(["already", "annulled"]);
const ICONS = { green: "check", calm: "checks", amber: "alert", red: "cross", wait: "clock", idle: "scan" };
const OWN_TONES = {
  idle: "idle", sending: "wait", reading: "wait", kept: "amber", stuck: "amber", unread: "amber", lost: "red",
  act_done: "calm",
  full: "red",
};
// What the officer may do about it, one tap away; acts.js draws those that are allowed.
const OFFERS = { unknown: ["walk"], not_expected: ["swap"], withdrawn: ["swap"], entry_held: ["letin"] };
const LONG_NAME = 24; // characters; beyond that two lines need the smaller size
const CHOOSING = 30_000; // ms; as long as there is something to tap
const IDLE_AFTER = 9000; // ms; the next scan does not wait for it

let idleTimer = null;
let buttonsFor = () => []; // outcome → buttons

/** Who draws the buttons under a verdict. */
export function offerBy(draw) {
  buttonsFor = draw;
}

/** The outcome the server's result means. */
export function outcomeOf(result) {
  let verdict = KNOWN.has(result.verdict) ? result.verdict : "other";
  if (verdict === "annulled" && result.outcome !== "accepted") verdict = "not_annulled";
  // Whose letter is missing matters where they came in; elsewhere it only hides what does.
  const letter = result.outcome === "accepted" ? result.letter : null;
  const calm = CALM.has(verdict) && result.level !== "red";
  let word = say(`verdict_${verdict}`);
  if (verdict === "already" && result.arrived_at) {
    word = say("already_at", { time: shortTime(result.arrived_at) });
  }
  return {
    tone: calm ? "calm" : result.level,
    icon: verdict === "annulled" ? "undo" : verdict === "late" ? "clock" : null,
    word,
    name: result.name ?? "",
    unit: result.unit ?? "",
    message: result.message ?? "",
    letter: ["to_follow", "none"].includes(letter) ? say(`letter_${letter}`) : "",
    nonce: result.nonce,
    offers: OFFERS[verdict] ?? (letter === "none" ? ["letter"] : []),
  };
}

/** The word of a verdict about somebody who may come in. */
export function wordOf({ verdict, since }) {
  if (verdict === "already" && since) return say("already_at", { time: shortTime(since) });
  return say(`verdict_${verdict}`);
}

/** What entry still asks of them, as far as the roster knows; "" where it does not. */
function lacking(person, slot) {
  const { works = [], hours = false } = person?.missing?.[slot?.stage_id] ?? {};
  const titles = works.join(", ");
  const parts = [];
  if (works.length) {
    parts.push(say("missing_works", { n: works.length }) + (titles.length <= 80 ? ` (${titles})` : ""));
  }
  if (hours) parts.push(say("missing_hours"));
  return parts.length ? say("kept_missing", { what: parts.join("; ") }) : "";
}

/** The device's own verdict about a scan that is kept and not sent: {verdict, level, person, since, letter}. */
export function keptOutcome({ verdict, level, person, slot, since, letter }) {
  const calm = CALM.has(verdict);
  let word = say(`verdict_${verdict}`);
  if (verdict === "present") word = say("kept_present");
  if (verdict === "unknown") word = say("kept_unknown");
  if (verdict === "already" && since) word = say("already_at", { time: shortTime(since) });
  return {
    tone: calm ? "calm" : level,
    icon: verdict === "annulled" ? "undo" : verdict === "late" ? "clock" : null,
    word,
    name: person?.name ?? "",
    unit: person?.unit ?? "",
    message: `${(verdict === "entry_held" && lacking(person, slot)) || say(`kept_${verdict}_message`)} ${say("kept_for_now")}`,
    letter: ["to_follow", "none"].includes(letter) ? say(`letter_${letter}`) : "",
  };
}

/** What happens on the device itself: one of the keys of `OWN_TONES`. */
export function ownOutcome(kind, { name = "", unit = "", message = null } = {}) {
  return {
    tone: OWN_TONES[kind],
    icon: kind === "kept" ? "clock" : null,
    word: say(`verdict_${kind}`),
    name,
    unit,
    message: message ?? say(`message_${kind}`),
    letter: "",
  };
}

/** `again`: the same verdict as shown already, in full: no second sound, no second announcement. */
export function showOutcome(outcome, { again = false } = {}) {
  const band = $("band");
  band.dataset.tone = outcome.tone;
  band.classList.remove("fresh");
  $("band-icon").replaceChildren(icon(outcome.icon ?? ICONS[outcome.tone] ?? "alert"));
  $("band-word").textContent = outcome.word;
  $("band-name").textContent = outcome.name;
  $("band-name").classList.toggle("long", outcome.name.length > LONG_NAME);
  $("band-unit").textContent = outcome.unit;
  $("band-message").textContent = outcome.message;
  $("band-letter").textContent = outcome.letter;
  show($("band-letter"), outcome.letter !== "");
  const buttons = buttonsFor(outcome);
  $("band-acts").replaceChildren(...buttons);
  show($("band-acts"), buttons.length > 0);
  clearTimeout(idleTimer);
  if (outcome.tone === "idle" || outcome.tone === "wait") return;
  if (!again) {
    void band.offsetWidth; // start the animation anew for the same verdict twice
    band.classList.add("fresh");
    feel(outcome.tone);
    announce(outcome);
  }
  idleTimer = setTimeout(() => showIdle(outcome.name), buttons.length ? CHOOSING : IDLE_AFTER);
}

export function showIdle(lastName = "") {
  const message = lastName ? say("last_scan", { name: lastName }) : null;
  const idle = ownOutcome("idle");
  showOutcome(message ? { ...idle, message: `${idle.message} ${message}` } : idle);
}

function announce({ word, name, unit, letter, message }) {
  const place = $("announcement");
  const text = [word, name, unit, letter, message].filter(Boolean).join(". ");
  // Emptied first: a reader says nothing when the same sentence is put there twice.
  place.textContent = "";
  setTimeout(() => {
    place.textContent = text;
  }, 30);
}
