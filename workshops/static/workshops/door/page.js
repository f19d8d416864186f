/** Small pieces of the page: elements by id, icons, sheets that open over the camera. */

export const $ = (id) => document.getElementById(id);

export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "use");
  shape.setAttribute("href", `#icon-${name}`);
  drawing.append(shape);
  return drawing;
}

/** An element with its class, its text and its children: the page is built without any HTML text. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function drawIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) {
    place.replaceChildren(icon(place.dataset.icon));
  }
}

export function show(element, visible) {
  element.hidden = !visible;
}

export function note(element, text, tone = "") {
  element.textContent = text;
  element.dataset.tone = tone;
}

/** Sheets close by their button, by Escape and by a tap beside them; `onChange` hears each change. */
export function prepareSheets(onChange) {
  for (const sheet of document.querySelectorAll("dialog")) {
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet || event.target.closest("[data-close]")) sheet.close();
    });
    sheet.addEventListener("close", () => onChange(isSheetOpen()));
  }
}

export const isSheetOpen = () => document.querySelector("dialog[open]") !== null;

export function openSheet(id, onChange) {
  closeSheets();
  $(id).showModal();
  onChange(true);
}

export function closeSheets() {
  for (const sheet of document.querySelectorAll("dialog[open]")) sheet.close();
}
