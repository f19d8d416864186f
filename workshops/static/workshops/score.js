/**
 * The grid under the fingers: Enter and the arrows go down and up a column, and a block copied out of
 * a spreadsheet fills the cells from here on. Without this file it is a plain form.
 */

const form = document.getElementById("score-form");

const column = (cell) => [...form.querySelectorAll(`input[data-column="${cell.dataset.column}"]`)];

const go = (cell, step) => {
  const cells = column(cell);
  const next = cells[cells.indexOf(cell) + step];
  next?.focus();
  next?.select();
  return Boolean(next);
};

form?.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.dataset?.column || event.isComposing) return;
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  // Enter on the last person saves, as in any form.
  if (go(cell, step) || event.key !== "Enter") event.preventDefault();
});

form?.addEventListener("paste", (event) => {
  const cell = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell.dataset?.column || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const names = ["pre", "post"];
  const first = names.indexOf(cell.dataset.column);
  const from = column(cell).indexOf(cell);
  const columns = names.map((name) => [...form.querySelectorAll(`input[data-column="${name}"]`)]);
  text.trimEnd().split(/\r?\n/).forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const target = columns[first + right]?.[from + down];
      if (target) target.value = value.trim();
    });
  });
});
