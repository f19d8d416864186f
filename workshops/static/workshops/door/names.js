/** OPD → name: choose the office, tap the person. A search looks through both at once. */

import { $, icon, make, note, show } from "./page.js";
import { say } from "./words.js";

const MOST = 60; // names shown for one search

/** Fold case and accents, so that "jum'at" finds "Jumat". */
const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f'’`.,]/g, "").toLowerCase();

function matches(text, words) {
  const folded = plain(text);
  return words.every((word) => folded.includes(word));
}

function row(content, onTap) {
  const button = make("button", "", ...content);
  button.type = "button";
  button.addEventListener("click", onTap);
  return make("li", "", button);
}

function text(first, second) {
  const block = make("span", "text", first);
  if (second) block.append(make("small", "", second));
  return block;
}


export function prepareNames({ roster, open, onPerson, onShiftEnd }) {
  const search = $("names-search");
  let unitId = null;

  const tick = (person) =>
    roster.isPresent(person.ref) ? [make("span", "tick", icon("check"), say("is_present"))] : [];

  const personRow = (person, unit, withUnit) =>
    row([text(person.name, withUnit ? unit.name : ""), ...tick(person)], () => {
      $("names").close();
      onPerson({ ref: person.ref, name: person.name, unit: unit.name });
    });

  const unitRow = (unit) => {
    const present = unit.people.filter(({ ref }) => roster.isPresent(ref)).length;
    const share = say("unit_present", { present, expected: unit.people.length });
    return row([text(unit.name, share)], () => {
      unitId = unit.id;
      search.value = "";
      draw();
      $("names-list").querySelector("button")?.focus();
    });
  };

  const found = (units, words) => {
    const offices = units.filter((unit) => matches(unit.name, words)).map(unitRow);
    const people = units.flatMap((unit) =>
      unit.people
        .filter((person) => matches(person.name, words))
        .map((person) => personRow(person, unit, true)),
    );
    note($("names-note"), offices.length + people.length ? say("people_found", { n: people.length }) : say("people_none"));
    return [...offices, ...people.slice(0, MOST)];
  };

  function why() {
    if (roster.namesMissing) return say(`names_${roster.namesMissing}`);
    return roster.data?.sealed.count === 0 ? say("roster_empty") : say("roster_none");
  }

  function draw() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const unit = roster.units.find((one) => one.id === unitId);
    const units = unit ? [unit] : roster.units;
    $("names-title").textContent = unit?.name ?? say("choose_unit");
    show($("names-back"), Boolean(unit));
    show(search, roster.namesMissing === null);
    show($("shift-start"), roster.namesMissing === "ended");
    show($("shift-end"), roster.namesMissing === null && !unit);
    let rows;
    if (words.length) {
      rows = found(units, words);
    } else {
      note($("names-note"), units.length ? "" : why());
      rows = unit
        ? unit.people.map((person) => personRow(person, unit, false))
        : units.map(unitRow);
    }
    $("names-list").replaceChildren(...rows);
  }

  $("names-open").addEventListener("click", () => {
    unitId = null;
    search.value = "";
    draw();
    open("names");
    roster.refresh();
  });
  $("names-back").addEventListener("click", () => {
    unitId = null;
    search.value = "";
    draw();
    search.focus();
  });
  $("shift-start").addEventListener("click", () => roster.startShift());
  $("shift-end").addEventListener("click", async () => {
    await roster.endShift();
    onShiftEnd();
  });
  search.addEventListener("input", draw);
  roster.addEventListener("change", () => {
    if (!$("names").open) return;
    const focused = [...$("names-list").querySelectorAll("button")].indexOf(document.activeElement);
    const scrolled = $("names-list").scrollTop;
    draw();
    $("names-list").scrollTop = scrolled;
    if (focused >= 0) $("names-list").querySelectorAll("button")[focused]?.focus();
  });
}
