// Asks before a page is left on which something typed was not sent: another filter, another page.

let typed = document.querySelector("[data-unsaved] [aria-invalid]") !== null;

for (const form of document.querySelectorAll("[data-unsaved]")) {
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
}
addEventListener("beforeunload", (event) => typed && event.preventDefault());
