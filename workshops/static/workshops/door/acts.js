/**
 * What an officer may do besides scanning, where the organiser allows it to this device: register a
 * walk-in, let somebody come instead of a delegate, promise a letter, tick guests. It needs the
 * network. Whoever was registered or came instead is scanned at once, as if their name were tapped.
 */

import { Revoked } from "./api.js";
import { callActs } from "./acts-api.js";
import { newNonce } from "./code.js";
import { letterPhoto } from "./letter-photo.js";
import { $, icon, make, note, show } from "./page.js";
import { offerBy, ownOutcome, showOutcome } from "./verdict.js";
import { say } from "./words.js";

const OTHER = "-"; // the choice "another OPD"

/** `token` gives the device's token or null; `roster` the people; `onPerson` scans somebody. */
export function prepareActs({ base, token, roster, open, onPerson, onRevoked }) {
  let choices = null; // {units, guests}; null: not allowed, or not asked yet
  let last = { text: "", nonce: "" }; // what was sent last: the same again is the same act
  let scanned = null; // the outcome whose button was tapped, where an act began with one
  let photo = "";

  async function call(body) {
    try {
      return await callActs(base, token(), body);
    } catch (error) {
      if (error instanceof Revoked) onRevoked();
      return { ok: false, status: 401, body: null };
    }
  }

  async function refresh() {
    if (!token()) choices = null;
    else {
      const answer = await call();
      if (answer.ok) choices = answer.body;
      else if (answer.status === 403) choices = null;
    }
    show($("acts-open"), choices !== null);
  }

  /** Send one act; the answer, or null after saying in `place` why not. */
  async function send(act, place) {
    const text = JSON.stringify(act);
    if (text !== last.text) last = { text, nonce: newNonce() };
    note(place, say("act_sending"));
    const answer = await call({ nonce: last.nonce, ...act });
    if (answer.status !== 0) last = { text: "", nonce: "" }; // it was answered: the next is another
    if (answer.ok) return answer.body;
    note(place, answer.body?.title ?? say("act_unreachable"), "red");
    return null;
  }

  const slot = () => roster.slotForScan() ?? "";
  const sheetOf = (name) => $(`act-${name}`);

  function begin(name, from = null) {
    scanned = from;
    photo = "";
    const sheet = sheetOf(name);
    sheet.querySelector("form")?.reset();
    for (const place of sheet.querySelectorAll(".note")) note(place, "");
    drawers[name]?.();
    open(sheet.id);
  }

  function arrive({ ref, name, unit }) {
    onPerson({ ref, name, unit });
    refresh();
  }

  // Walk-in
  function drawUnits() {
    const units = choices?.units ?? [];
    $("walk-unit").replaceChildren(
      new Option(say("choose"), ""),
      ...units.map(({ id, name, free }) => new Option(say("unit_free", { name, n: free }), id)),
      new Option(say("unit_other"), OTHER),
    );
    show($("walk-other"), false);
  }

  async function register() {
    const unit = $("walk-unit").value;
    const name = $("walk-name").value.trim();
    const typed = unit === OTHER ? $("walk-other-name").value.trim() : "";
    const place = $("walk-note");
    if (!name) return note(place, say("act_nameless"), "red");
    if (!(typed || (unit && unit !== OTHER))) return note(place, say("act_unitless"), "red");
    const act = { kind: "walk_in", name, unit: typed ? "" : unit, unit_name: typed, slot: slot(), photo };
    const made = await send(act, place);
    if (made) close("walk", () => arrive(made));
  }

  // Instead of somebody
  function drawReplaced() {
    const units = roster.units;
    $("swap-unit").replaceChildren(
      new Option(say("choose"), ""),
      ...units.map(({ id, name }) => new Option(name, id)),
    );
    const known = units.find(({ name }) => name === scanned?.unit);
    if (known) $("swap-unit").value = known.id;
    const comes = scanned?.name ?? "";
    show($("swap-name-field"), !comes);
    $("swap-comes").textContent = comes ? say("swap_comes", { name: comes }) : "";
    const why = roster.namesMissing ? `names_${roster.namesMissing}` : "roster_none";
    if (!units.length) note($("swap-note"), say(why), "red");
    drawPeople();
  }

  // The names may come while the sheet is open already.
  roster.addEventListener("change", () => {
    if (!sheetOf("swap").open || $("swap-unit").options.length > 1 || !roster.units.length) return;
    note($("swap-note"), "");
    drawReplaced();
  });

  function drawPeople() {
    const unit = roster.units.find(({ id }) => id === $("swap-unit").value);
    const people = (unit?.people ?? []).filter(({ name }) => name !== scanned?.name);
    $("swap-person").replaceChildren(
      new Option(say("choose"), ""),
      ...people.map(({ ref, name }) => new Option(name, ref)),
    );
  }

  async function replace() {
    const place = $("swap-note");
    const ref = $("swap-person").value;
    const name = $("swap-name").value.trim();
    const kind = $("swap-form").elements.kind.value;
    if (!ref) return note(place, say("act_whom"), "red");
    if (!kind) return note(place, say("act_how_long"), "red");
    if (!scanned && !name) return note(place, say("act_nameless"), "red");
    const who = scanned ? { scan: scanned.nonce } : { name };
    const made = await send({ kind, ref, ...who, slot: slot(), photo }, place);
    if (made) close("swap", () => arrive(made));
  }

  // Letter
  async function promise(from) {
    const place = $("letter-note");
    const made = await send({ kind: "letter", scan: from.nonce, slot: slot(), photo }, place);
    if (made) close("letter", () => tell(from, made.message));
  }

  // Let in although something is missing
  async function letIn(from) {
    const place = $("letin-note");
    const reason = $("letin-reason").value.trim();
    if (!reason) return note(place, say("letin_reasonless"), "red");
    const made = await send({ kind: "let_in", scan: from.nonce, reason, slot: slot() }, place);
    if (!made) return;
    close("letin", () => tell(from, made.message));
    roster.refresh(); // one more is here
  }

  const tell = ({ name, unit }, message) => showOutcome(ownOutcome("act_done", { name, unit, message }));

  // Guests
  function drawGuests() {
    const guests = choices?.guests ?? [];
    note($("guests-note"), guests.length ? "" : say("guests_none"));
    $("guests-list").replaceChildren(...guests.map(guestRow));
  }

  function guestRow(guest) {
    const text = make("span", "text", guest.name);
    if (guest.position) text.append(make("small", "", guest.position));
    const tick = guest.here ? [make("span", "tick", icon("check"), say("is_present"))] : [];
    const button = make("button", "", text, ...tick);
    button.type = "button";
    button.setAttribute("aria-pressed", String(guest.here));
    button.addEventListener("click", async () => {
      const here = !guest.here;
      const act = { kind: "guest", guest: guest.id, here, slot: slot() };
      const made = await send(act, $("guests-note"));
      if (!made) return;
      guest.here = here;
      drawGuests();
      note($("guests-note"), `${guest.name}: ${made.message}`, "green");
    });
    return make("li", "", button);
  }

  const drawers = { walk: drawUnits, swap: drawReplaced, guests: drawGuests };

  function close(name, then) {
    sheetOf(name).close();
    then();
  }

  // One tap from the verdict
  offerBy((outcome) => {
    const names = choices && outcome.nonce ? (outcome.offers ?? []) : [];
    return names.map((name) => {
      const button = make("button", "", say(`offer_${name}`));
      button.type = "button";
      button.addEventListener("click", () => begin(name, outcome));
      return button;
    });
  });

  $("acts-open").addEventListener("click", () => {
    open("acts");
    refresh();
  });
  for (const button of document.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => begin(button.dataset.act));
  }
  for (const button of document.querySelectorAll("[data-letter]")) {
    button.addEventListener("click", () => $("letter-file").click());
  }
  $("letter-file").addEventListener("change", async () => {
    const [file] = $("letter-file").files;
    const place = document.querySelector("dialog[open] .note");
    try {
      if (file) photo = await letterPhoto(file);
      if (file) note(place, say("letter_taken"), "green");
    } catch {
      note(place, say("letter_no_photo"), "red");
    }
    $("letter-file").value = "";
  });
  $("walk-unit").addEventListener("change", () => show($("walk-other"), $("walk-unit").value === OTHER));
  $("swap-unit").addEventListener("change", drawPeople);
  const forms = { "walk-form": register, "swap-form": replace, "letter-form": () => promise(scanned), "letin-form": () => letIn(scanned) };
  for (const [id, submit] of Object.entries(forms)) {
    $(id).addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = $(id).querySelector("[type=submit]");
      if (button.disabled) return;
      button.disabled = true;
      await submit();
      button.disabled = false;
    });
  }
  return { refresh };
}
