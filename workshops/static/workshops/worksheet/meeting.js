// Where two editors meet: both values are shown, and the person chooses; what another changed is marked.

export class Meeting {
  constructor(form, cells, hooks) {
    this.form = form;
    this.cells = cells;
    this.words = form.dataset;
    this.hooks = hooks; // changed(), restore(row), open(element)
  }

  said(word, hour) {
    return this.words[word].replace("{hour}", hour);
  }

  at(conflict) {
    const box = this.cells.box(conflict.path);
    if (!box) return;
    const control = this.cells.control(conflict.path);
    this.clear(conflict.path);
    this.cells.met.add(conflict.path);
    box.classList.add("is-met");
    const asked = element("div", "ws-theirs tone-warn");
    asked.setAttribute("role", "alert");
    const told = element("p");
    told.append(this.said("met", conflict.hour), " ");
    const quote = element("q");
    quote.textContent = conflict.shown || this.words.empty;
    told.append(quote);
    asked.append(
      told,
      this.button(this.words.mine, "btn", () => this.decide(conflict, control, false)),
      " ",
      this.button(this.words.theirs, "btn", () => this.decide(conflict, control, true)),
    );
    box.append(asked);
    this.hooks.open(box);
  }

  decide(conflict, control, theirs) {
    this.clear(conflict.path);
    this.cells.base.set(conflict.path, conflict.theirs);
    if (theirs) this.cells.follow(conflict.path, conflict.theirs) || this.take(control, conflict);
    control.focus();
    this.hooks.changed();
  }

  take(control, conflict) {
    control.value = conflict.theirs;
    if (control.value !== conflict.theirs) control.add(new Option(conflict.theirs));
    control.value = conflict.theirs;
  }

  clear(path) {
    this.cells.met.delete(path);
    const box = this.cells.box(path);
    box?.classList.remove("is-met");
    box?.querySelectorAll(".ws-theirs").forEach((one) => one.remove());
  }

  // The row went while something was typed in it: it stays on the page until the person says.
  gone(row, restore, letGo) {
    if (row.querySelector(":scope > .ws-theirs")) return;
    const asked = element("div", "ws-theirs tone-warn");
    asked.setAttribute("role", "alert");
    const told = element("p");
    told.textContent = this.words.gone;
    const answer = (act) => () => {
      asked.remove();
      act();
    };
    asked.append(
      told,
      this.button(this.words.restore, "btn", answer(restore)),
      " ",
      this.button(this.words.let, "btn", answer(letGo)),
    );
    row.prepend(asked);
  }

  mark(path, hour) {
    const box = this.cells.box(path);
    if (!box) return;
    box.querySelector(".ws-changed")?.remove();
    const note = element("p", "ws-changed");
    note.setAttribute("role", "status");
    note.textContent = this.said("changed", hour);
    box.append(note);
  }

  fault(path, text) {
    const box = this.cells.box(path);
    const control = this.cells.control(path);
    if (!box || !control) return;
    box.querySelectorAll(".field-error").forEach((one) => one.remove());
    box.classList.toggle("is-wrong", Boolean(text));
    if (!text) {
      control.removeAttribute("aria-invalid");
      return;
    }
    control.setAttribute("aria-invalid", "true");
    const note = element("p", "field-error");
    note.id = `${control.id}-fault`;
    note.textContent = text;
    box.append(note);
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (!described.includes(note.id)) described.push(note.id);
    control.setAttribute("aria-describedby", described.join(" "));
  }

  button(label, classes, act) {
    const made = element("button", classes);
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }
}

export function element(name, classes = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  return made;
}
