// Proposes the dates of the later stages while the first is typed; the server proposes the same
// for whoever has no JavaScript (workshops/rules/programme.py).
const DAY = 86_400_000;
const BETWEEN_STAGES = 28 * DAY;

const rows = [...document.querySelectorAll("[data-propose] .stage-row")].map((row) => {
  const [start, end] = row.querySelectorAll("input[type=date]");
  return { start, end, length: (Number(row.dataset.days) - 1) * DAY, row };
});
const typed = new Set();

function write(input, time) {
  if (!typed.has(input)) input.value = new Date(time).toISOString().slice(0, 10);
}

function propose() {
  const first = Date.parse(rows[0].start.value);
  if (Number.isNaN(first)) return;
  rows.forEach(({ start, end, length }, number) => {
    write(start, first + number * BETWEEN_STAGES);
    const begins = Date.parse(start.value);
    if (!Number.isNaN(begins)) write(end, begins + length);
  });
}

for (const { start, end } of rows) {
  for (const input of [start, end]) {
    if (input.value) typed.add(input);
    input.addEventListener("input", () => {
      if (input.value) typed.add(input);
      else typed.delete(input);
      if (input === start) typed.delete(end);
      propose();
    });
  }
}
propose();
