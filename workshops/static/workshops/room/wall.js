/**
 * The wall. Once it has the room's key it needs nobody: the code is computed here, by the server's
 * time as last heard. The key is forgotten when the slot ends or the room is switched off.
 */

import { encodeQR } from "../../qr/index.js";
import { Clock } from "./clock.js";
import { codeAt, grouped, importKey, stepOf } from "./code.js";
import { Counts } from "./counts.js";
import { controls } from "./controls.js";
import { say, span } from "./words.js";

const TELL = 10_000; // milliseconds of a wrong clock that are worth a line
const element = (id) => document.getElementById(id);

const holder = element("room-settings");
const settings = JSON.parse(holder.textContent);
holder.remove();

const clock = new Clock();
clock.hear(settings.server_time);
const closesAt = Date.parse(settings.closes_at);

let key = null;
let shown = null; // the step whose code is on the wall

const counts = new Counts({ url: settings.counts, clock, wall: settings.wall, onClosed: close });

async function start() {
  counts.start();
  controls(counts);
  if (!globalThis.crypto?.subtle) {
    end("insecure");
    return;
  }
  key = await importKey(Uint8Array.from(atob(settings.key), (sign) => sign.charCodeAt(0)));
  settings.key = "";
  await tick();
  setInterval(tick, 250);
}

async function tick() {
  const now = clock.now();
  if (now > closesAt) close();
  if (key) await showCode(now);
  counts.tick();
  tellClock();
}

async function showCode(now) {
  const step = stepOf(now, settings.step);
  const left = settings.step - (now / 1000 - step * settings.step);
  element("bar").style.setProperty("--left", left / settings.step);
  element("next").textContent = say("next_in", { n: Math.ceil(left) });
  if (step === shown) return;
  shown = step;
  const code = await codeAt(key, step);
  element("digits").textContent = grouped(settings.number, code);
  draw(`${settings.address}${settings.number}${code}`);
}

/** Dark modules on white whatever the tone of the page: every camera reads that. */
function draw(text) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const side = rows.length;
  const path = rows
    .map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join(""))
    .join("");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const modules = document.createElementNS("http://www.w3.org/2000/svg", "path");
  modules.setAttribute("d", path);
  svg.append(modules);
  element("qr").replaceChildren(svg);
}

function tellClock() {
  const ahead = clock.ahead();
  const line = element("clock");
  let text = "";
  if (!clock.sure) text = say("clock_unsure");
  else if (ahead > TELL) text = say("clock_fast", { n: span(ahead) });
  else if (ahead < -TELL) text = say("clock_slow", { n: span(ahead) });
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

function close() {
  if (document.body.dataset.state === "off") return;
  end("over");
}

function end(why) {
  key = null;
  settings.key = "";
  document.body.dataset.state = "off";
  element("qr").replaceChildren();
  for (const id of ["digits", "next"]) element(id).textContent = "";
  element("over").textContent = say(why);
  element("over").hidden = false;
}

start();
