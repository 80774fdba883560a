import type { CivilDate } from '../kernel/index.ts';
import type { CompiledRuleSet } from '../rules/index.ts';
import type { Finding } from './finding.ts';

/** One clause of one revision of a rule: a new revision is another rule, and what was set aside then is not any more. */
export interface WaivedRule {
  readonly rule: string;
  readonly revision: number;
  readonly clause: string;
}

/**
 * A waiver as one decision sees it. It is recorded with what was gathered: days and what is left are facts, so that the
 * outcome follows from the record alone, also when the waiver has long been used up.
 */
export interface GatheredWaiver {
  readonly id: string;
  readonly rules: readonly WaivedRule[];
  /** The machines it is for; null for those of every category, as a review is. */
  readonly category: string | null;
  /** What the other orders that stand have left of it; null where nothing is counted. */
  readonly devicesLeft: number | null;
  readonly usesLeft: number | null;
  readonly from: CivilDate;
  /** The last day. */
  readonly until: CivilDate;
  readonly version: number;
}

/** The machines of one line: what a waiver for a number of devices counts. */
export interface Machines {
  /** Of the line, `/lines/0`, or of machines of a delivery that were found alike, `/devices/3`. */
  readonly pointer: string;
  readonly category: string | null;
  readonly quantity: number;
}

export interface WaiversAtHand {
  /** Tried in this order. */
  readonly waivers: readonly GatheredWaiver[];
  readonly machines: readonly Machines[];
}

export const NO_WAIVERS: WaiversAtHand = { waivers: [], machines: [] };

export interface WaiverCover extends WaiversAtHand {
  readonly compiled: CompiledRuleSet;
  readonly decidedOn: CivilDate;
}

/**
 * Puts beside each finding that would stop the order the waiver that sets it aside, the first that names its clause and
 * has machines enough left. What a line takes of a waiver it takes once, however many findings point at it.
 */
export function coverFindings(findings: readonly Finding[], covering: WaiverCover): readonly Finding[] {
  const inForce = covering.waivers.filter((waiver) => isInForce(waiver, covering));
  if (inForce.length === 0) return findings;
  const taken = new Map<string, ReadonlySet<Machines>>();
  return findings.map((finding) => {
    if (finding.effect === 'warn') return finding;
    const concerned = machinesAt(finding.pointer, covering.machines);
    const waiver = inForce.find((candidate) => covers(candidate, { finding, concerned, taken }));
    if (!waiver) return finding;
    taken.set(waiver.id, new Set([...(taken.get(waiver.id) ?? []), ...concerned]));
    return { ...finding, waiver: { id: waiver.id, until: waiver.until } };
  });
}

/** Its days, and that each of its rules still has the revision that was signed: else all of it is void. */
function isInForce({ rules, from, until }: GatheredWaiver, { compiled, decidedOn }: WaiverCover): boolean {
  if (decidedOn < from || decidedOn > until) return false;
  return rules.every(({ rule, revision }) => compiled.find(rule)?.document.revision === revision);
}

interface FindingMachines {
  readonly finding: Finding;
  readonly concerned: readonly Machines[];
  readonly taken: ReadonlyMap<string, ReadonlySet<Machines>>;
}

function covers(waiver: GatheredWaiver, { finding, concerned, taken }: FindingMachines): boolean {
  if (!waiver.rules.some(({ rule, clause }) => rule === finding.rule && clause === finding.clause)) return false;
  if (waiver.devicesLeft === null) return true;
  // Nothing to count by: an order without machines needs a review of its own.
  if (concerned.length === 0 || (waiver.usesLeft ?? 1) < 1) return false;
  if (waiver.category !== null && concerned.some(({ category }) => category !== waiver.category)) return false;
  return sumOf(new Set([...(taken.get(waiver.id) ?? []), ...concerned])) <= waiver.devicesLeft;
}

/** A finding on a line is about its machines, every other one about all machines of the order. */
function machinesAt(pointer: string, machines: readonly Machines[]): readonly Machines[] {
  const own = machines.filter((line) => pointer === line.pointer || pointer.startsWith(`${line.pointer}/`));
  return own.length > 0 || pointer.startsWith('/lines/') ? own : machines;
}

function sumOf(machines: Iterable<Machines>): number {
  let sum = 0;
  for (const { quantity } of machines) sum += quantity;
  return sum;
}

/** What an order takes of a waiver while it stands. */
export interface WaiverUse {
  readonly id: string;
  readonly devices: number;
}

/** How many machines stand on each waiver that a decision's findings name, by id. */
export function usesOfWaivers(findings: readonly Finding[], machines: readonly Machines[]): readonly WaiverUse[] {
  const taken = new Map<string, Set<Machines>>();
  for (const { waiver, pointer } of findings) {
    if (!waiver) continue;
    const ofWaiver = taken.get(waiver.id) ?? new Set<Machines>();
    for (const line of machinesAt(pointer, machines)) ofWaiver.add(line);
    taken.set(waiver.id, ofWaiver);
  }
  return [...taken].map(([id, lines]) => ({ id, devices: sumOf(lines) })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
