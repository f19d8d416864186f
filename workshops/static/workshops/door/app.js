/** The door: puts the parts together. Each part's own file says what it does. */

import { prepareActs } from "./acts.js";
import { Camera } from "./camera.js";
import { isSoundReady, stayAwake, unlockSound } from "./feedback.js";
import { allSeen, countUnseen, forgetAll, recall } from "./history.js";
import { drawLog, prepareLog } from "./log.js";
import { prepareNames } from "./names.js";
import { Outbox } from "./outbox.js";
import { $, closeSheets, drawIcons, isSheetOpen, openSheet, prepareSheets, show } from "./page.js";
import { preparePhoto } from "./photo.js";
import { prepareRegistration, showRegistration, takeFragment } from "./registration.js";
import { Roster } from "./roster.js";
import { Scanning } from "./scanning.js";
import { openStore } from "./store.js";
import { showTop, showUnsent } from "./top.js";
import { prepareTyped } from "./typed.js";
import { prepareUndo } from "./undo.js";
import { showIdle } from "./verdict.js";
import { listenToWedge } from "./wedge.js";
import { say } from "./words.js";

const { api: base, worker, picture, script, module, program } = document.body.dataset;

const store = await openStore();
const outbox = new Outbox(store, base);
const roster = new Roster(base);
const scanning = new Scanning({ outbox, roster });
const camera = new Camera({
  video: $("video"),
  guide: $("guide"),
  urls: { worker, picture, script, module, program },
});
let registered = null; // {token, device, workshop}
let acts = null; // what else this device may do
let waiting = 0; // scans on this device that have no result yet

const isScanning = () => document.body.dataset.screen === "scan";
const rest = () => {
  camera.paused = isSheetOpen() || !isScanning();
};
const open = (id) => openSheet(id, rest);

async function scan() {
  document.body.dataset.screen = "scan";
  outbox.use(registered.token);
  roster.use(registered.token);
  showTop(roster);
  $("workshop").textContent = registered.workshop?.title ?? "";
  showIdle();
  rest();
  acts.refresh();
  await camera.start();
}

async function tellUnsent() {
  showUnsent({ ...(await outbox.counts()), unseen: countUnseen() });
}

async function revoked() {
  if (!registered) return;
  registered = null;
  await store.remove("registered"); // the unsent scans stay
  forgetAll();
  closeSheets();
  roster.use(null);
  outbox.use(null);
  const { unsent } = await outbox.counts();
  const kept = unsent ? ` ${say("revoked_unsent", { n: unsent })}` : "";
  showRegistration({ sentence: say("revoked") + kept });
  rest();
}

function listen() {
  camera.addEventListener("code", ({ detail }) => scanning.fromCamera(detail.raw));
  camera.addEventListener("state", ({ detail }) => {
    const running = detail.state === "running";
    show($("camera-note"), !running);
    show($("guide"), running);
    show($("camera-restart"), running);
    if (!running) $("camera-sentence").textContent = say(`camera_${detail.state}`);
  });
  camera.addEventListener("torch", ({ detail }) => {
    show($("torch"), detail.available);
    $("torch").setAttribute("aria-pressed", String(detail.on));
  });
  $("torch").addEventListener("click", () =>
    camera.torch($("torch").getAttribute("aria-pressed") !== "true"),
  );
  for (const id of ["camera-again", "camera-restart"]) {
    $(id).addEventListener("click", () => camera.start());
  }

  outbox.addEventListener("change", ({ detail }) => {
    waiting = detail.unsent + detail.stuck;
    showUnsent({ ...detail, unseen: countUnseen() });
    if ($("log").open) drawLog();
  });
  outbox.addEventListener("counts", ({ detail }) => roster.setCounts(detail.counts, detail.at));
  outbox.addEventListener("revoked", revoked);
  roster.addEventListener("revoked", revoked);
  roster.addEventListener("change", () => isScanning() && showTop(roster));
  $("slot-choice").addEventListener("change", (event) => {
    roster.chosenSlot = event.target.value || null;
  });

  // A closed tab loses nothing, but the people on it stay unsent until somebody opens it again.
  addEventListener("beforeunload", (event) => waiting && event.preventDefault());
  addEventListener("hashchange", () => offerCode(takeFragment()));
  for (const gesture of ["pointerdown", "keydown"]) {
    document.addEventListener(gesture, () => {
      unlockSound();
      setTimeout(() => show($("sound"), !isSoundReady()), 200);
    });
  }
}

/** A code came with the address: a new phone registers, a registered one is asked first. */
function offerCode(code) {
  if (!code) return false;
  closeSheets();
  showRegistration({ code, mayStay: registered !== null });
  rest();
  return true;
}

function prepare() {
  drawIcons();
  recall();
  prepareSheets(rest);
  prepareTyped({ open, onCode: (raw) => scanning.arrive({ raw, source: "typed" }) });
  acts = prepareActs({
    base,
    token: () => registered?.token ?? null,
    roster,
    open,
    onPerson: (person) => scanning.arrive({ ...person, source: "name" }),
    onRevoked: revoked,
  });
  preparePhoto({
    read: (file) => camera.readPhoto(file),
    onCode: (raw) => scanning.arrive({ raw, source: "camera" }),
  });
  prepareNames({
    roster,
    open,
    onPerson: (person) => scanning.arrive({ ...person, source: "name" }),
  });
  prepareUndo({ open, onUndo: (target, reason) => scanning.annul(target, reason) });
  prepareLog({
    open,
    onSend: () => outbox.flush({ stuck: true }),
    onSeen: () => {
      allSeen();
      tellUnsent();
    },
    deviceName: () => registered?.device?.name ?? "",
  });
  prepareRegistration({
    store,
    base,
    onStay: scan,
    onDevice: (fresh) => {
      registered = fresh;
      return scan();
    },
  });
  listenToWedge((raw) => {
    closeSheets();
    scanning.arrive({ raw, source: "usb" });
  }, isScanning);
  listen();
}

prepare();
stayAwake();
const code = takeFragment();
registered = (await store.get("registered")) ?? null;
await tellUnsent();
if (!offerCode(code)) {
  if (registered) await scan();
  else showRegistration();
}
show($("sound"), isScanning() && !isSoundReady());
