/**
 * The last resort where the camera's picture does not do: a photo, taken with the phone's own camera
 * app, read by every reader there is. It is neither kept nor sent.
 */

import { $, closeSheets } from "./page.js";
import { ownOutcome, showOutcome } from "./verdict.js";

export function preparePhoto({ read, onCode }) {
  const field = $("photo");

  for (const button of document.querySelectorAll("[data-photo]")) {
    button.addEventListener("click", () => field.click());
  }
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    closeSheets();
    showOutcome(ownOutcome("reading"));
    const raw = await read(file);
    field.value = ""; // the same photo may be chosen again
    if (raw) onCode(raw);
    else showOutcome(ownOutcome("unread"));
  });
}
