/**
 * A device numbers its scans from 1 and chains them: each link is the SHA-256 over the previous
 * link, the nonce, the number and the device's moment, written one after the other as text. The
 * first link has nothing before it. A scan that was lost or changed shows as a gap in the office.
 */

export const START = { seq: 0, chain: "" };

async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function link(tail, nonce, deviceAt) {
  const seq = tail.seq + 1;
  return { seq, chain: await sha256(`${tail.chain}${nonce}${seq}${deviceAt}`) };
}

/**
 * Number one scan and keep it. Two tabs may try at once: whoever finds the tail moved links anew.
 * The promise is fulfilled after the scan is safely on the disk.
 */
export async function keep(store, scan) {
  for (;;) {
    const tail = (await store.get("tail")) ?? START;
    const next = await link(tail, scan.nonce, scan.device_at);
    const item = { ...scan, ...next };
    const entry = { nonce: scan.nonce, item, stuck: null };
    const kept = await store.append(tail.seq, entry, next);
    if (kept) return kept;
  }
}

/**
 * A new registration is a new device and counts from 1 again. Scans left over from the old one go
 * out under the new number; their nonces stay, so one that had arrived after all is not doubled.
 */
export async function startAgain(store) {
  let tail = START;
  const entries = await store.outbox();
  for (const entry of entries) {
    tail = await link(tail, entry.nonce, entry.item.device_at);
    Object.assign(entry.item, tail);
  }
  await store.restart(entries, tail);
}
