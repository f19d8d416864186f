/** The line above the picture: which Bimtek, which slot, how many, how many unsent. */

import { $, make, note, show } from "./page.js";
import { say } from "./words.js";

export function showTop(roster) {
  if (roster.data) $("workshop").textContent = roster.data.workshop.title;
  showSlot(roster);
  const counts = $("counts");
  show(counts, Boolean(roster.counts));
  if (!roster.counts) return;
  const { present, expected } = roster.counts;
  const seen = make("span", "", `${present}/${expected}`);
  seen.setAttribute("aria-hidden", "true");
  counts.replaceChildren(seen, make("span", "for-ears", say("present_of", { present, expected })));
}

function showSlot(roster) {
  const open = roster.openSlots();
  const byClock = roster.data?.slots.find((slot) => slot.id === roster.data.current_slot);
  const several = open.length > 1;
  show($("slot"), !several);
  show($("slot-choice"), several);
  if (several) return offer(roster, open, byClock);
  roster.chosenSlot = null;
  const label = (open[0] ?? byClock)?.label;
  $("slot").textContent = roster.data ? (label ?? say("slot_none")) : "";
}

function offer(roster, open, byClock) {
  const choice = $("slot-choice");
  const auto = byClock ? `${say("slot_by_clock")}: ${byClock.label}` : say("slot_by_clock");
  const wanted = [["", auto], ...open.map((slot) => [slot.id, slot.label])];
  const shown = Array.from(choice.options, (option) => [option.value, option.textContent]);
  if (JSON.stringify(wanted) === JSON.stringify(shown)) return; // it may be open under a finger
  choice.replaceChildren(...wanted.map(([value, text]) => new Option(text, value)));
  choice.value = roster.slotForScan() ?? "";
}

/** `unsent` wait for the network, `stuck` the server will not read, `unseen` were answered late. */
export function showUnsent({ unsent, stuck, unseen }) {
  const doubtful = stuck + unseen;
  show($("unsent"), unsent > 0);
  show($("stuck"), doubtful > 0);
  $("unsent").textContent = unsent ? say("unsent", { n: unsent }) : "";
  $("stuck").textContent = doubtful ? say("stuck", { n: doubtful }) : "";
  show($("log-send"), unsent + stuck > 0);
  show($("log-export"), unsent + stuck > 0);
  note($("log-waiting"), [$("unsent").textContent, $("stuck").textContent].filter(Boolean).join(" · "));
}
