// Compares a PDF with the one that was issued, here in the browser: the file goes nowhere.
// Without SubtleCrypto (no HTTPS) or without JavaScript the form sends it to the server instead.
const box = document.querySelector("[data-compare]");
const form = box?.querySelector("[data-drop]");
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
  if (file) show((await fingerprint(file)) === box.dataset.sha256 ? "same" : "different");
}

if (input && globalThis.crypto?.subtle) {
  form.querySelector("[data-drop-hint]").hidden = false;
  form.querySelector("button").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("change", () => compare(input.files[0]));
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("drop-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("drop-over");
    compare(event.dataTransfer.files[0]);
  });
}
