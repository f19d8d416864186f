/**
 * Looks after the line: while the server does not answer, or scans wait, a small question with a
 * short patience goes out now and then, and the queue is sent as soon as it is answered. Bars on the
 * screen and `navigator.onLine` say nothing about a server.
 */

import { Revoked, network, ping } from "./api.js";

const EVERY = 10_000; // ms

export function watch({ base, token, waiting, outbox, onRevoked }) {
  let asking = false;

  async function ask() {
    if (asking || !token() || document.visibilityState !== "visible") return;
    asking = true;
    try {
      await ping(base, token());
      if (waiting()) outbox.flush();
    } catch (error) {
      if (error instanceof Revoked) onRevoked();
    } finally {
      asking = false;
    }
  }

  setInterval(() => (network.up === false || waiting()) && ask(), EVERY);
  for (const event of ["online", "offline", "pageshow"]) addEventListener(event, ask);
  // A phone that slept does not know how long: its monotonic clock may have slept too.
  document.addEventListener("visibilitychange", ask);
}
