/**
 * The app on this phone: its service worker, and how a new version comes in. A new version waits
 * until nothing is unsent and the officer taps; nothing is exchanged in the middle of a shift.
 */

import { $, show } from "./page.js";
import { say } from "./words.js";

const LOOK_AGAIN = 15 * 60_000; // ms between two looks for a new version

let waiting = null; // the worker of the new version
let unsent = 0;

function draw() {
  show($("update"), waiting !== null);
  if (!waiting) return;
  $("update-say").textContent = unsent ? say("update_later", { n: unsent }) : say("update_ready");
  show($("update-do"), unsent === 0);
}

/** The queue has changed: a new version may come in when nothing is left in it. */
export function allowUpdate(count) {
  unsent = count;
  draw();
}

/** Whether this page opens without a network. */
export const opensOffline = () => Boolean(navigator.serviceWorker?.controller);

export async function install() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const found = () => {
    waiting = workers.controller ? registration.waiting : null;
    draw();
  };
  const address = `/pindai/sw.js?bahasa=${document.documentElement.lang}`;
  let registration;
  try {
    registration = await workers.register(address, { scope: "/pindai/", updateViaCache: "none" });
  } catch {
    return; // without it the door works as long as there is a network
  }
  let reloading = false;
  let asked = false;
  workers.addEventListener("controllerchange", () => {
    if (!asked || reloading) return; // the very first worker changes nothing on the page
    reloading = true;
    location.reload();
  });
  workers.addEventListener("message", ({ data }) => {
    if (data !== "unsent") return;
    asked = false;
    $("update-say").textContent = say("update_busy");
  });
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", found);
  });
  $("update-do").addEventListener("click", () => {
    asked = true;
    waiting?.postMessage("take over");
  });
  setInterval(() => registration.update().catch(() => {}), LOOK_AGAIN);
  found();
}
