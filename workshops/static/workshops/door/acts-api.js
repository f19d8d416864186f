/** The two calls for acts at the door. A refusal comes back with its sentence; nothing is repeated by itself. */

import { Revoked } from "./api.js";

const TIMEOUT = 15_000; // a photo on a weak signal

/** {ok, status, body}; status 0 where the server could not be reached. Throws Revoked. */
export async function callActs(base, token, body = null) {
  const headers = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang,
    Authorization: `Bearer ${token}`,
  };
  if (body) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(`${base}tindakan`, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status === 401) throw new Revoked();
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch (error) {
    if (error instanceof Revoked) throw error;
    return { ok: false, status: 0, body: null };
  }
}
