/**
 * What this device knows of the server's time.
 *
 * A phone's wall clock may be an hour wrong or jump during the shift, so every scan also carries
 * the milliseconds since the last answer of the server, measured on the monotonic clock.
 */

let heardAt = null; // performance.now() at the last answer
let heard = null; // the server's moment in that answer, in milliseconds

export function contact(serverTime) {
  const moment = Date.parse(serverTime);
  if (Number.isNaN(moment)) return;
  heardAt = performance.now();
  heard = moment;
}

/** Whole milliseconds since the server last answered; null when it has not since this page opened. */
export function sinceContact() {
  return heardAt === null ? null : Math.round(performance.now() - heardAt);
}

/** The best guess at the server's present moment, in milliseconds. */
export function serverNow() {
  return heardAt === null ? Date.now() : heard + (performance.now() - heardAt);
}
