/**
 * A second copy of the newest unsent scans, in localStorage: browsers lose a database more often than
 * they lose both. No name stands in it; a scan's raw code does, exactly as long as it is unsent,
 * because without it nobody could tell later who had come (docs/decisions, "a mirror of the outbox").
 */

const KEY = "bimtek-door:mirror";
const MOST = 200; // scans

const EMPTY = { tail: null, device: null, items: [] };

export function mirrored() {
  try {
    return { ...EMPTY, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...EMPTY };
  }
}

function write(state) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // The database has it; this is only the spare.
  }
}

export function mirror(items, tail) {
  const state = mirrored();
  const fresh = new Set(items.map((item) => item.nonce));
  const others = state.items.filter((item) => !fresh.has(item.nonce));
  write({ ...state, tail: tail ?? state.tail, items: [...others, ...items].slice(-MOST) });
}

export function unmirror(nonces) {
  const gone = new Set(nonces);
  const state = mirrored();
  write({ ...state, items: state.items.filter((item) => !gone.has(item.nonce)) });
}

/** Which device the scans are of, for a file that is written when the database is not there. */
export const mirrorDevice = (device) => write({ ...mirrored(), device });
