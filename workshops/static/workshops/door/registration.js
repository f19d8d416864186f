/**
 * A phone becomes a device of the door: a one-time code, from the QR's fragment or typed, and a name
 * are exchanged for a token. The fragment is taken out of the address and the history at once.
 */

import { register } from "./api.js";
import { startAgain } from "./chain.js";
import { normalise } from "./code.js";
import { mirrorDevice } from "./mirror.js";
import { $, note, show } from "./page.js";
import { say } from "./words.js";

const CODE = 8; // characters

/** The code in `#daftar=…`, or null; afterwards the address no longer shows it. */
export function takeFragment() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const code = fragment.get("daftar");
  if (location.hash) history.replaceState(null, "", location.pathname);
  return code;
}

function tell(sentence) {
  note($("register-alert"), sentence);
  show($("register-alert"), sentence !== "");
}

/** Show the form; `sentence` says why, `mayStay` offers to keep the present registration. */
export function showRegistration({ code = "", sentence = "", mayStay = false, unsent = 0 } = {}) {
  document.body.dataset.screen = "register";
  $("register-code").value = code;
  show($("register-cancel"), mayStay);
  show($("register-export"), unsent > 0);
  tell(globalThis.isSecureContext ? sentence : say("register_insecure"));
  (code ? $("register-name") : $("register-code")).focus();
}

export function prepareRegistration({ store, base, onDevice, onStay }) {
  const form = $("register");
  const button = form.querySelector("[type=submit]");

  async function exchange() {
    const code = normalise($("register-code").value);
    const name = $("register-name").value.trim();
    if (code.length !== CODE) return tell(say("register_short"));
    if (!name) return tell(say("register_nameless"));
    const answer = await register(base, code, name);
    if (!answer) return tell(say("register_refused"));
    const registered = { token: answer.token, device: answer.device, workshop: answer.workshop };
    await startAgain(store);
    await store.set("registered", registered);
    await store.set("device", answer.device.id); // outlives a revocation: unsent scans are of it
    mirrorDevice(answer.device.id);
    // Not waited for: Firefox asks the officer, who may leave the question standing.
    navigator.storage?.persist?.().catch(() => {});
    tell("");
    return onDevice(registered);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!globalThis.isSecureContext) return;
    button.disabled = true;
    button.textContent = say("register_wait");
    try {
      await exchange();
    } catch (error) {
      tell(say(error.message === "429" ? "register_throttled" : "register_unreachable"));
    } finally {
      button.disabled = false;
      button.textContent = say("register_do");
    }
  });
  $("register-cancel").addEventListener("click", onStay);
}
