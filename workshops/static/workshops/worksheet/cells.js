// The controls of the page by their place, what the server is known to hold of each, and what was
// typed and has not been told yet.

const LINES = /\r\n?/g;

export class Cells {
  constructor(form) {
    this.form = form;
    this.base = new Map();
    this.told = new Map(); // what was typed when the server last answered, where it reads otherwise
    this.met = new Set(); // another editor wrote there: the person chooses first
    for (const control of this.controls(form)) this.base.set(control.name, initial(control));
  }

  controls(within) {
    return [...within.querySelectorAll("[data-cell] [name]")].filter(
      (one) => one.name !== "theirs",
    );
  }

  control(path) {
    return this.form.querySelector(`[name="${CSS.escape(path)}"]`);
  }

  box(path) {
    return this.form.querySelector(`[data-cell="${CSS.escape(path)}"]`);
  }

  row(path) {
    return this.form.querySelector(`[data-row="${CSS.escape(path)}"]`);
  }

  value(control) {
    return control.value.replace(LINES, "\n");
  }

  isDirty(control) {
    const value = this.value(control);
    return value !== (this.base.get(control.name) ?? "") && value !== this.told.get(control.name);
  }

  dirty(within = this.form) {
    return this.controls(within).filter((one) => this.isDirty(one));
  }

  // What the server holds now; the control follows unless somebody is typing in it.
  settle(path, text, sent) {
    const control = this.control(path);
    this.base.set(path, text);
    this.told.delete(path);
    if (!control) return;
    const value = this.value(control);
    if (value === text) return;
    if (value !== sent) return; // typed further meanwhile
    if (control === document.activeElement) this.told.set(path, sent);
    else set(control, text);
  }

  // What another editor wrote, where nothing of one's own is in the way.
  follow(path, text) {
    const control = this.control(path);
    if (!control || this.met.has(path) || this.isDirty(control)) return false;
    this.base.set(path, text);
    this.told.delete(path);
    set(control, text);
    return true;
  }

  left(control) {
    if (this.told.get(control.name) !== this.value(control)) return;
    set(control, this.base.get(control.name) ?? "");
    this.told.delete(control.name);
  }

  texts(row) {
    const held = {};
    for (const one of this.controls(row)) held[column(one.name)] = this.value(one);
    return held;
  }

  known(row) {
    const held = {};
    for (const one of this.controls(row)) held[column(one.name)] = this.base.get(one.name) ?? "";
    return held;
  }

  put(row, held) {
    for (const one of this.controls(row)) {
      const text = held[column(one.name)] ?? "";
      this.base.set(one.name, text);
      this.told.delete(one.name);
      set(one, text);
    }
  }
}

export function column(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}

function initial(control) {
  if (control.tagName !== "SELECT") return control.defaultValue.replace(LINES, "\n");
  const chosen = [...control.options].find((one) => one.defaultSelected);
  return chosen ? chosen.value : "";
}

export function set(control, text) {
  if (control.tagName === "SELECT" && ![...control.options].some((one) => one.value === text)) {
    control.add(new Option(text, text));
  }
  control.value = text;
}
