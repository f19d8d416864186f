/** A photo of a surat tugas, made small enough to travel with the act: base64 of a JPEG. */

const LONGER_SIDE = 1600; // pixels; a typed page is still read at that
const LARGEST = 340_000; // bytes
const STEPS = [[1, 0.75], [1, 0.55], [0.75, 0.55], [0.5, 0.5]]; // [size, quality] until it is small

async function drawn(photo, share, quality) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(photo.width * share));
  canvas.height = Math.max(1, Math.round(photo.height * share));
  canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Throws when the file is no picture. */
export async function letterPhoto(file) {
  const photo = await createImageBitmap(file);
  const fit = Math.min(1, LONGER_SIDE / Math.max(photo.width, photo.height));
  let blob = null;
  for (const [size, quality] of STEPS) {
    blob = await drawn(photo, fit * size, quality);
    if (blob.size <= LARGEST) break;
  }
  photo.close();
  return base64(blob);
}
