import { findGateRegion } from '../../access/index.ts';
import { SEATS, type Seat } from '../../agencies/index.ts';
import type { Row, Tx } from '../../db/index.ts';
import { addDays, dayOf, type Instant } from '../../kernel/index.ts';
import { classesOf, listUnlicensedDevices } from '../../reports/index.ts';
import { getRuleSetInForce, type Policy, policyFor } from '../../rules/index.ts';
import { type CountedFigures, countedFor, type FigureValue } from './figure-values.ts';
import type { FiguresQuestion } from './figures-question.ts';
import {
  countLedger,
  countOrders,
  listDueItems,
  listLetters,
  listTerms,
  sumOpenSeats,
  sumSoftwareMoney,
} from './figures-repository.ts';

const SEAT_FIGURES: Readonly<Record<Seat, string>> = {
  head: 'roster.head',
  'leader-in-charge': 'roster.leaderInCharge',
  responsible: 'roster.responsible',
  liaison: 'roster.liaison',
};

/** Section rank or above. */
const HIGH_RANKS = ['bureau', 'division', 'section'];

/** Which duties somebody has on the day, of which rank the liaison is, and who of them has signed a letter this year. */
export async function countRoster(
  tx: Tx,
  agencies: readonly string[],
  { on }: FiguresQuestion,
): Promise<CountedFigures> {
  const counted = countedFor(agencies);
  const terms = await listTerms(tx, agencies, on);
  const byAgency = groupedBy(terms);
  const letters = groupedBy(await listLetters(tx, agencies, on));
  for (const [code, figures] of counted) {
    const own = byAgency.get(code) ?? [];
    for (const seat of SEATS) figures[SEAT_FIGURES[seat]] = own.some(({ duty }) => duty === seat);
    figures['roster.liaisonSectionRank'] = rankOf(own.filter(({ duty }) => duty === 'liaison'));
    Object.assign(figures, lettersOf(own, letters.get(code) ?? []));
  }
  return counted;
}

/** One letter of each who has a duty on the day, and as many of the other staff as the newest list of them says. */
function lettersOf(terms: readonly Row[], letters: readonly Row[]): Readonly<Record<string, number>> {
  const signers = new Set(letters.flatMap(({ person_id: person }) => (person === null ? [] : [String(person)])));
  const staff = letters.filter(({ person_id: person }) => person === null).pop();
  return {
    'roster.lettersDue': terms.length + Number(staff?.staff_due ?? 0),
    'roster.lettersSigned': terms.filter(({ id }) => signers.has(String(id))).length + Number(staff?.staff_signed ?? 0),
  };
}

/** Null where somebody is liaison whose rank nobody has said. */
function rankOf(liaisons: readonly Row[]): boolean | null {
  if (liaisons.some(({ civil_rank: rank }) => HIGH_RANKS.includes(String(rank)))) return true;
  return liaisons.some(({ civil_rank: rank }) => rank === null) ? null : false;
}

export async function countPlan(tx: Tx, agencies: readonly string[], asked: FiguresQuestion): Promise<CountedFigures> {
  const counted = zeros(agencies, ['plan.openSeats', 'plan.dueInPeriod', 'plan.deliveredInTime']);
  for (const { agency_code: code, seats } of await sumOpenSeats(tx, agencies)) {
    add(counted, String(code), 'plan.openSeats', Number(seats));
  }
  for (const { agency_code: code, seats, due_on: dueOn, state, at } of await listDueItems(tx, agencies, asked.period)) {
    add(counted, String(code), 'plan.dueInPeriod', Number(seats));
    const isInTime = state === 'closed' && at !== null && dayOf(String(at) as Instant) <= String(dueOn);
    if (isInTime) add(counted, String(code), 'plan.deliveredInTime', Number(seats));
  }
  return counted;
}

/** Of the fiscal year that the day is in, as its lines stand. */
export async function countMoney(tx: Tx, agencies: readonly string[], asked: FiguresQuestion): Promise<CountedFigures> {
  const counted = zeros(agencies, ['money.softwareAppropriation', 'money.softwareSpent']);
  const { software } = classesOf(await policyOf(tx, asked));
  const year = Number(asked.on.slice(0, 4));
  for (const { agency_code: code, appropriation, spent } of await sumSoftwareMoney(tx, agencies, {
    year,
    classes: software,
  })) {
    add(counted, String(code), 'money.softwareAppropriation', Number(appropriation));
    add(counted, String(code), 'money.softwareSpent', Number(spent));
  }
  return counted;
}

export async function countGate(
  tx: Tx,
  agencies: readonly string[],
  { period }: FiguresQuestion,
): Promise<CountedFigures> {
  const counted = zeros(agencies, ['gate.orders', 'gate.firstPass']);
  for (const { agency_code: code, submitted, approved } of await countOrders(tx, agencies, period)) {
    add(counted, String(code), 'gate.orders', Number(submitted));
    add(counted, String(code), 'gate.firstPass', Number(approved));
  }
  return counted;
}

/** Where no policy says how long ago software may have been seen. */
const UNSEEN_DAYS = 180;

export async function countLedgerFigures(
  tx: Tx,
  agencies: readonly string[],
  asked: FiguresQuestion,
): Promise<CountedFigures> {
  const counted = zeros(agencies, ['ledger.numbered', 'ledger.seenInTime', 'ledger.unlicensed']);
  const policy = await policyOf(tx, asked);
  const seenSince = addDays(asked.on, -(policy.integer('policy.register.unseenDays') ?? UNSEEN_DAYS));
  for (const { agency_code: code, numbered, seen } of await countLedger(tx, agencies, seenSince)) {
    add(counted, String(code), 'ledger.numbered', Number(numbered));
    add(counted, String(code), 'ledger.seenInTime', Number(seen));
  }
  const scope = { grant: { agencies }, region: undefined, agencyCode: undefined, isSubtree: false };
  for (const { agency_code: code, devices } of await listUnlicensedDevices(tx, {
    ...scope,
    ...{ category: undefined, on: asked.on },
  })) {
    add(counted, code, 'ledger.unlicensed', Number(devices));
  }
  return counted;
}

/** The parameters that hold in the whole region of the gate. */
export async function policyOf(tx: Tx, { on, at }: Pick<FiguresQuestion, 'on' | 'at'>): Promise<Policy> {
  const ruleSet = await getRuleSetInForce(tx, at);
  return policyFor(ruleSet, { region: await findGateRegion(tx), level: '', on });
}

function zeros(agencies: readonly string[], names: readonly string[]): CountedFigures {
  return new Map(
    agencies.map((code) => [code, Object.fromEntries(names.map((name): [string, FigureValue] => [name, 0]))]),
  );
}

function add(counted: CountedFigures, code: string, name: string, value: number): void {
  const figures = counted.get(code);
  if (figures) figures[name] = Number(figures[name] ?? 0) + value;
}

function groupedBy(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const byAgency = new Map<string, Row[]>();
  for (const row of rows)
    byAgency.set(String(row.agency_code), [...(byAgency.get(String(row.agency_code)) ?? []), row]);
  return byAgency;
}
