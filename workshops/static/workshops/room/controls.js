/** Buttons and keys of the wall, and the lock that keeps the projector from going dark. */

import { say } from "./words.js";

const element = (id) => document.getElementById(id);
const label = (id, text) => (element(id).querySelector("span").textContent = text);

export function controls(counts) {
  const acts = {
    f: full,
    g: tone,
    j: () => pause(counts),
    ArrowRight: () => counts.turn(1),
    ArrowLeft: () => counts.turn(-1),
  };
  element("full").addEventListener("click", full);
  element("tone").addEventListener("click", tone);
  element("pause").addEventListener("click", () => pause(counts));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    acts[event.key]?.();
  });
  document.addEventListener("fullscreenchange", () =>
    label("full", say(document.fullscreenElement ? "not_full" : "full")),
  );
  document.addEventListener("visibilitychange", keepLit);
  keepLit();
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** A hall may be bright or dark, whatever the laptop's own setting. */
function tone() {
  const root = document.documentElement;
  const dark = root.dataset.tone
    ? root.dataset.tone === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.tone = dark ? "light" : "dark";
}

function pause(counts) {
  counts.paused = !counts.paused;
  element("pause").setAttribute("aria-pressed", String(counts.paused));
  label("pause", say(counts.paused ? "go_on" : "pause"));
}

async function keepLit() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => null);
}
