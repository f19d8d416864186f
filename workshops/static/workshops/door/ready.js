/**
 * Siap / Belum siap: one word with its reason before the day, and behind it every check. Red means: do
 * not start with this phone as it is. Amber is worth knowing, and the door works.
 */

import { serverNow, skewMs } from "./clock.js";
import { opensOffline } from "./install.js";
import { $, icon, make, note, show } from "./page.js";
import { say, shortTime } from "./words.js";

const OLD_ROSTER = 60 * 60_000; // ms; older is worth a look
const DEAD_ROSTER = 24 * 3600_000; // ms; older is another day's
const SKEWED = 60_000; // ms
const LOW = 0.3; // of the battery, when it is not charging
const EMPTY = 0.1;

const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent);
const isInstalled = () =>
  navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;

/** {tone, text, why}; `why` is the reason beside the word when this check decides it. */
const check = (tone, text, why = text) => ({ tone, text, why });

function rosterCheck({ lines, data }) {
  if (!lines || !data) return check("red", say("ready_roster_none"));
  const age = serverNow() - lines.at;
  const told = { n: lines.count, time: shortTime(lines.at) };
  if (lines.count === 0) return check("red", say("ready_roster_empty"));
  if (age > DEAD_ROSTER) return check("red", say("ready_roster_dead", { n: Math.round(age / 3600_000) }));
  return check(age > OLD_ROSTER ? "amber" : "green", say("ready_roster", told));
}

async function writes(store) {
  try {
    const mark = Date.now();
    await store.set("probe", mark);
    return (await store.get("probe")) === mark;
  } catch {
    return false;
  }
}

async function storageCheck(store) {
  if (!(await writes(store))) return check("red", say("ready_store_broken"));
  const persisted = await navigator.storage?.persisted?.().catch(() => false);
  return persisted
    ? check("green", say("ready_persisted"))
    : check("amber", say("ready_not_persisted"));
}

function clockCheck() {
  const skew = skewMs();
  if (skew === null) return check("red", say("ready_clock_unknown"));
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return Math.abs(skew) > SKEWED
    ? check("amber", say("ready_clock_off", { n: minutes }))
    : check("green", say("ready_clock"));
}

function installCheck(unsent) {
  if (isInstalled()) return check("green", say("ready_installed"));
  if (isApple()) return check(unsent ? "red" : "amber", say("ready_install_apple"));
  return opensOffline() ? check("green", say("ready_kept")) : check("amber", say("ready_not_kept"));
}

async function batteryCheck() {
  const battery = await navigator.getBattery?.().catch(() => null);
  if (!battery) return null;
  const told = { n: Math.round(battery.level * 100) };
  if (battery.charging || battery.level >= LOW) return check("green", say("ready_battery", told));
  return check(battery.level < EMPTY ? "red" : "amber", say("ready_battery_low", told));
}

const ORDER = ["red", "amber", "green"];

/** Every check as it is now, the worst of them, and the one sentence that says why. */
export async function look({ roster, store, camera, tested, counts }) {
  const unsent = counts.unsent + counts.stuck;
  const checks = {
    roster: rosterCheck(roster),
    camera: camera === "running" ? check("green", say("ready_camera_on")) : check("amber", say("ready_camera_off")),
    test: tested ? check("green", say("ready_tested", { time: shortTime(tested) })) : check("amber", say("ready_untested")),
    storage: await storageCheck(store),
    clock: clockCheck(),
    install: installCheck(unsent),
    unsent: unsent ? check("amber", say("unsent", { n: unsent })) : check("green", say("ready_all_sent")),
    battery: await batteryCheck(),
  };
  const found = Object.values(checks).filter(Boolean);
  const tone = ORDER.find((one) => found.some((item) => item.tone === one));
  const why = tone === "green" ? say("ready_why_green") : found.find((item) => item.tone === tone).why;
  return { checks, tone, why };
}

/** The sheet behind the word; `facts()` gives what `look` asks for. */
export function prepareReady({ open, facts, onTest }) {
  let testedAt = null;
  let testing = false;

  async function draw() {
    const { checks, tone, why } = await look({ ...facts(), counts: await facts().count(), tested: testedAt });
    const word = tone === "red" ? say("ready_no") : say("ready_yes");
    for (const place of [$("ready-open"), $("ready-word")]) {
      place.dataset.tone = tone;
      place.replaceChildren(icon(tone === "red" ? "cross" : tone === "amber" ? "alert" : "check"), word);
    }
    $("ready-why").textContent = why;
    $("ready-list").replaceChildren(
      ...Object.values(checks).filter(Boolean).map(({ tone: of, text }) => {
        const mark = icon(of === "green" ? "check" : of === "amber" ? "alert" : "cross");
        const line = make("li", "", mark, make("span", "for-ears", say(`ready_tone_${of}`)), make("span", "text", text));
        line.dataset.tone = of;
        return line;
      }),
    );
    show($("ready-start"), tone !== "red");
  }

  const stop = () => {
    testing = false;
    note($("ready-note"), "");
    $("ready-test").setAttribute("aria-pressed", "false");
    onTest(false);
  };

  $("ready-open").addEventListener("click", async () => {
    open("ready");
    await draw();
  });
  $("ready-test").addEventListener("click", () => {
    testing = !testing;
    if (!testing) return stop();
    $("ready-test").setAttribute("aria-pressed", "true");
    note($("ready-note"), say("ready_testing"));
    return onTest(true);
  });
  $("ready").addEventListener("close", stop);
  $("ready-start").addEventListener("click", () => $("ready").close());

  return {
    draw,
    get testing() {
      return testing;
    },
    /** The camera or the scanner read a code while the test was on; it is not a scan. */
    async passed() {
      testedAt = Date.now();
      stop();
      note($("ready-note"), say("ready_test_read"), "green");
      await draw();
    },
  };
}
