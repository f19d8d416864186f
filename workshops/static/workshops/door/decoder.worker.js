/**
 * Reads QR codes off the page's thread.
 *
 * First the browser's own BarcodeDetector, if it reads a code we drew ourselves (some systems
 * announce one that finds nothing); then the `qr` package. Where the native one is trusted, every
 * third frame still goes to the package as well, for the codes the native one overlooks.
 *
 * In: {kind: "start", decoder, encoder} (addresses of the package's modules), then
 * {kind: "frame", bitmap | image}. Out: {kind: "ready", native}, {kind: "broken"} (the package could
 * not be fetched), {kind: "frame", raw | null}.
 */

const MARK = "BIMTEK";
let decodeQR = null;
let native = null;
let canvas = null;
let turn = 0;

function drawMark(encodeQR) {
  const modules = encodeQR(MARK, "raw", { ecc: "medium" });
  const size = modules.length * 8;
  const board = new OffscreenCanvas(size, size);
  const pen = board.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = "#000";
  modules.forEach((row, y) =>
    row.forEach((dark, x) => dark && pen.fillRect(x * 8, y * 8, 8, 8)),
  );
  return board;
}

async function trustworthyNative(encoder) {
  try {
    const { encodeQR } = await import(encoder);
    const formats = await self.BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new self.BarcodeDetector({ formats: ["qr_code"] });
    const [found] = await detector.detect(drawMark(encodeQR));
    return found?.rawValue === MARK ? detector : null;
  } catch {
    return null;
  }
}

async function start({ decoder, encoder }) {
  try {
    ({ decodeQR } = await import(decoder));
  } catch {
    postMessage({ kind: "broken" }); // a failed import stays failed here: the page hires anew
    return;
  }
  if ("BarcodeDetector" in self && "OffscreenCanvas" in self) {
    native = await trustworthyNative(encoder);
  }
  postMessage({ kind: "ready", native: native !== null });
}

function pixels(bitmap) {
  if (!canvas || canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  }
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

function decode(image) {
  try {
    return decodeQR(image) || null;
  } catch {
    return null; // nothing in this frame
  }
}

async function read({ bitmap, image }) {
  turn += 1;
  if (native) {
    const [found] = await native.detect(bitmap ?? image).catch(() => []);
    if (found?.rawValue) return found.rawValue;
    if (turn % 3) return null;
  }
  return decode(image ?? pixels(bitmap));
}

onmessage = async ({ data }) => {
  if (data.kind === "start") return start(data);
  let raw = null;
  try {
    raw = await read(data);
  } finally {
    data.bitmap?.close();
    postMessage({ kind: "frame", raw });
  }
};
