/**
 * Marks rows of a paper sheet: the camera, a USB scanner and typing all fill the same field. The
 * page works without this file; it adds the camera, and keeps the field ready for the next row.
 */

import { Camera } from "./door/camera.js";
import { feel, unlockSound } from "./door/feedback.js";

const TONES = { ok: "green", info: "calm", bad: "red" };
const AGAIN = 4000; // ms in which the same row before the camera is not sent twice

const form = document.getElementById("paper-form");

if (form) {
  const field = form.elements.kode;
  const button = document.getElementById("paper-camera");
  const view = document.getElementById("paper-view");
  const trouble = document.getElementById("paper-trouble");
  let camera = null;
  let last = { raw: "", at: 0 };

  const sent = () => {
    const tone = document.querySelector("#lembar [data-tone]")?.dataset.tone;
    if (TONES[tone]) feel(TONES[tone]);
    field.value = "";
    if (view.hidden) field.focus();
  };

  const seen = ({ detail }) => {
    const now = performance.now();
    if (detail.raw === last.raw && now - last.at < AGAIN) return;
    last = { raw: detail.raw, at: now };
    field.value = detail.raw;
    form.requestSubmit();
  };

  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target?.id === "lembar") sent();
  });
  form.addEventListener("submit", unlockSound);
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener("click", () => {
    unlockSound();
    view.hidden = false;
    if (!camera) {
      const { worker, picture, script, module, program } = form.dataset;
      camera = new Camera({
        video: document.getElementById("paper-video"),
        guide: view,
        urls: { worker, picture, script, module, program },
      });
      camera.addEventListener("code", seen);
      camera.addEventListener("state", ({ detail }) => {
        trouble.hidden = detail.state === "running";
        view.hidden = detail.state !== "running";
      });
    }
    camera.start();
  });
}
