/**
 * The camera: shows itself in the <video>, sends about nine frames a second to the decoder, and
 * tells what was read. It keeps one stream for the whole shift and starts it again when the page
 * comes back from the background, where some phones leave the picture black.
 *
 * Events: `code` {raw}, `state` {state: "running" | "denied" | "missing" | "insecure" | "failed"},
 * `torch` {available, on}.
 */

const FRAME_EVERY = 110; // ms; more only heats the phone
const SIDE = 640; // pixels of the square that is decoded
const PATIENCE = 5000; // ms after which a silent decoder is started anew
const AGAIN = 3000; // ms until a decoder that could not be fetched is asked for again

const STATE_OF = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

export class Camera extends EventTarget {
  paused = false;
  #video;
  #guide;
  #urls;
  #stream = null;
  #worker = null;
  #sentAt = 0; // 0: the decoder is free
  #timer = null;
  #canvas = null;
  #starting = false;

  /** `guide` is the square on the screen where the code is expected; `urls` {worker, decoder, encoder}. */
  constructor({ video, guide, urls }) {
    super();
    this.#video = video;
    this.#guide = guide;
    this.#urls = urls;
    document.addEventListener("visibilitychange", () => {
      if (!this.#stream) return;
      if (document.visibilityState === "visible") this.start();
      else this.#stop();
    });
  }

  async start() {
    if (this.#starting) return;
    this.#starting = true;
    try {
      await this.#open();
    } catch (error) {
      this.#stop();
      this.#say("state", { state: STATE_OF[error.name] ?? "failed" });
    } finally {
      this.#starting = false;
    }
  }

  async #open() {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#say("state", { state: globalThis.isSecureContext ? "missing" : "insecure" });
      return;
    }
    this.#stop();
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    this.#track.addEventListener("ended", () => this.#say("state", { state: "failed" }));
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#hire();
    this.#say("state", { state: "running" });
    this.#say("torch", { available: this.#hasTorch, on: false });
    this.#look();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#stream?.getTracks().forEach((track) => track.stop());
  }

  get #track() {
    return this.#stream.getVideoTracks()[0];
  }

  get #hasTorch() {
    return Boolean(this.#track.getCapabilities?.().torch);
  }

  async torch(on) {
    try {
      await this.#track.applyConstraints({ advanced: [{ torch: on }] });
      this.#say("torch", { available: true, on });
    } catch {
      this.#say("torch", { available: false, on: false });
    }
  }

  #hire() {
    if (this.#worker) return;
    this.#worker = new Worker(this.#urls.worker, { type: "module" });
    this.#worker.onerror = () => this.#dismiss(AGAIN); // its file could not be fetched
    this.#worker.onmessage = ({ data }) => {
      if (data.kind === "broken") return this.#dismiss(AGAIN);
      if (data.kind !== "frame") return;
      this.#sentAt = 0;
      if (data.raw && !this.paused) this.#say("code", { raw: data.raw });
    };
    this.#worker.postMessage({ kind: "start", decoder: this.#urls.decoder, encoder: this.#urls.encoder });
    this.#sentAt = 0;
  }

  #dismiss(wait = 0) {
    this.#worker?.terminate();
    this.#worker = null;
    setTimeout(() => this.#hire(), wait);
  }

  async #look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), FRAME_EVERY);
    const video = this.#video;
    if (this.#sentAt && performance.now() - this.#sentAt > PATIENCE) {
      this.#dismiss();
    }
    if (!this.#worker || this.paused || this.#sentAt || video.readyState < 2 || !video.videoWidth) return;
    this.#sentAt = performance.now();
    try {
      const frame = await this.#grab(this.#cut());
      this.#worker.postMessage({ kind: "frame", ...frame.message }, [frame.transfer]);
    } catch {
      this.#sentAt = 0; // the frame went away under us; the next one comes
    }
  }

  /** The square of the video that lies under the guide, in the video's own pixels. */
  #cut() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const screen = this.#video.getBoundingClientRect();
    const guide = this.#guide.getBoundingClientRect();
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
      to: Math.min(side, SIDE),
    };
  }

  async #grab({ x, y, side, to }) {
    if ("OffscreenCanvas" in globalThis) {
      const size = { resizeWidth: to, resizeHeight: to, resizeQuality: "medium" };
      const bitmap = await createImageBitmap(this.#video, x, y, side, side, size);
      return { message: { bitmap }, transfer: bitmap };
    }
    this.#canvas ??= document.createElement("canvas");
    this.#canvas.width = this.#canvas.height = to;
    const pen = this.#canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(this.#video, x, y, side, side, 0, 0, to, to);
    const image = pen.getImageData(0, 0, to, to);
    return { message: { image }, transfer: image.data.buffer };
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
