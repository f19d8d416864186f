/** The count per OPD: asked for every few seconds, and shown with its age when nobody answers. */

import { figure, say } from "./words.js";

const EVERY = 5_000;
const STALE = 15_000;
const PAGE_LASTS = 10_000;

const element = (id) => document.getElementById(id);

export class Counts {
  #url;
  #clock;
  #onClosed;
  #wall;
  #heardAt = performance.now();
  #loggedOut = false;
  #first = 0;
  #turnedAt = performance.now();
  paused = false;

  constructor({ url, clock, wall, onClosed }) {
    this.#url = url;
    this.#clock = clock;
    this.#onClosed = onClosed;
    this.#wall = wall;
  }

  start() {
    this.show();
    this.#ask();
    addEventListener("online", () => this.#hear());
    addEventListener("resize", () => this.show());
  }

  async #ask() {
    await this.#hear();
    setTimeout(() => this.#ask(), EVERY);
  }

  async #hear() {
    const sentAt = performance.now();
    try {
      const answer = await fetch(this.#url, { signal: AbortSignal.timeout(EVERY), redirect: "manual" });
      this.#loggedOut = answer.type === "opaqueredirect";
      if (!answer.ok) return;
      const heard = await answer.json();
      this.#clock.hear(heard.server_time, sentAt);
      this.#heardAt = performance.now();
      this.#wall = heard.wall;
      if (!heard.open) this.#onClosed();
      this.show();
    } catch {
      // No network: the code goes on, and tick() says how old the count is.
    }
  }

  /** Once a second: the age of the count, and the next OPD where they do not fit at once. */
  tick() {
    const age = performance.now() - this.#heardAt;
    element("fresh").textContent = this.#age(age);
    document.body.dataset.count = age > STALE || this.#loggedOut ? "old" : "fresh";
    if (!this.paused && performance.now() - this.#turnedAt > PAGE_LASTS) this.turn(1);
  }

  #age(age) {
    if (this.#loggedOut) return say("logged_out");
    if (age <= STALE) return say("fresh");
    const seconds = Math.round(age / 1000);
    return seconds < 120
      ? say("old_seconds", { n: figure(seconds) })
      : say("old_minutes", { n: figure(Math.round(seconds / 60)) });
  }

  /** The next (1) or the one before (-1). */
  turn(by) {
    this.#turnedAt = performance.now();
    const { units } = this.#wall;
    const room = this.#room();
    const pages = Math.max(1, Math.ceil(units.length / room));
    const page = (Math.floor(this.#first / room) + by + pages) % pages;
    this.#first = page * room;
    this.show();
  }

  /** How many OPD fit on the wall. */
  #room() {
    const style = getComputedStyle(element("units"));
    const row = parseFloat(style.getPropertyValue("--row")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const columns = style.gridTemplateColumns.split(" ").length;
    return Math.max(1, Math.floor(element("units").clientHeight / row)) * columns;
  }

  show() {
    const { present, expected, units } = this.#wall;
    element("present").textContent = figure(present);
    element("expected").textContent = say("of", { n: figure(expected) });
    const room = this.#room();
    if (this.#first >= units.length) this.#first = 0;
    const shown = units.slice(this.#first, this.#first + room);
    element("units").replaceChildren(...shown.map(line));
    element("page").textContent =
      units.length > room
        ? say("page", { first: this.#first + 1, last: this.#first + shown.length, all: units.length })
        : "";
  }
}

function line(unit) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "unit";
  name.textContent = unit.name;
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = `${figure(unit.present)}/${figure(unit.expected)}`;
  const bar = document.createElement("progress");
  bar.max = unit.expected || 1;
  bar.value = unit.present;
  bar.setAttribute("aria-label", say("unit", { ...unit }));
  item.dataset.full = unit.present >= unit.expected;
  item.append(name, number, bar);
  return item;
}
