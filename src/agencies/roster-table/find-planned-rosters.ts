import type { Tx } from '../../db/index.ts';
import { type Actor, addDays, type CivilDate, groupBy, type Language, reaches, text } from '../../kernel/index.ts';
import { regionsOfAgencies, selectIn } from '../../log/index.ts';
import { agenciesNamed, type ReferenceRecord, readKindRow, rowValidator } from '../../reference/index.ts';
import { overlap, RESPONSIBLE_PERSON, type ResponsiblePerson, SEATS, type Seat } from '../responsible-person.ts';
import type { CellFault, SeenHolder, SeenRoster } from './read-roster-table.ts';

type Term = ReferenceRecord<ResponsiblePerson>;

/** What a row asks of a seat. */
export type PlannedTerm =
  | { readonly does: 'unchanged'; readonly holder: SeenHolder }
  | { readonly does: 'described'; readonly holder: SeenHolder; readonly term: Term; readonly changes: object }
  | { readonly does: 'created'; readonly holder: SeenHolder; readonly body: object }
  | { readonly does: 'handed-over'; readonly holder: SeenHolder; readonly term: Term; readonly next: object };

export interface PlannedRoster {
  readonly seen: SeenRoster;
  readonly agencyCode: string | null;
  readonly from: CivilDate;
  readonly terms: readonly PlannedTerm[];
  /** With any of them nothing of the row is done. */
  readonly faults: readonly CellFault[];
}

export interface RosterQuestion {
  readonly rows: readonly SeenRoster[];
  readonly actor: Actor;
  readonly language: Language;
  /** From when terms last whose row does not say it. */
  readonly from: CivilDate;
  readonly on: CivilDate;
}

/** Holds the rows of a table against who is in office: the same person is known, another one takes over, a free seat is filled. */
export async function findPlannedRosters(tx: Tx, question: RosterQuestion): Promise<readonly PlannedRoster[]> {
  const agencyOf = await findAgencies(tx, question);
  const codes = question.rows.flatMap((row) => agencyOf(row) ?? []);
  const rows = await selectIn(tx, 'responsible_persons', 'agency_code', codes);
  const terms = groupBy(
    rows.map((row) => readKindRow(RESPONSIBLE_PERSON, row)),
    ({ state }) => state.agencyCode,
  );
  const told = new Set<string>();
  return question.rows.map((seen) => {
    const agencyCode = agencyOf(seen);
    const from = seen.from ?? question.from;
    const nothing = { seen, agencyCode, from, terms: [] };
    if (agencyCode === null)
      return { ...nothing, faults: [...seen.faults, { cell: seen.agencyCell, text: NO_AGENCY }] };
    if (told.has(agencyCode)) return { ...nothing, faults: [...seen.faults, { cell: seen.agencyCell, text: TWICE }] };
    told.add(agencyCode);
    const planned = plannedTerms(seen, { ...question, agencyCode, from, terms: terms.get(agencyCode) ?? [] });
    const faults = [...seen.faults, ...planned.faults];
    return faults.length > 0 ? { ...nothing, faults } : { ...nothing, terms: planned.terms, faults };
  });
}

const NO_AGENCY = text('未找到该单位（或有多个同名单位）。', 'There is no such agency, or several with this name.');
const TWICE = text('该单位在表中出现两次。', 'The agency stands in the table twice.');

/** Whose a row is: by its credit code, else by its name, within reach. */
async function findAgencies(tx: Tx, { rows, actor }: RosterQuestion): Promise<(row: SeenRoster) => string | null> {
  const names = rows.flatMap(({ agencyCode, agencyName }) => (agencyCode === null ? (agencyName ?? []) : []));
  const named = await agenciesNamed(tx, names);
  const codes = [...rows.flatMap(({ agencyCode }) => agencyCode ?? []), ...[...named.values()].flat()];
  const regions = await regionsOfAgencies(tx, codes);
  const isReached = (code: string): boolean => {
    const region = regions.get(code);
    return region !== undefined && reaches(actor.grant, { code, region });
  };
  return ({ agencyCode, agencyName }) => {
    const meant = agencyCode === null ? (named.get(agencyName ?? '') ?? []) : [agencyCode];
    const [one, ...others] = meant.filter(isReached);
    return one === undefined || others.length > 0 ? null : one;
  };
}

interface PlanOfAgency extends RosterQuestion {
  readonly agencyCode: string;
  readonly terms: readonly Term[];
}

interface Planned {
  readonly terms: readonly PlannedTerm[];
  readonly faults: readonly CellFault[];
}

function plannedTerms(seen: SeenRoster, plan: PlanOfAgency): Planned {
  const seats = SEATS.map((seat) => plannedSeat(seen, seat, plan));
  const found = { terms: seats.flatMap(({ terms }) => terms), faults: seats.flatMap(({ faults }) => faults) };
  // The paper has one last day for all of them, the first on which one ends; only of new people is it theirs.
  const areNew = found.terms.every(({ does }) => does === 'created');
  const until = areNew ? seen.until : null;
  const terms = found.terms.map((term) =>
    term.does === 'created' ? { ...term, body: { ...term.body, until } } : term,
  );
  const isReversed = until !== null && until < plan.from;
  const faults = [...found.faults, ...(isReversed ? [{ cell: seen.agencyCell, text: REVERSED }] : [])];
  return { terms, faults: [...faults, ...terms.flatMap((term) => schemaFaults(term, plan))] };
}

function plannedSeat(seen: SeenRoster, seat: Seat, { terms, agencyCode, from, on }: PlanOfAgency): Planned {
  const holders = seen.holders.filter((holder) => holder.seat === seat);
  const inOffice = terms.filter(({ state }) => state.duty === seat && lastsFrom(state, on));
  const isNew = ({ name }: SeenHolder): boolean => !inOffice.some(({ state }) => state.name === name);
  const leaving = inOffice.filter(({ state }) => !holders.some(({ name }) => name === state.name));
  const coming = holders.filter(isNew);
  const [leaves] = leaving;
  const isHandOver = leaving.length === 1 && coming.length === 1;
  const faults: CellFault[] = [];
  const planned = holders.map((holder): PlannedTerm => {
    const term = inOffice.find(({ state }) => state.name === holder.name);
    if (term) return described(holder, term);
    const next = { name: holder.name, ...holder.told };
    if (!isHandOver || !leaves) return { does: 'created', holder, body: { agencyCode, duty: seat, from, ...next } };
    if (seen.from === null || !mayFollow(leaves.state, from)) faults.push({ cell: holder.cell, text: TAKEN });
    return { does: 'handed-over', holder, term: leaves, next };
  });
  const [, second] = coming;
  const others = terms.filter(({ state }) => state.duty === seat && state !== leaves?.state);
  const isTaken = others.some(({ state }) => overlap(state, { from, until: null }));
  if (seat === 'head' && coming[0] && isTaken) faults.push({ cell: coming[0].cell, text: TWO_HEADS });
  if (seat === 'head' && second) faults.push({ cell: second.cell, text: TWO_HEADS });
  if (seat === 'head' && !isHandOver && coming[0] && inOffice.length > 0)
    faults.push({ cell: coming[0].cell, text: TWO_HEADS });
  return { terms: planned, faults };
}

const TAKEN = text(
  '该职责现由他人担任：请填写起始日期，且晚于其任职起始日期，以便办理交接。',
  'Another person holds the duty: say since when, after the first day of that term, so that it is handed over.',
);
const REVERSED = text('截止日期早于起始日期。', 'The last day lies before the first.');
const TWO_HEADS = text('一个单位只有一名第一责任人。', 'An agency has one head.');

/** The term before ends the day before: that is after its first day, and no later than its last. */
function mayFollow({ from, until }: ResponsiblePerson, begin: CivilDate): boolean {
  const last = addDays(begin, -1);
  return last >= from && (until === null || until >= last);
}

/** Terms that last on a day, or begin after it. */
function lastsFrom({ until }: ResponsiblePerson, on: CivilDate): boolean {
  return until === null || until >= on;
}

/** What a row does not say stays as it is. */
function described(holder: SeenHolder, term: Term): PlannedTerm {
  const stated = Object.entries(holder.told);
  const changed = stated.filter(([name, value]) => Reflect.get(term.state, name) !== value);
  if (changed.length === 0) return { does: 'unchanged', holder };
  return { does: 'described', holder, term, changes: Object.fromEntries(changed) };
}

const validateTerm = rowValidator('ResponsiblePersonCreation');
const validateChanges = rowValidator('ResponsiblePersonDescription');

/** The same limits as for what is sent alone. */
function schemaFaults(planned: PlannedTerm, { language, agencyCode, from }: PlanOfAgency): readonly CellFault[] {
  const { cell, seat } = planned.holder;
  const errors = () => {
    switch (planned.does) {
      case 'unchanged':
        return [];
      case 'described':
        return validateChanges(planned.changes, language);
      case 'created':
        return validateTerm(planned.body, language);
      case 'handed-over':
        return validateTerm({ agencyCode, duty: seat, from, ...planned.next }, language);
    }
  };
  return errors().map(({ pointer, message }) => {
    const says = `${pointer.slice(1)}: ${message}`;
    return { cell, text: text(says, says) };
  });
}
