// What a scan means, decided on the phone: the twin of workshops/rules/attendance.py. Both are held
// to tests/workshops/verdict_vectors.json. Moments are milliseconds.

const TAKING = ["open", "planned"];

/** The slot of a scan: the one it names, else by the clock, the first that still takes people. */
export function pickSlot(slots, named, at) {
  if (named !== null) return slots.find((slot) => slot.id === named) ?? null;
  const holding = slots.filter((slot) => slot.opens_at <= at && at <= slot.closes_at);
  return holding.find((slot) => TAKING.includes(slot.state)) ?? holding[0] ?? null;
}

/** The one word for an arrival; the first that applies is said. */
export function verdictOf(facts) {
  if (!facts.well_formed) return "malformed";
  if (!facts.known) return "unknown";
  if (!facts.same_workshop) return "wrong_workshop";
  if (facts.annulled) return "annulled";
  if (!facts.live) return "withdrawn";
  if (facts.revoked) return "revoked";
  if (facts.workshop_closed) return "signed_off";
  return verdictIn(facts.slot, facts);
}

function verdictIn(slot, facts) {
  if (slot === null) return "no_slot";
  if (slot.state === "signed_off") return "signed_off";
  const inside = slot.opens_at <= facts.arrived_at && facts.arrived_at <= slot.closes_at;
  if (!inside || (slot.state === "closed" && !facts.offline)) return "no_slot";
  if (!facts.expected) return "not_expected";
  if (facts.here_already) return "already";
  if (facts.held) return "entry_held";
  return facts.arrived_at > slot.late_after ? "late" : "present";
}

/** The colour of each verdict. */
export const LEVELS = {
  present: "green",
  already: "green",
  late: "amber",
  annulled: "amber",
  withdrawn: "amber",
  not_expected: "amber",
  entry_held: "amber",
  no_slot: "amber",
  signed_off: "amber",
  unknown: "amber",
  revoked: "amber",
  wrong_workshop: "red",
  malformed: "red",
};
