import { AGENCY } from '../../agencies/index.ts';
import { type FigureDefinition, shippedFigures } from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { findFirstLeafAfter, statesOn } from '../../reference/index.ts';
import { findStatedKinds, type StatedKinds } from '../../register/index.ts';
import {
  byPart,
  type CountedFigures,
  countedFor,
  type FiguresOfAgency,
  type FigureValue,
  nothingKnown,
} from './figure-values.ts';
import type { FiguresQuestion } from './figures-question.ts';
import { countGate, countLedgerFigures, countMoney, countPlan, countRoster } from './find-counters.ts';
import { countRegister } from './find-register-figures.ts';
import { unknownKindsOf } from './kinds-of-figure.ts';

/** What is counted of some agencies, in a number of statements that does not depend on how many they are. */
type CountFigures = (tx: Tx, agencies: readonly string[], asked: FiguresQuestion) => Promise<CountedFigures>;

/** By the first part of the names. */
const SOURCES: readonly { readonly of: readonly string[]; readonly count: CountFigures }[] = [
  { of: ['agency'], count: countStaff },
  { of: ['roster'], count: countRoster },
  { of: ['devices', 'software', 'bought'], count: countRegister },
  { of: ['plan'], count: countPlan },
  { of: ['money'], count: countMoney },
  { of: ['gate'], count: countGate },
  { of: ['ledger'], count: countLedgerFigures },
];

/** What was counted of an agency, and what it had said of its lists, which tells why a figure is not known. */
export interface FiguresRead {
  readonly figures: FiguresOfAgency;
  readonly stated: StatedKinds | undefined;
}

/** Statements name so many agencies at once; 5,000 of them are ten rounds. */
const AGENCIES_AT_ONCE = 500;

/**
 * The figures of agencies as of a day, by code; an agency that is not known is absent. What is told of today only is null
 * for a past day, and so is what is counted of a list that the unit has not called whole by that day.
 */
export async function readFiguresOf(
  tx: Tx,
  agencyCodes: readonly string[],
  question: FiguresQuestion,
): Promise<ReadonlyMap<string, FiguresRead>> {
  const figures = askedFigures(question);
  const found = new Map<string, FiguresRead>();
  for (let at = 0; at < agencyCodes.length; at += AGENCIES_AT_ONCE) {
    const known = await selectIn(tx, 'agencies', 'code', agencyCodes.slice(at, at + AGENCIES_AT_ONCE));
    const codes = known.map(({ code }) => String(code));
    if (codes.length === 0) continue;
    for (const [code, values] of await readSome(tx, codes, { ...question, figures })) found.set(code, values);
  }
  return found;
}

/** In the order of the catalogue. */
export function askedFigures({ names }: Pick<FiguresQuestion, 'names'>): readonly FigureDefinition[] {
  const { figures } = shippedFigures();
  return names === undefined ? figures : figures.filter(({ name }) => names.includes(name));
}

export function isOfToday({ on, at }: Pick<FiguresQuestion, 'on' | 'at'>): boolean {
  return on === dayOf(at);
}

interface SomeFigures extends FiguresQuestion {
  readonly figures: readonly FigureDefinition[];
}

async function readSome(
  tx: Tx,
  codes: readonly string[],
  { figures, ...question }: SomeFigures,
): Promise<ReadonlyMap<string, FiguresRead>> {
  const told = figures.filter(({ history }) => history !== 'now' || isOfToday(question));
  const counted: CountedFigures[] = [];
  for (const { of, count } of SOURCES) {
    const isWanted = told.some(({ name }) => of.some((prefix) => name.startsWith(`${prefix}.`)));
    if (isWanted) counted.push(await count(tx, codes, question));
  }
  const isTold = new Set(told);
  const stated = await findStatedKinds(tx, codes, question.on);
  return new Map(
    codes.map((code) => {
      const values: FiguresOfAgency = Object.assign({}, ...counted.map((each) => each.get(code) ?? {}));
      const named = figures.map((figure) => {
        const value = isTold.has(figure) ? values[figure.name] : undefined;
        return [figure.name, knownOf(figure, value, stated.get(code)) ?? nothingKnown(figure)];
      });
      return [code, { figures: Object.fromEntries(named), stated: stated.get(code) }];
    }),
  );
}

/** A list that the unit has not called whole leaves what is counted of it unknown: an empty register is not nought. */
function knownOf(
  figure: FigureDefinition,
  value: FigureValue | undefined,
  stated: StatedKinds | undefined,
): FigureValue | undefined {
  const isKnown = (part: string | null): boolean => unknownKindsOf({ name: figure.name, part }, stated).length === 0;
  if (typeof value !== 'object' || value === null) return isKnown(null) ? value : undefined;
  return byPart(figure, (part) => (isKnown(part) ? (value[part] ?? null) : null));
}

async function countStaff(tx: Tx, agencies: readonly string[], { on }: FiguresQuestion): Promise<CountedFigures> {
  const counted = countedFor(agencies);
  const rows = await selectIn(tx, 'agencies', 'code', agencies);
  const since = await findFirstLeafAfter(tx, on);
  const changed = since === undefined ? [] : rows.filter(({ log_index: index }) => Number(index) >= since);
  const past = new Map(
    (await statesOn(tx, AGENCY, { rows: changed, on })).map(({ state }) => [state.code, state.staff]),
  );
  for (const { code, staff } of rows) {
    const now = staff === null ? null : Number(staff);
    const figures = counted.get(String(code));
    if (figures) figures['agency.staff'] = past.has(String(code)) ? (past.get(String(code)) ?? null) : now;
  }
  return counted;
}
