/**
 * The scans of this device since the page was opened, newest first. Kept in the tab alone
 * (sessionStorage), because names stand in it; it is gone when the tab is closed.
 */

const KEY = "bimtek-door-history";
const LONGEST = 50;

let entries = [];

export function recall() {
  try {
    entries = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    entries = [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // Only a convenience: what counts is in the outbox and on the server.
  }
}

/** Note a scan: {nonce, kind, at, name, unit, word, tone, slot, undoable, unseen}. */
export function note(entry) {
  entries = [entry, ...entries.filter(({ nonce }) => nonce !== entry.nonce)].slice(0, LONGEST);
  keep();
}

export function amend(nonce, changes) {
  entries = entries.map((entry) => (entry.nonce === nonce ? { ...entry, ...changes } : entry));
  keep();
}

export function forgetAll() {
  entries = [];
  keep();
}

export const find = (nonce) => entries.find((entry) => entry.nonce === nonce);
export const recent = () => entries;
export const lastUndoable = () => entries.find((entry) => entry.undoable);

/** Verdicts that came late, were not "accepted", and that nobody has looked at. */
export const countUnseen = () => entries.filter((entry) => entry.unseen).length;

export function allSeen() {
  entries = entries.map((entry) => ({ ...entry, unseen: false }));
  keep();
}
