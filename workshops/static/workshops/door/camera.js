/**
 * The camera: shows itself in the <video>, sends at most twenty frames a second to the decoder, and
 * tells what was read. It keeps one stream for the whole shift and starts it again when the page
 * comes back from the background or its picture stands still, where some phones leave it black.
 *
 * Events: `code` {raw}, `state` {state: "running" | "denied" | "missing" | "insecure" | "failed"},
 * `torch` {available, on}.
 */

import { Decoder } from "./decoder.js";
import { cutOf, grab, grabStill } from "./frame.js";

const FRAME_EVERY = 50; // ms; more only heats the phone
const REST = 1; // times what reading the last frame took: a slow phone looks less often
const WATCH_EVERY = 1000; // ms
const STANDS_STILL = 6000; // ms without a new picture
const LONGEST_STILL = 15_000; // ms for the decoder to be free and a photo to be read

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
  #decoder;
  #stream = null;
  #next = null; // cancels the next look
  #lookedAt = 0;
  #pause = FRAME_EVERY; // ms from one look to the next
  #pictureAt = 0; // when the video last showed a new picture
  #starting = false;
  #busy = false; // a frame is being cut out

  /** `guide` is the square on the screen where the code is expected; `urls` as Decoder takes them. */
  constructor({ video, guide, urls }) {
    super();
    this.#video = video;
    this.#guide = guide;
    this.#decoder = new Decoder(urls);
    document.addEventListener("visibilitychange", () => {
      if (!this.#stream) return;
      if (document.visibilityState === "visible") this.start();
      else this.#stop();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#stream && this.start());
    setInterval(() => this.#watch(), WATCH_EVERY);
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
    const track = this.#track;
    // An old stream's end, which comes late, says nothing about the one that took its place.
    track.addEventListener("ended", () => this.#isNow(track) && this.#say("state", { state: "failed" }));
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#decoder.hire();
    this.#pictureAt = performance.now();
    this.#say("state", { state: "running" });
    this.#say("torch", { available: this.#hasTorch, on: false });
    this.#await();
  }

  #stop() {
    this.#next?.();
    this.#stream?.getTracks().forEach((track) => track.stop());
  }

  #isNow = (track) => this.#stream?.getVideoTracks()[0] === track;

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

  /** What stands in a photo, by every reader there is; null when none can tell. */
  async readPhoto(file) {
    this.#decoder.hire();
    const until = performance.now() + LONGEST_STILL;
    while (!this.#decoder.isFree || this.#busy) {
      if (performance.now() > until) return null;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#busy = true;
    try {
      const { raw } = await this.#decoder.read(await grabStill(file), { strong: true });
      return raw;
    } catch {
      return null; // not a picture
    } finally {
      this.#busy = false;
    }
  }

  /** Look again at the video's next picture, where the browser tells of one; else after a while. */
  #await() {
    this.#next?.();
    const video = this.#video;
    if ("requestVideoFrameCallback" in video) {
      const handle = video.requestVideoFrameCallback(() => this.#look());
      this.#next = () => video.cancelVideoFrameCallback(handle);
    } else {
      const handle = setTimeout(() => this.#look(), FRAME_EVERY);
      this.#next = () => clearTimeout(handle);
    }
  }

  async #look() {
    this.#await();
    const now = performance.now();
    this.#pictureAt = now;
    const video = this.#video;
    if (now - this.#lookedAt < this.#pause || this.paused || this.#busy) return;
    if (!this.#decoder.isFree || video.readyState < 2 || !video.videoWidth) return;
    this.#lookedAt = now;
    this.#busy = true;
    let frame = null;
    try {
      frame = await grab(video, this.#cut());
    } catch {
      return; // the frame went away under us; the next one comes
    } finally {
      this.#busy = false;
    }
    if (!this.#decoder.isFree) return frame.transfer.close?.();
    const { raw, ms = 0 } = await this.#decoder.read(frame);
    this.#pause = Math.max(FRAME_EVERY, REST * ms);
    if (raw && !this.paused) this.#say("code", { raw });
  }

  #cut() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const screen = this.#video.getBoundingClientRect();
    return cutOf({ width, height }, screen, this.#guide.getBoundingClientRect());
  }

  /** A decoder that fell silent, or a picture that stands still though the camera runs. */
  #watch() {
    this.#decoder.check();
    const live = this.#stream?.active && document.visibilityState === "visible";
    if (live && performance.now() - this.#pictureAt > STANDS_STILL) this.start();
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
