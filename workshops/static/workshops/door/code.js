// Check-in codes and nonces in the browser; the twin of workshops/tokens.py, where the check
// character is argued. Both are held to tests/workshops/code_vectors.json.

export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 26;
const NONCE_LENGTH = 26;

/** The code as it is stored, from what a camera, a scanner or a hand gave. */
export function normalise(typed) {
  return typed
    .replace(/[ \t\r\n\u00a0\-\u2010-\u2014\u2212]/g, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

/** The 26th symbol for 25 symbols of the alphabet, or null when a symbol is foreign to it. */
export function checkCharacter(payload) {
  let total = 1;
  for (const symbol of payload) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return null;
    total = (total ^ value) << 1;
    if (total & 32) total ^= 37; // x⁵+x²+1
  }
  return ALPHABET[total];
}

/** Whether a normalised code has 26 symbols and the right last one. */
export function isWellFormed(code) {
  return (
    code.length === CODE_LENGTH &&
    checkCharacter(code.slice(0, CODE_LENGTH - 1)) === code[CODE_LENGTH - 1]
  );
}

/** 26 random symbols (130 bits), minted once for each scan. */
export function newNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
