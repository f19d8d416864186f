/**
 * The door's service worker. It keeps the app's own files and one page without anybody in it, so
 * that the door opens without a network. It never touches the door's calls: those carry a token,
 * and the page itself keeps what could not be sent.
 */

const { version, language, files } = {{ facts }};

const ROOT = "/pindai/";
const SHELL = `${ROOT}?bahasa=${language}`;
const PREFIX = "bimtek-door-";
const CACHE = PREFIX + version;
const TIMEOUT = 3000; // ms a page may take before the kept one is shown

const ours = new Set(files);
const plain = (address) => new Request(address, { credentials: "omit", redirect: "error" });

/** Only what is whole and came from where we asked. */
async function keep(cache, address) {
  const answer = await fetch(plain(address));
  if (answer.status !== 200 || answer.redirected) throw new Error(`${answer.status} ${address}`);
  await cache.put(address, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([...files, SHELL].map((address) => keep(cache, address)));
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/**
 * The network's page, if it is there in time and belongs to the files kept here. A page of another
 * version would need modules that are not kept, and stand broken when the network goes: it is shown
 * after its own worker has taken over.
 */
async function page(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(SHELL);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(TIMEOUT) });
    const fits =
      answer.headers.get("X-Door-Version") === version ||
      answer.headers.get("Content-Language") !== language;
    if (answer.status === 200 && !answer.redirected && (fits || !kept)) return answer;
    if (answer.type === "opaqueredirect" || !kept) return answer;
    self.registration.update().catch(() => {});
  } catch (error) {
    if (!kept) throw error;
  }
  return kept;
}

async function file(request) {
  return (await (await caches.open(CACHE)).match(request.url)) ?? fetch(request);
}

/** How many scans the page has not sent; a store that cannot be read counts as holding some. */
function unsent() {
  return new Promise((resolve) => {
    const request = indexedDB.open("bimtek-door");
    request.onupgradeneeded = () => request.transaction.abort(); // there was none: make none
    request.onerror = (event) => {
      event.preventDefault();
      resolve(request.error?.name === "AbortError" ? 0 : 1);
    };
    request.onsuccess = () => {
      const database = request.result;
      try {
        const count = database.transaction("outbox").objectStore("outbox").count();
        count.onsuccess = () => resolve(count.result);
        count.onerror = () => resolve(1);
      } catch {
        resolve(0);
      } finally {
        database.close();
      }
    };
  });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === ROOT) event.respondWith(page(request));
  } else if (ours.has(address.pathname)) {
    event.respondWith(file(request));
  }
});

// Asked by the officer's tap; the queue is looked at once more, here, where every tab is one.
self.addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  event.waitUntil(
    unsent().then((count) => (count ? event.source?.postMessage("unsent") : self.skipWaiting())),
  );
});
