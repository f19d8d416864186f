// The QR on the whole screen: keeps it lit while it is shown, and closes with Escape or the back key.

let lock = null;

async function shown() {
  const open = location.hash === "#qr-besar";
  if (open && navigator.wakeLock) {
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  } else if (!open && lock) {
    await lock.release();
    lock = null;
  }
  if (open) document.querySelector("#qr-besar .btn")?.focus();
}

addEventListener("hashchange", shown);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#qr-besar") location.hash = "#qr-judul";
});
shown();
