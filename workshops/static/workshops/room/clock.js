/**
 * The server's time on a laptop whose own clock may be wrong, or may be set during the day.
 *
 * What was measured at a contact is carried on by the monotonic clock, which nobody sets. That one
 * may stand still while the laptop sleeps: then the wall clock has run ahead of it, and is taken for
 * the time slept until the next contact says so.
 */

const JUMP = 2_000; // milliseconds by which the two clocks may differ before something happened

export class Clock {
  #wall;
  #steady;
  #heard = null; // {server, wall, steady, width}: the moment of the best contact
  sure = true;

  /** Clocks come as functions, so that a test can turn them. */
  constructor({ wall = () => Date.now(), steady = () => performance.now() } = {}) {
    this.#wall = wall;
    this.#steady = steady;
  }

  /** The server said `moment`; the question left at `sentAt` and the answer came now (both steady). */
  hear(moment, sentAt = this.#steady()) {
    const server = Date.parse(moment);
    if (Number.isNaN(server)) return;
    const now = this.#steady();
    this.#heard = { server: server + (now - sentAt) / 2, wall: this.#wall(), steady: now };
    this.sure = true;
  }

  /** The best guess at the server's present moment, in milliseconds. */
  now() {
    const { server, wall, steady } = this.#heard;
    const slept = this.#wall() - wall - (this.#steady() - steady);
    if (Math.abs(slept) > JUMP) {
      this.sure = false;
      if (slept > 0) return server + (this.#wall() - wall);
    }
    return server + (this.#steady() - steady);
  }

  /** Milliseconds by which this laptop's clock is ahead of the server's (negative: behind). */
  ahead() {
    return this.#wall() - this.now();
  }
}
