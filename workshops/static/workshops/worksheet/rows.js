// Rows of a table: added, removed with an undo, moved by button or Alt+arrow.

import { element } from "./meeting.js";

export class Rows {
  constructor(form, cells, meeting, changed) {
    this.form = form;
    this.cells = cells;
    this.meeting = meeting;
    this.changed = changed;
    this.waiting = []; // acts that the server does not know of yet, in their order
  }

  list(section) {
    return this.form.querySelector(`[data-rows="${CSS.escape(section)}"]`);
  }

  tell(path, base, value) {
    this.waiting.push({ path, base, value });
    this.changed();
  }

  make(section, id) {
    const blank = this.form.querySelector(`template[data-blank="${CSS.escape(section)}"]`);
    if (!blank) return null;
    const holder = element("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__row__", id);
    const row = holder.content.firstElementChild;
    for (const control of this.cells.controls(row)) this.cells.base.set(control.name, "");
    return row;
  }

  place(row, section, after) {
    const list = this.list(section);
    if (!list) return;
    const before = after ? this.cells.row(`${section}.${after}`) : null;
    if (before && before !== row) before.after(row);
    else if (after === "") this.lastFixed(list) ? this.lastFixed(list).after(row) : list.prepend(row);
    else list.append(row);
  }

  lastFixed(list) {
    return [...list.children].filter((row) => !row.querySelector('[data-act="remove"]')).at(-1);
  }

  add(section) {
    const id = `r${[...crypto.getRandomValues(new Uint8Array(5))].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
    if (this.list(section).children.length >= Number(this.form.dataset.most)) {
      this.form.querySelector(`[data-undo="${CSS.escape(section)}"]`)?.replaceChildren(this.form.dataset.full);
      return;
    }
    const row = this.make(section, id);
    if (!row) return;
    const last = this.list(section).lastElementChild;
    this.place(row, section, null);
    this.tell(`${section}.${id}`, null, { after: last ? idOf(last) : "" });
    row.querySelector("input, textarea, select")?.focus();
  }

  remove(row) {
    const path = row.dataset.row;
    const section = path.split(".")[0];
    const held = this.cells.texts(row);
    const before = row.previousElementSibling;
    const next = row.nextElementSibling ?? before;
    this.tell(path, this.cells.known(row), null);
    row.remove();
    this.offerUndo(section, () => {
      this.place(row, section, before ? idOf(before) : "");
      this.cells.put(row, held);
      this.tell(path, null, { after: before ? idOf(before) : "", cells: held });
      row.querySelector("input, textarea, select")?.focus();
    });
    (next?.querySelector("summary, input, textarea, select") ?? this.undoButton(section))?.focus();
  }

  undoButton(section) {
    return this.form.querySelector(`[data-undo="${CSS.escape(section)}"] button`);
  }

  offerUndo(section, act) {
    const line = this.form.querySelector(`[data-undo="${CSS.escape(section)}"]`);
    const words = this.form.dataset;
    const button = this.meeting.button(words.undo, "btn", () => {
      line.replaceChildren();
      act();
    });
    line.replaceChildren(words.removed, " ", button);
  }

  move(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other?.querySelector('[data-act="remove"]')) return;
    const focus = document.activeElement;
    if (by < 0) other.before(row);
    else other.after(row);
    const before = row.previousElementSibling;
    this.tell(row.dataset.row, null, { after: before ? idOf(before) : "" });
    focus?.focus();
  }

  // A row as another editor left it: new, moved, or with cells of its own.
  follow(path, held, after) {
    const [section, id] = path.split(".");
    let row = this.cells.row(path);
    if (!row) {
      row = this.make(section, id);
      if (!row) return;
      this.place(row, section, after);
      this.cells.put(row, held);
      name(row);
    } else if (row.previousElementSibling?.dataset.row !== (after && `${section}.${after}`)) {
      this.place(row, section, after);
    }
  }

  // Another editor took the row out.
  drop(path) {
    const row = this.cells.row(path);
    if (!row) return;
    const gone = () => row.remove();
    if (this.cells.dirty(row).length === 0) {
      gone();
      return;
    }
    const before = row.previousElementSibling;
    const inIt = this.cells.controls(row).map((one) => one.name);
    for (const one of inIt) this.cells.met.add(one); // nothing to save until the person has said
    const answered = () => {
      for (const one of inIt) this.cells.met.delete(one);
    };
    this.meeting.gone(
      row,
      () => {
        answered();
        // An empty row comes back; what stands in this one is typed into it.
        for (const one of inIt) this.cells.base.set(one, "");
        this.tell(path, null, { after: before ? idOf(before) : "" });
      },
      () => {
        answered();
        gone();
        this.changed();
      },
    );
  }

  // It was to go, but another editor has written in it.
  back(path, held, words) {
    const [section] = path.split(".");
    this.follow(path, held, null);
    const row = this.cells.row(path);
    const note = element("p", "ws-changed");
    note.setAttribute("role", "alert");
    note.textContent = words;
    row?.prepend(note);
    this.form.querySelector(`[data-undo="${CSS.escape(section)}"]`)?.replaceChildren();
  }
}

export function idOf(row) {
  return row.dataset.row.split(".")[1];
}

export function name(row) {
  const title = row.querySelector("[data-row-name]");
  const first = row.querySelector("[data-cell] input, [data-cell] textarea, [data-cell] select");
  if (!title || !first) return;
  const text = first.tagName === "SELECT" ? first.selectedOptions[0]?.text : first.value;
  const unnamed = row.closest("form")?.dataset.unnamed ?? "";
  title.textContent = text || unnamed;
}
