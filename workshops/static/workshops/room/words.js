/** The wall's sentences, rendered by the server: say("of", {n: 78}) → "dari 78". */

const words = JSON.parse(document.getElementById("room-words").textContent);

export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A number as Indonesians (1.250) and English readers (1,250) write it. */
export function figure(number) {
  return number.toLocaleString(document.documentElement.lang);
}

/** `12 detik` or `3 menit`. */
export function span(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  return seconds < 120
    ? say("seconds", { n: figure(seconds) })
    : say("minutes", { n: figure(Math.round(seconds / 60)) });
}
