/** Cuts out of a picture what the decoder is to look at, no larger than it needs. */

const SIDE = 640; // pixels of the square that is decoded
const LARGEST_STILL = 1600; // pixels of a photo's longer side

/**
 * The square of the video that lies under the guide, in the video's own pixels: {x, y, side}.
 * `screen` and `guide` are their rectangles on the screen; the video covers its own.
 */
export function cutOf({ width, height }, screen, guide) {
  const scale = Math.max(screen.width / width, screen.height / height); // object-fit: cover
  const side = Math.min(width, height);
  const place = (guideMiddle, screenMiddle, length) => {
    const middle = (guideMiddle - screenMiddle) / scale + length / 2;
    return Math.max(0, Math.min(length - side, middle - side / 2));
  };
  return {
    x: place(guide.x + guide.width / 2, screen.x + screen.width / 2, width),
    y: place(guide.y + guide.height / 2, screen.y + screen.height / 2, height),
    side,
  };
}

/**
 * A message for the decoder with that square of the source in it: {message, transfer}. Of a video the
 * whole picture is handed over as it is, where the browser can, and cut by the decoder: the page's
 * thread has a verdict to draw.
 */
export async function grab(source, { x, y, side }) {
  const to = Math.min(side, SIDE);
  const frame = wholeOf(source);
  if (frame) return { message: { frame, cut: { x, y, side, to } }, transfer: frame };
  return shrunk(source, [x, y, side, side], to, to);
}

/** The video's picture, or null; also where it lies on its side, as some phones hand it over. */
function wholeOf(source) {
  if (!("VideoFrame" in globalThis) || !(source instanceof HTMLVideoElement)) return null;
  const frame = new VideoFrame(source);
  if (frame.displayWidth === source.videoWidth && frame.displayHeight === source.videoHeight) return frame;
  frame.close();
  return null;
}

/** The same of a whole photo. */
export async function grabStill(file) {
  const photo = await createImageBitmap(file);
  const { width, height } = photo;
  const share = Math.min(1, LARGEST_STILL / Math.max(width, height));
  const to = [Math.round(width * share), Math.round(height * share)];
  const frame = await shrunk(photo, [0, 0, width, height], ...to);
  photo.close();
  return frame;
}

let canvas = null; // where the browser draws on the page's thread alone

async function shrunk(source, [x, y, width, height], toWidth, toHeight) {
  if ("OffscreenCanvas" in globalThis) {
    const size = { resizeWidth: toWidth, resizeHeight: toHeight, resizeQuality: "medium" };
    const bitmap = await createImageBitmap(source, x, y, width, height, size);
    return { message: { bitmap }, transfer: bitmap };
  }
  canvas ??= document.createElement("canvas");
  Object.assign(canvas, { width: toWidth, height: toHeight });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, x, y, width, height, 0, 0, toWidth, toHeight);
  const image = pen.getImageData(0, 0, toWidth, toHeight);
  return { message: { image }, transfer: image.data.buffer };
}
