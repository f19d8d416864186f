/** Take back the last check-in of this device: an annulling event with a reason, never a deletion. */

import { lastUndoable } from "./history.js";
import { $, note, show } from "./page.js";
import { say, shortTime } from "./words.js";

export function prepareUndo({ open, onUndo }) {
  const form = $("undo-form");
  const other = $("undo-other");
  let target = null;

  const usesOther = () => form.elements.reason.value === "";

  $("undo-open").addEventListener("click", () => {
    target = lastUndoable() ?? null;
    form.reset();
    show(other, false);
    note($("undo-note"), "");
    $("undo-whom").textContent = target
      ? say("undo_of", { name: target.name || say("code_only"), time: shortTime(target.at) })
      : say("undo_none");
    show($("undo-reasons"), Boolean(target));
    show(form.querySelector("[type=submit]"), Boolean(target));
    open("undo");
  });
  form.addEventListener("change", () => {
    show(other, usesOther());
    if (usesOther()) other.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = usesOther() ? other.value.trim() : form.elements.reason.value;
    if (!reason) {
      note($("undo-note"), say("undo_needs_reason"), "red");
      return other.focus();
    }
    $("undo").close();
    return onUndo(target, reason);
  });
}
