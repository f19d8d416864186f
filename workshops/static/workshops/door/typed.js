/** Type a code: every letter is counted, and a slip of the finger is told before anything is sent. */

import { ALPHABET, CODE_LENGTH, isWellFormed, normalise } from "./code.js";
import { $, note } from "./page.js";
import { say } from "./words.js";

const GROUPS = [5, 5, 5, 5, 6]; // as printed under the QR code

function grouped(code) {
  const parts = [];
  let from = 0;
  for (const width of GROUPS) {
    if (from < code.length) parts.push(code.slice(from, from + width));
    from += width;
  }
  if (from < code.length) parts.push(code.slice(from));
  return parts.join(" ");
}

/** What to say about a code typed so far: [sentence, tone]. */
export function judge(code, finished) {
  const foreign = [...code].find((sign) => !ALPHABET.includes(sign));
  if (foreign) return [say("typed_foreign", { sign: foreign }), "red"];
  if (isWellFormed(code)) return [say("typed_right"), "green"];
  if (code.length >= CODE_LENGTH) return [say("typed_wrong"), "red"];
  const count = say("typed_count", { n: code.length, total: CODE_LENGTH });
  return [count, finished ? "red" : ""];
}

export function prepareTyped({ open, onCode }) {
  const field = $("typed-code");

  const look = (finished) => {
    const code = normalise(field.value);
    $("typed-groups").textContent = grouped(code);
    const [sentence, tone] = judge(code, finished);
    note($("typed-note"), sentence, tone);
    field.setAttribute("aria-invalid", String(tone === "red"));
    return code;
  };

  $("typed-open").addEventListener("click", () => {
    field.value = "";
    look(false);
    open("typed");
    field.focus();
  });
  field.addEventListener("input", () => look(false));
  $("typed-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = look(true);
    if (!isWellFormed(code)) return field.focus();
    $("typed").close();
    onCode(code);
  });
}
