/**
 * The calls of the door's protocol. No cookie travels with any of them.
 *
 * Three kinds of failure, because the outbox treats them differently:
 * Revoked (the token is dead), Unreachable (try again later), Unacceptable (this body will never do).
 * `network` tells what the last call found out; `navigator.onLine` knows of cables, not of servers.
 */

import { contact } from "./clock.js";

export class Revoked extends Error {}
export class Unacceptable extends Error {}
export class Unreachable extends Error {
  constructor(message, retryAfter = 0) {
    super(message);
    this.retryAfter = retryAfter; // seconds the server asked us to wait
  }
}

const TIMEOUT = 8000;
const PING_TIMEOUT = 2500; // a line that needs longer for a hundred bytes is none
const NEVER_WILL_DO = new Set([400, 413, 415, 422]);

class Network extends EventTarget {
  up = null; // null: nobody has asked yet

  found(up) {
    if (up === this.up) return;
    this.up = up;
    this.dispatchEvent(new Event("change"));
  }
}

export const network = new Network();

async function call(url, { method = "GET", token, body, tag, timeout = TIMEOUT } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  if (tag) headers["If-None-Match"] = tag;
  let response;
  let answer = null;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      redirect: "error", // a captive portal's redirect is not an answer
      signal: AbortSignal.timeout(timeout),
    });
    if (response.ok) answer = await response.json();
  } catch (error) {
    network.found(false);
    throw new Unreachable(error.message);
  }
  network.found(response.status < 500);
  if (response.status === 304) return null;
  if (response.ok) {
    contact(answer.server_time);
    if (response.headers.has("ETag")) answer.tag = response.headers.get("ETag");
    return answer;
  }
  if (response.status === 401) throw new Revoked();
  if (NEVER_WILL_DO.has(response.status)) throw new Unacceptable(String(response.status));
  throw new Unreachable(String(response.status), Number(response.headers.get("Retry-After")) || 0);
}

/**
 * Exchange a one-time code for a token. An unknown, used or expired code gives null;
 * so does a code the server finds malformed.
 */
export async function register(base, code, name) {
  try {
    return await call(`${base}daftar`, { method: "POST", body: { code, name } });
  } catch (error) {
    if (error instanceof Unacceptable || error.message === "404") return null;
    throw error;
  }
}

/** How the day stands: slots, counts, the versions of the lists. */
export const fetchLive = (base, token) => call(`${base}daftar-hadir`, { token });

/** These parts of the sealed roster, "0a3". */
export const fetchParts = (base, token, parts) =>
  call(`${base}daftar-tersegel?bagian=${parts}`, { token });

/** OPD → name, or null when it is still the one with this tag. */
export const fetchNames = (base, token, tag) => call(`${base}daftar-nama`, { token, tag });

export const sendItems = (base, token, items) =>
  call(`${base}pindai`, { method: "POST", token, body: { items } });

/** Ask for nothing but the time: whether the server can be reached at all. */
export const ping = (base, token) =>
  call(`${base}pindai`, { method: "POST", token, body: { items: [] }, timeout: PING_TIMEOUT });
