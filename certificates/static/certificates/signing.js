// Signs in small batches: sends the passphrase with each, tells how far it is, stops at the first trouble.
// The passphrase stands in this closure for the time of the signing, and in no storage.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);

for (const form of document.querySelectorAll("form[data-signing]")) {
  const field = form.querySelector("[name=passphrase]");
  const button = form.querySelector("button");
  const shown = form.querySelector("[data-shown]");
  const answer = form.querySelector("[data-answer]");
  let total = Number(form.dataset.total);

  const say = (sentence, bad) => {
    answer.textContent = sentence;
    answer.classList.toggle("is-bad", bad);
  };

  const progress = (done) => {
    shown.querySelector("progress").value = done;
    shown.querySelector("progress").max = total;
    shown.querySelector("[data-said]").textContent = fill(form.dataset.progress, { done, total });
  };

  const papers = document.querySelector(`[data-papers="${form.querySelector("[name=account]").value}"]`);

  const mark = (batch) => {
    if (!batch.left) papers.replaceChildren(); // some were signed from another page
    for (const id of batch.signed) document.querySelector(`[data-paper="${id}"]`)?.remove();
    for (const [id, sentence] of Object.entries(batch.failed)) {
      const trouble = document.querySelector(`[data-paper="${id}"] [data-trouble]`);
      if (trouble) {
        trouble.textContent = sentence;
        trouble.hidden = false;
      }
    }
  };

  const send = async (body) => {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      cache: "no-store",
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };

  const sign = async (body) => {
    let done = 0;
    total = Number(form.dataset.total);
    progress(done);
    for (;;) {
      const batch = await send(body);
      done = Math.max(total - batch.left, batch.signed.length);
      mark(batch);
      progress(done);
      if (batch.stopped) return say(batch.sentence, true);
      if (!batch.left) return say(fill(form.dataset.finished, { done }), false);
      if (!batch.signed.length) return say(fill(form.dataset.partly, { done, left: batch.left }), true);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    field.value = "";
    button.disabled = field.disabled = true;
    shown.hidden = false;
    say("", false);
    try {
      await sign(body);
    } catch {
      say(form.dataset.offline, true);
    } finally {
      body.delete("passphrase");
      shown.hidden = true;
      button.disabled = field.disabled = false;
      const left = papers.querySelectorAll("[data-paper]").length;
      form.dataset.total = left;
      const label = button.querySelector("[data-count]");
      label.textContent = fill(label.dataset.count, { n: left });
      document.querySelector("h1").textContent = form.dataset[left ? "waiting" : "nothing"].replace("{n}", left);
      if (left) field.focus();
      else for (const part of form.querySelectorAll("[data-asks]")) part.hidden = true;
    }
  });
}
