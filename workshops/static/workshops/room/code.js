/**
 * The code on the wall, computed here from the room's key: RFC 6238 with HMAC-SHA-256, six digits.
 * The twin of workshops/rules/room.py; both are held to tests/workshops/room/vectors.json.
 */

export const DIGITS = 6;

/** A key that can sign and cannot be read out of the page again. */
export function importKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** The number of the step that holds this moment (milliseconds since 1970). */
export function stepOf(milliseconds, step) {
  return Math.floor(milliseconds / 1000 / step);
}

/** The six digits of a step. */
export async function codeAt(key, step) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const start = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = mac.getUint32(start) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** `4821 730 155`: the room's number, then the code in two groups, as people read it out. */
export function grouped(number, code) {
  return `${number} ${code.slice(0, 3)} ${code.slice(3)}`;
}
