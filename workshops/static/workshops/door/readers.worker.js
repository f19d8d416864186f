/**
 * The three readers of QR codes. Each is a function from a frame {bitmap | image} to what the code
 * says, or null; making one gives null where it cannot be had or cannot be trusted.
 */

const MARK = "BIMTEKTESGAMBAR23456789ABC"; // what the bundled picture says
const LONGEST_LOOK = 60; // ms that `qr` may spend on one frame; its own default suits a fast laptop
// zxing also looks at half the picture where it would take a third of larger ones alone.
const COARSER = { downscaleThreshold: 300, downscaleFactor: 2 };

let board = null;
let cutting = null;

/** The same order with the square cut out of the camera's picture, which is let go. */
export function cutOut({ frame, cut, ...order }) {
  if (cutting?.width !== cut.to) cutting = new OffscreenCanvas(cut.to, cut.to);
  const pen = cutting.getContext("2d", { willReadFrequently: true });
  pen.drawImage(frame, cut.x, cut.y, cut.side, cut.side, 0, 0, cut.to, cut.to);
  frame.close();
  return { ...order, bitmap: cutting };
}

/** The pixels of a frame, through one canvas that is kept. */
export function pixels({ bitmap, image }) {
  if (image) return image;
  if (bitmap === cutting) {
    return cutting.getContext("2d").getImageData(0, 0, cutting.width, cutting.height);
  }
  if (!board || board.width !== bitmap.width || board.height !== bitmap.height) {
    board = new OffscreenCanvas(bitmap.width, bitmap.height);
  }
  const pen = board.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

/**
 * The browser's own BarcodeDetector, if it reads the picture that lies beside this file: some
 * systems announce one that finds nothing, or reads wrong.
 */
export async function nativeReader(picture) {
  try {
    const formats = await self.BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new self.BarcodeDetector({ formats: ["qr_code"] });
    const answer = await fetch(picture);
    const [found] = await detector.detect(await createImageBitmap(await answer.blob()));
    if (found?.rawValue !== MARK) return null;
    return async ({ bitmap, image }) => {
      const [seen] = await detector.detect(bitmap ?? image).catch(() => []);
      return seen?.rawValue || null;
    };
  } catch {
    return null;
  }
}

/** The `qr` package: small, no WebAssembly, there from the first second. Throws if unreachable. */
export async function scriptReader(address) {
  const { decodeQR } = await import(address);
  return async (frame) => {
    try {
      return decodeQR(pixels(frame), { timeLimit: LONGEST_LOOK }) || null;
    } catch {
      return null; // nothing in this frame
    }
  };
}

/** zxing-wasm: a megabyte, and the best reader of the three. Throws if unreachable. */
export async function wasmReader(module, program) {
  const { prepareZXingModule, readBarcodes } = await import(module);
  await prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
  const options = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1, ...COARSER };
  return async (frame) => {
    const [found] = await readBarcodes(pixels(frame), options);
    return found?.text || null;
  };
}

/** The same reader, shown the picture a little softer: grain in the dark hides a code's edges. */
export function softened(reader) {
  let soft = null;
  return async (frame) => {
    const { width, height } = frame.bitmap ?? frame.image;
    if (!frame.bitmap || !("filter" in OffscreenCanvasRenderingContext2D.prototype)) return null;
    if (soft?.width !== width || soft.height !== height) soft = new OffscreenCanvas(width, height);
    const pen = soft.getContext("2d", { willReadFrequently: true });
    pen.filter = "blur(1.2px)";
    pen.drawImage(frame.bitmap, 0, 0);
    return reader({ image: pen.getImageData(0, 0, width, height) });
  };
}
