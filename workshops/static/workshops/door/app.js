/** The door: puts the parts together. Each part's own file says what it does. */

import { prepareActs } from "./acts.js";
import { network } from "./api.js";
import { Camera } from "./camera.js";
import { recallSkew } from "./clock.js";
import { exportUnsent } from "./export.js";
import { isSoundReady, stayAwake, unlockSound } from "./feedback.js";
import { allSeen, countUnseen, forgetAll, recall } from "./history.js";
import { allowUpdate, install } from "./install.js";
import { drawLog, prepareLog } from "./log.js";
import { prepareNames } from "./names.js";
import { Outbox } from "./outbox.js";
import { $, closeSheets, drawIcons, isSheetOpen, openSheet, prepareSheets, show } from "./page.js";
import { preparePhoto } from "./photo.js";
import { prepareReady } from "./ready.js";
import { prepareRegistration, showRegistration, takeFragment } from "./registration.js";
import { Roster } from "./roster.js";
import { Scanning } from "./scanning.js";
import { endShift } from "./shift.js";
import { openStore } from "./store.js";
import { showTop, showUnsent } from "./top.js";
import { prepareTyped } from "./typed.js";
import { prepareUndo } from "./undo.js";
import { showIdle } from "./verdict.js";
import { watch } from "./watch.js";
import { listenToWedge } from "./wedge.js";
import { say } from "./words.js";

const { api: base, worker, picture, script, module, program } = document.body.dataset;

const store = await openStore();
const outbox = new Outbox(store, base);
const roster = new Roster(base, store);
const scanning = new Scanning({ outbox, roster, store });
const camera = new Camera({
  video: $("video"),
  guide: $("guide"),
  urls: { worker, picture, script, module, program },
});
let registered = null; // {token, device, workshop}
let acts = null; // what else this device may do
let waiting = 0; // scans on this device that have no result yet
let cameraState = "";
let ready = null;

const isScanning = () => document.body.dataset.screen === "scan";
const rest = () => {
  camera.paused = (isSheetOpen() && !ready?.testing) || !isScanning() || !$("broken").hidden;
};
const open = (id) => openSheet(id, rest);

async function scan() {
  document.body.dataset.screen = "scan";
  outbox.use(registered.token);
  const asked = roster.use(registered.token);
  showTop(roster);
  $("workshop").textContent = registered.workshop?.title ?? "";
  showIdle();
  rest();
  acts.refresh();
  const started = camera.start(); // not waited for: the officer may leave the browser's question standing
  await asked;
  await ready.draw();
  started.then(() => ready.draw()).catch(() => {}); // a broken store says so itself
}

async function tellUnsent() {
  const counts = await outbox.counts();
  waiting = counts.unsent + counts.stuck;
  allowUpdate(waiting);
  showUnsent({ ...counts, unseen: countUnseen() });
}

/** The roster goes, the unsent scans stay, and can be handed to the office as a file. */
async function revoked() {
  if (!registered) return;
  registered = null;
  endShift();
  forgetAll();
  closeSheets();
  outbox.use(null);
  await roster.use(null);
  await store.wipe().catch(() => {});
  const { unsent, stuck } = await outbox.counts().catch(() => ({ unsent: 0, stuck: 0 }));
  const kept = unsent + stuck ? ` ${say("revoked_unsent", { n: unsent + stuck })}` : "";
  showRegistration({ sentence: say("revoked") + kept, unsent: unsent + stuck });
  rest();
}

/** The database does not answer: nothing is scanned until it does, and what is unsent can be saved. */
function tellBroken(broken) {
  show($("broken"), broken);
  if (broken) $("broken-again").focus();
  rest();
}

function listen() {
  camera.addEventListener("code", ({ detail }) =>
    ready.testing ? ready.passed() : scanning.fromCamera(detail.raw),
  );
  camera.addEventListener("state", ({ detail }) => {
    cameraState = detail.state;
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
    allowUpdate(waiting);
    showUnsent({ ...detail, unseen: countUnseen() });
    if ($("log").open) drawLog();
  });
  outbox.addEventListener("counts", ({ detail }) => roster.setCounts(detail.counts, detail.at));
  outbox.addEventListener("revoked", revoked);
  roster.addEventListener("revoked", revoked);
  roster.addEventListener("change", () => isScanning() && showTop(roster));
  network.addEventListener("change", () => show($("offline"), network.up === false));
  store.addEventListener("broken", ({ detail }) =>
    // A full disk is told at each scan, in red; the camera stays for whoever makes room.
    tellBroken(detail.error?.name !== "QuotaExceededError"),
  );
  store.addEventListener("mended", () => tellBroken(false));
  $("broken-again").addEventListener("click", () => store.get("tail").catch(() => {}));
  $("broken-export").addEventListener("click", () => exportUnsent(store));
  $("register-export").addEventListener("click", () => exportUnsent(store));
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
    onShiftEnd: forgetAll,
  });
  prepareUndo({ open, onUndo: (target, reason) => scanning.annul(target, reason) });
  prepareLog({
    open,
    onSend: () => outbox.flush({ stuck: true }),
    onSeen: () => {
      allSeen();
      tellUnsent();
    },
    onExport: () => exportUnsent(store),
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
  ready = prepareReady({
    open,
    facts: () => ({ roster, store, camera: cameraState, count: () => outbox.counts() }),
    onTest: rest,
  });
  listenToWedge((raw) => {
    if (ready.testing) return ready.passed();
    closeSheets();
    return scanning.arrive({ raw, source: "usb" });
  }, isScanning);
  listen();
  watch({ base, outbox, token: () => registered?.token, waiting: () => waiting, onRevoked: revoked });
}

async function begin() {
  const code = takeFragment();
  recallSkew(await store.get("skew"), (measured) => store.set("skew", measured).catch(() => {}));
  registered = (await store.get("registered")) ?? null;
  await tellUnsent();
  if (offerCode(code)) return;
  if (registered) await scan();
  else showRegistration({ unsent: waiting });
}

prepare();
stayAwake();
install();
await begin().catch(() => tellBroken(store.broken));
show($("sound"), isScanning() && !isSoundReady());
