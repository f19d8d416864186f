// A PDF dropped on its box. On a certificate's own page it is compared with the one that was issued, here
// in the browser: it goes nowhere until somebody asks for its signatures with the button.
const form = document.querySelector("[data-drop]");
const box = document.querySelector("[data-compare]");
const input = form?.querySelector("input[type=file]");

async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show(outcome) {
  for (const sentence of box.querySelectorAll("[data-outcome]")) {
    sentence.hidden = sentence.dataset.outcome !== outcome;
  }
}

async function compare(file) {
  if (!file || !box || !globalThis.crypto?.subtle) return;
  show((await fingerprint(file)) === box.dataset.sha256 ? "same" : "different");
}

if (input) {
  form.querySelector("[data-drop-hint]").hidden = false;
  input.addEventListener("change", () => compare(input.files[0]));
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("drop-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("drop-over");
    input.files = event.dataTransfer.files;
    compare(input.files[0]);
  });
}
