// Betters what already works without it: copy buttons, and forms that say they are being sent.

for (const part of document.querySelectorAll("[data-copy]")) {
  const button = part.querySelector("[data-copy-button]");
  const label = part.querySelector("[data-copy-label]");
  const verb = label.textContent;
  if (!navigator.clipboard) continue;
  part.classList.add("is-live");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(part.querySelector("[data-copy-text]").textContent);
    label.textContent = part.dataset.done;
    setTimeout(() => {
      label.textContent = verb;
    }, 2000);
  });
}

// A second tap on a slow line must not send the form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }, 4000);
});
