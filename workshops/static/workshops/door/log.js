/** The recent scans of this device, and what still waits to be sent. */

import { recent } from "./history.js";
import { $, make, show } from "./page.js";
import { say, shortTime } from "./words.js";

function line(entry) {
  const time = make("time", "", shortTime(entry.at));
  const text = make("span", "text", entry.name || say("code_only"));
  if (entry.unit) text.append(make("small", "", entry.unit));
  const item = make("li", "", time, text, make("span", "word", entry.word));
  item.dataset.tone = entry.tone;
  return item;
}

export function prepareLog({ open, onSend, onSeen, onExport, deviceName }) {
  $("log-open").addEventListener("click", () => {
    drawLog();
    $("log-device").textContent = deviceName();
    open("log");
    onSeen();
  });
  $("log-send").addEventListener("click", onSend);
  $("log-export").addEventListener("click", onExport);
}

export function drawLog() {
  const entries = recent();
  show($("log-empty"), entries.length === 0);
  $("log-list").replaceChildren(...entries.map(line));
}
