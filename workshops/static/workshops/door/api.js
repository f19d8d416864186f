/**
 * The five calls of the door's protocol. No cookie travels with any of them.
 *
 * Three kinds of failure, because the outbox treats them differently:
 * Revoked (the token is dead), Unreachable (try again later), Unacceptable (this body will never do).
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
const NEVER_WILL_DO = new Set([400, 413, 415, 422]);

async function call(url, { method = "GET", token, body } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
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
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) answer = await response.json();
  } catch (error) {
    throw new Unreachable(error.message);
  }
  if (response.ok) {
    contact(answer.server_time);
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

export const fetchRoster = (base, token) => call(`${base}daftar-hadir`, { token });

export const sendItems = (base, token, items) =>
  call(`${base}pindai`, { method: "POST", token, body: { items } });
