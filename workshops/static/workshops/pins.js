/* Comments pinned to places: more lines, and a press on a place of the version (data-pin) begins one. */

const box = document.querySelector("[data-pins]");

function freshLine() {
  const lines = box.querySelectorAll("[data-pin-line]");
  const empty = [...lines].find((line) =>
    [...line.querySelectorAll("[name]")].every((field) => !field.value),
  );
  if (empty) return empty;
  const last = lines[lines.length - 1];
  const line = last.cloneNode(true);
  for (const field of line.querySelectorAll("[name]")) field.value = "";
  last.after(line);
  return line;
}

function pinTo(path, name) {
  const line = freshLine();
  const place = line.querySelector("[name=pin_path]");
  if (path && place.tagName === "SELECT" && ![...place.options].some((one) => one.value === path)) {
    place.add(new Option(name || path, path));
  }
  if (path) place.value = path;
  line.querySelector(path ? "[name=pin_text]" : "[name=pin_path]").focus();
  line.scrollIntoView({ block: "nearest" });
}

if (box) {
  const more = box.querySelector("[data-pin-add]");
  more.hidden = false;
  more.addEventListener("click", () => pinTo("", ""));
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-pin]");
    if (place) pinTo(place.dataset.pin, place.dataset.pinName);
  });
}
