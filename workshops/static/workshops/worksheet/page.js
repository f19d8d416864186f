// Betters the form of a worksheet: saves by itself what is typed, shows what another editor changed,
// and lets nothing typed get lost on a weak line. Without it the form works all the same.

import { Cells } from "./cells.js";
import { Kept } from "./kept.js";
import { Meeting } from "./meeting.js";
import { Rows, name } from "./rows.js";

const QUIET = 1200; // milliseconds after the last key
const LOOK = 8000; // between two looks at what others changed
const SOONEST = 3000;
const LATEST = 30000;
const MOST = 400; // changes in one saving
const MOST_LETTERS = 400_000; // in one saving; the rest follows at once

const form = document.querySelector("#lembar");
const words = form.dataset;
const status = document.querySelector("#simpanan");
const tab = form.elements.tab.value;
const cells = new Cells(form);
const kept = new Kept(words.key);
const meeting = new Meeting(form, cells, { changed: soon, open });
const rows = new Rows(form, cells, meeting, soon);

let revision = Number(form.elements.revision.value);
let timer = 0;
let saving = null;
let patience = SOONEST;
let stopped = false;
let leaving = false;
const refused = new Map(); // path → the value the server would not take: it waits to be changed

function open(element) {
  const folded = element.closest("details:not([open])");
  if (folded) folded.open = true;
}

function say(text, unsaved = false) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("is-unsaved", unsaved);
}

function unsent() {
  const free = (one) => !cells.met.has(one.name) && refused.get(one.name) !== cells.value(one);
  return cells.dirty().filter(free);
}

function keep() {
  const held = {};
  for (const one of cells.dirty()) {
    held[one.name] = { base: cells.base.get(one.name) ?? "", value: cells.value(one) };
  }
  kept.write(held, rows.waiting);
}

function soon() {
  keep();
  if (stopped) return;
  say(words.waiting);
  clearTimeout(timer);
  timer = setTimeout(save, QUIET);
}

// One saving at a time; whoever asks meanwhile waits for the one that follows. True: all is kept.
async function save() {
  clearTimeout(timer);
  if (saving) {
    await saving;
    return save();
  }
  saving = send();
  const done = await saving;
  saving = null;
  return done;
}

async function send() {
  const acts = rows.waiting.slice(0, MOST);
  const typed = rows.waiting.length > MOST ? [] : some(unsent());
  if (acts.length + typed.length === 0) {
    keep();
    return cells.dirty().length === 0;
  }
  say(words.saving);
  const sent = new Set(typed.map((one) => one.path));
  let answer;
  let told;
  try {
    answer = await fetch(words.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ tab, revision, changes: [...acts, ...typed] }),
      signal: AbortSignal.timeout(20000),
    });
    if (isForeign(answer)) return end();
    told = await answer.json();
  } catch {
    return unsure();
  }
  if (answer.status >= 500) return unsure();
  if (!answer.ok) {
    stopped = answer.status === 409;
    say(`${words.broken}. ${(told.refused ?? []).join(" ")}`, true);
    return false;
  }
  patience = SOONEST;
  rows.waiting.splice(0, acts.length);
  learn(told, typed);
  keep();
  const left = unsent();
  if (rows.waiting.length || left.some((one) => !sent.has(one.name))) return send();
  if (left.length) soon();
  else if (cells.dirty().length) say(words.broken, true);
  else say(words.saved.replace("{hour}", told.hour));
  return cells.dirty().length === 0;
}

// As many of them as one saving takes, as they are told.
function some(controls) {
  const taken = [];
  let letters = 0;
  for (const one of controls.slice(0, MOST)) {
    const value = cells.value(one);
    letters += value.length;
    if (taken.length && letters > MOST_LETTERS) break;
    taken.push({ path: one.name, base: cells.base.get(one.name) ?? "", value });
  }
  return taken;
}

// A page where an answer of ours should be: the link was renewed, the session ended.
function isForeign(answer) {
  const ours = answer.headers.get("Content-Type")?.includes("json") && !answer.redirected;
  return !ours && answer.status < 500;
}

function end() {
  stopped = true;
  keep();
  say(words.ended, true);
  return false;
}

function unsure() {
  say(words.unsaved, true);
  keep();
  clearTimeout(timer);
  timer = setTimeout(save, patience);
  patience = Math.min(patience * 2, LATEST);
  return false;
}

function learn(told, typed) {
  const met = new Set(told.conflicts.map((one) => one.path));
  const unkept = new Set([...met, ...told.strange.map((one) => one.path)]);
  for (const { path, value } of typed) {
    const now = told.values[path];
    if (!now || unkept.has(path)) continue;
    cells.settle(path, now.text, value);
    meeting.fault(path, now.fault);
  }
  for (const { path, text } of told.strange) {
    const control = cells.control(path);
    if (control) refused.set(path, cells.value(control));
    meeting.fault(path, text);
  }
  for (const one of told.conflicts) {
    if (one.row) rows.back(one.path, one.row, words.rowmet);
    else if (one.gone) rows.drop(one.path.slice(0, one.path.lastIndexOf(".")));
    else meeting.at(one);
  }
  follow(told, met);
}

function follow(told, met = new Set()) {
  revision = told.revision;
  form.elements.revision.value = String(revision);
  const changed = Object.entries(told.others);
  for (const [path, other] of changed) {
    if (other.gone) rows.drop(path);
    else if (other.row) rows.follow(path, other.row, other.after);
  }
  for (const [path, other] of changed) {
    if (other.text === undefined || met.has(path)) continue;
    if (cells.follow(path, other.text)) {
      meeting.mark(path, other.hour);
      const row = cells.control(path).closest("[data-row]");
      if (row) name(row);
    }
  }
  if (told.closed.length) {
    stopped = true;
    say(told.closed.join(" "), true);
  }
}

async function look() {
  if (document.hidden || saving || stopped) return;
  try {
    const query = new URLSearchParams({ sejak: String(revision), tab });
    const answer = await fetch(`${words.url}?${query}`, { signal: AbortSignal.timeout(15000) });
    if (isForeign(answer)) return void end();
    const told = await answer.json();
    if (answer.ok && !saving && told.revision >= revision) follow(told);
  } catch {
    // The next look, or the next saving, tells.
  }
}

function restore() {
  const { cells: held, rows: acts } = kept.read();
  for (const act of acts) {
    const [section, id] = act.path.split(".");
    const row = cells.row(act.path);
    if (act.value === null) row?.remove();
    else if (!row) {
      const made = rows.make(section, id);
      if (made) rows.place(made, section, act.value.after);
    }
    rows.waiting.push(act);
  }
  for (const [path, { base, value }] of Object.entries(held)) {
    const control = cells.control(path);
    if (!control) continue;
    cells.base.set(path, base);
    control.value = value;
    open(control);
  }
  if (acts.length || Object.keys(held).length) {
    soon();
    say(words.kept);
  }
}

const ACTS = {
  add: (button) => rows.add(button.value.split(":")[1]),
  remove: (button) => rows.remove(button.closest("[data-row]")),
  up: (button) => rows.move(button.closest("[data-row]"), -1),
  down: (button) => rows.move(button.closest("[data-row]"), 1),
};

form.addEventListener("input", (event) => {
  const control = event.target;
  if (!control.closest("[data-cell]") || control.name === "theirs") return;
  const row = control.closest("[data-row]");
  if (row) name(row);
  soon();
});
form.addEventListener("focusout", (event) => {
  if (event.target.closest("[data-cell]")) cells.left(event.target);
});
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  const button = event.submitter;
  const act = ACTS[button?.dataset.act];
  if (act) {
    act(button);
    return;
  }
  const done = await save();
  if (!button || button.value === "save") {
    if (done && !status.textContent) say(words.saved.replace("{hour}", ""));
    return;
  }
  if (!done) {
    form.querySelector(".ws-theirs")?.scrollIntoView({ block: "center" });
    return;
  }
  leaving = true;
  // Not while this very event is still under way: the browser would ignore it.
  setTimeout(() => form.requestSubmit(button));
});
form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-row]");
  if (event.ctrlKey && event.key === "Enter") {
    const section = event.target.closest("[data-section]");
    if (section?.querySelector('[data-act="add"]')) rows.add(section.dataset.section);
    event.preventDefault();
  }
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.altKey && by && row?.querySelector('[data-act="remove"]')) {
    rows.move(row, by);
    event.preventDefault();
  }
});
form.addEventListener("formdata", (event) => {
  if (!leaving) return;
  // All of it is kept by now: only what was pressed goes along, however many rows there are.
  for (const one of cells.controls(form)) event.formData.delete(one.name);
  event.formData.delete("known");
});
addEventListener("pageshow", () => (leaving = false));
addEventListener("online", save);
addEventListener("beforeunload", (event) => {
  keep();
  if (!leaving && (unsent().length || rows.waiting.length)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => (document.hidden ? save() : look()));
setInterval(look, LOOK);
restore();
