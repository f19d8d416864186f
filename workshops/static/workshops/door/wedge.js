/**
 * A USB scanner is a keyboard that types very fast and ends with Enter. It is heard anywhere on the
 * page, whatever has the focus; what it typed into a field by the way is taken out again.
 */

const GAP_IN_FIELD = 100; // ms between two keys; people who type into a field need more
const GAP_ELSEWHERE = 400; // ms; nobody types at a page, but a busy phone delivers keys late
const SHORTEST = 8; // characters; shorter bursts are somebody's quick fingers

/** `isListening` says whether a burst means a scan now; elsewhere it is left alone. */
export function listenToWedge(onCode, isListening) {
  let burst = "";
  let lastAt = 0;
  let field = null; // the field the burst fell into, and what it held before
  let before = "";

  const forget = () => {
    burst = "";
    field = null;
  };

  const begin = () => {
    const focus = document.activeElement;
    field = focus instanceof HTMLInputElement || focus instanceof HTMLTextAreaElement ? focus : null;
    before = field?.value ?? "";
  };

  const listener = (event) => {
    if (!isListening() || event.ctrlKey || event.altKey || event.metaKey) return forget();
    const late = event.timeStamp - lastAt > (field ? GAP_IN_FIELD : GAP_ELSEWHERE);
    if (event.key === "Enter" || event.key === "Tab") {
      const code = burst;
      const scanned = !late && code.length >= SHORTEST;
      const typedInto = field;
      forget();
      if (!scanned) return;
      event.preventDefault(); // not a click on whatever has the focus
      event.stopPropagation();
      if (typedInto) {
        typedInto.value = before;
        typedInto.dispatchEvent(new Event("input", { bubbles: true }));
      }
      onCode(code);
      return;
    }
    if (event.key.length !== 1) return; // Shift and its kin
    if (late) forget();
    if (!burst) begin();
    burst += event.key;
    lastAt = event.timeStamp;
  };

  // Capturing, so that a dialog or a button does not see the Enter first.
  document.addEventListener("keydown", listener, { capture: true });
}
