/**
 * The unsent scans as a file, for the office to upload: also when the token is dead or the database
 * broken. Exporting takes nothing out of the outbox; a scan that arrives both ways counts once.
 */

import { mirrored } from "./mirror.js";

const two = (number) => String(number).padStart(2, "0");

function fileName(device, at) {
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `pindaian-${device}-${day}-${two(at.getHours())}${two(at.getMinutes())}.json`;
}

/** Everything unsent, from the database and from the mirror, in the order of its numbers. */
async function unsent(store) {
  const entries = await store.outbox().catch(() => []);
  const items = new Map(mirrored().items.map((item) => [item.nonce, item]));
  for (const { item } of entries) items.set(item.nonce, item);
  return [...items.values()].sort((a, b) => a.seq - b.seq);
}

export async function exportUnsent(store) {
  const device = (await store.get("device").catch(() => null)) ?? mirrored().device ?? "";
  const at = new Date();
  const body = {
    format: "bimtek-outbox/1",
    device,
    exported_at: at.toISOString(),
    items: await unsent(store),
  };
  const file = new Blob([JSON.stringify(body)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = fileName(device, at);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return body.items.length;
}
