/**
 * What this device knows of the server's time.
 *
 * A phone's wall clock may be an hour wrong or jump during the shift, so every scan also carries the
 * server's moment in its last answer, the milliseconds since then on the monotonic clock, and how far
 * the wall clock was off when it was last compared. The last one is kept over reloads.
 */

let heardAt = null; // performance.now() at the last answer
let heard = null; // the server's moment in that answer, in milliseconds
let skew = null; // server minus wall clock at the last comparison, ms
let keep = () => {};

export function contact(serverTime) {
  const moment = Date.parse(serverTime);
  if (Number.isNaN(moment)) return;
  heardAt = performance.now();
  heard = moment;
  const measured = Math.round(moment - Date.now());
  if (skew === null || Math.abs(measured - skew) > 500) keep(measured);
  skew = measured;
}

/** Go on with what was measured before the page was loaded; `onMeasured` keeps the next one. */
export function recallSkew(kept, onMeasured) {
  skew ??= kept ?? null;
  keep = onMeasured;
}

export const skewMs = () => skew;

/** The three fields of an item that tell the server when the scan was made. */
export function stamp() {
  const known = heardAt !== null;
  return {
    contact_at: known ? new Date(heard).toISOString() : null,
    mono_ms: known ? Math.round(performance.now() - heardAt) : null,
    skew_ms: skew,
  };
}

/** The best guess at the server's present moment, in milliseconds. */
export function serverNow() {
  return heardAt === null ? Date.now() + (skew ?? 0) : heard + (performance.now() - heardAt);
}
