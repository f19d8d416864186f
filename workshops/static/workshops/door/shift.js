/**
 * The list OPD → name lives as long as a shift. Its key is made here, stands in this tab alone
 * (sessionStorage) and is dropped when the officer ends the shift, when the device is revoked, or
 * after 18 hours; what lies on the disk cannot be read without it.
 */

const PLACE = "bimtek-door:shift";
const LONGEST = 18 * 3600_000; // ms

const toText = (bytes) => btoa(String.fromCharCode(...bytes));
const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const cipher = (key) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

function current() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    const age = kept ? Date.now() - kept.since : 0;
    if (kept && age < LONGEST && age > -LONGEST) return kept;
  } catch {
    // Whatever stands there is no key of ours.
  }
  sessionStorage.removeItem(PLACE);
  return null;
}

export const isOnShift = () => current() !== null;

export function startShift() {
  if (current()) return;
  const key = toText(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem(PLACE, JSON.stringify({ key, since: Date.now() }));
}

export const endShift = () => sessionStorage.removeItem(PLACE);

/** Seal a value under the key of this shift: {iv, body}. */
export async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const key = await cipher(toBytes(current().key));
  return { iv, body: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

/** What was sealed in this shift; null when it was another. */
export async function open(sealed) {
  const shift = current();
  if (!shift || !sealed) return null;
  try {
    const key = await cipher(toBytes(shift.key));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.body);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}
