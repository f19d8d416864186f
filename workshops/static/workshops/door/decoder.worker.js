/**
 * Reads QR codes off the page's thread: native (where it passed its test) → `qr` → zxing-wasm, and
 * that once more on the picture softened, which reads grainy ones. The last is fetched late: after three seconds of looking without a hit, or when it is asked for.
 *
 * In: {kind: "start", picture, script, module, program} (addresses), then {kind: "frame", id,
 * bitmap | image | frame and cut, strong}; strong: use every reader, fetch what is missing. Out: {kind: "ready",
 * readers}, {kind: "broken"} (`qr` could not be fetched), {kind: "frame", id, raw | null, by, ms}.
 */

import { cutOut, nativeReader, scriptReader, softened, wasmReader } from "./readers.worker.js";

const HUNGRY_AFTER = 3000; // ms
const BREAK = 1000; // ms without a frame: the officer did something else meanwhile
const AGAIN = 20_000; // ms until zxing-wasm is asked for again after it could not be fetched
const SECOND_LOOK = 3; // every third miss is looked at longer: most frames have no code in them

const readers = new Map(); // name → reader, in the order they are asked
let addresses = null;
let fetching = null;
let failedAt = -AGAIN;
let hungrySince = 0;
let lastAt = -BREAK;
let misses = 0;

async function start(given) {
  addresses = given;
  const native = "BarcodeDetector" in self ? await nativeReader(given.picture) : null;
  if (native) readers.set("native", native);
  try {
    readers.set("script", await scriptReader(given.script));
  } catch {
    postMessage({ kind: "broken" }); // a failed import stays failed here: the page hires anew
    return;
  }
  tellReady();
}

const tellReady = () => postMessage({ kind: "ready", readers: [...readers.keys()] });

function strengthen() {
  if (readers.has("wasm") || performance.now() - failedAt < AGAIN) return fetching;
  fetching ??= wasmReader(addresses.module, addresses.program)
    .then((reader) => {
      readers.set("wasm", reader);
      readers.set("soft", softened(reader));
      tellReady();
    })
    .catch(() => {
      failedAt = performance.now();
    })
    .finally(() => {
      fetching = null;
    });
  return fetching;
}

/** The first, which reads whatever is held still in good light; every third time everybody. */
function whoLooks(strong) {
  const names = [...readers.keys()];
  return strong || misses % SECOND_LOOK === 0 ? names : names.slice(0, 1);
}

async function look(frame) {
  const now = performance.now();
  if (now - lastAt > BREAK) hungrySince = now;
  lastAt = now;
  if (frame.strong) await strengthen();
  else if (now - hungrySince > HUNGRY_AFTER) strengthen();
  for (const name of whoLooks(frame.strong)) {
    const raw = await readers.get(name)(frame);
    if (raw) {
      hungrySince = now;
      misses = 0;
      return { raw, by: name };
    }
  }
  misses += 1;
  return { raw: null, by: null };
}

onmessage = async ({ data }) => {
  if (data.kind === "start") return start(data);
  const from = performance.now();
  let seen = { raw: null, by: null };
  try {
    seen = await look(data.frame ? cutOut(data) : data);
  } finally {
    data.bitmap?.close?.();
    postMessage({ kind: "frame", id: data.id, ...seen, ms: performance.now() - from });
  }
};
