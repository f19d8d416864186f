/**
 * What a verdict sounds and feels like: green rises, amber repeats, red growls. Told apart with the
 * eyes shut, and loud enough for a hall. "Already here" is one soft note.
 */

// [frequency in Hz, start and length in seconds, wave]
const TUNES = {
  green: [[880, 0, 0.09, "sine"], [1320, 0.1, 0.16, "sine"]],
  calm: [[660, 0, 0.14, "sine"]],
  amber: [[587, 0, 0.12, "triangle"], [587, 0.2, 0.12, "triangle"]],
  red: [[196, 0, 0.22, "square"], [147, 0.26, 0.4, "square"]],
};
const LOUDNESS = { sine: 0.5, triangle: 0.5, square: 0.22 };
const BUZZES = { green: [60], calm: [30], amber: [60, 90, 60], red: [220, 80, 320] };

let sound = null;

/** Browsers allow sound only after a touch or a key; calling this in one of those unlocks it. */
export function unlockSound() {
  const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (!Context) return;
  sound ??= new Context();
  if (sound.state !== "running") sound.resume().catch(() => {});
}

export const isSoundReady = () => sound?.state === "running";

export function feel(tone) {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZES[tone]);
  if (!isSoundReady()) return;
  for (const [frequency, start, length, wave] of TUNES[tone]) {
    const from = sound.currentTime + start;
    const voice = new OscillatorNode(sound, { type: wave, frequency });
    const gain = new GainNode(sound, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(LOUDNESS[wave], from + 0.01);
    gain.gain.setValueAtTime(LOUDNESS[wave], from + length - 0.03);
    gain.gain.linearRampToValueAtTime(0, from + length);
    voice.connect(gain).connect(sound.destination);
    voice.start(from);
    voice.stop(from + length);
  }
}

/** Keep the screen awake while the door is open; where the browser cannot, nothing happens. */
export async function stayAwake() {
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    await navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  await ask();
}
