/**
 * The page's sentences, rendered by the server in the reader's language.
 * Values stand in braces: say("unsent", {n: 4}) → "4 belum terkirim".
 */

const words = JSON.parse(document.getElementById("door-words").textContent);

export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** `08.02`, as Indonesians write a time, in the device's own time zone. */
export function shortTime(moment) {
  const at = new Date(moment);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(at.getHours())}.${two(at.getMinutes())}`;
}
