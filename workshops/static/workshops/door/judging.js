/**
 * A scan's verdict without the server: by the sealed roster, the slots as heard last, and what this
 * device has scanned itself. It is told as kept, not as sent; the server decides when it arrives.
 */

import { isWellFormed, normalise } from "./code.js";
import { LEVELS, pickSlot, verdictOf } from "./rules.js";

/** {verdict, level, person, slot, since} or null when there is no roster to judge by. */
export async function judge({ roster, store, scan, at, nonce }) {
  if (!roster.data) return null;
  const slots = roster.slots();
  const slot = pickSlot(slots, scan.slot, at);
  const wellFormed = Boolean(scan.ref) || isWellFormed(normalise(scan.raw));
  const person = wellFormed ? await whoIs(roster, scan) : null;
  const here = person && slot ? await store.here(`${person.ref}|${slot.id}`) : null;
  const already = Boolean(here) && here.nonce !== nonce;
  const verdict = verdictOf({
    well_formed: wellFormed,
    known: person !== null,
    same_workshop: true, // of another Bimtek there is no line here: unknown, and kept
    annulled: false,
    live: person?.live ?? false,
    expected: slot !== null && isExpected(person, slot),
    here_already: already,
    held: slot !== null && (person?.held ?? []).includes(slot.stage_id),
    slot,
    revoked: false, // a revoked device has no roster to judge by
    workshop_closed: roster.data.workshop.closed === true,
    arrived_at: at,
    offline: true,
  });
  return {
    verdict,
    level: LEVELS[verdict],
    person,
    slot,
    since: already ? here.at : null,
    letter: person?.letters ? letterFor(person, slot) : null,
  };
}

async function whoIs(roster, scan) {
  if (!scan.ref) return roster.find(normalise(scan.raw));
  // A name tapped in the list: the list says who, and no more (the gap list names this).
  const person = roster.person(scan.ref);
  return person ? { ...person, live: true, stages: null } : null;
}

const isExpected = (person, slot) =>
  person !== null && (person?.stages == null || person.stages.includes(slot.stage_id));

function letterFor(person, slot) {
  const states = [person.letters["*"], slot && person.letters[slot.stage_id]];
  return ["received", "to_follow"].find((state) => states.includes(state)) ?? "none";
}
