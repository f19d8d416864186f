// Opens a line of the sealed roster; the twin of `seal_line` in workshops/tokens.py, held to
// tests/workshops/code_vectors.json. Without the code that the person shows there is no key.

const SALT = new TextEncoder().encode("bimtek/roster/v1");
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function derive(code, info, bits) {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", text.encode(code), "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: SALT, info: text.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, bits));
}

/** Where this code's line stands in the roster: 32 hex characters. */
export const indexOf = async (code) => hex(await derive(code, "index", 128));

/** What the line says, or null when it is not this code's. */
export async function openLine(code, index, value) {
  const raw = fromBase64(value);
  const bytes = await derive(code, "person", 256);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: raw.slice(0, 12), additionalData: new TextEncoder().encode(index) };
  try {
    const plain = await crypto.subtle.decrypt(how, key, raw.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}
