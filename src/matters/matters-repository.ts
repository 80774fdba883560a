import { insertRows, joinPages, type PageInOrder, type Tx } from '../db/index.ts';
import { type CivilDate, type Grant, groupBy, type Instant } from '../kernel/index.ts';
import { type GovernedTx, listReached, listReachedAmong, regionRange, selectIn } from '../log/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../reference/index.ts';
import { findAwaitedAnswers, listAnsweredInTime } from './find-awaited-answers.ts';
import { MATTER, type Matter, type MatterAct, type MatterOutcome, type MatterStep } from './matter.ts';

export interface MattersQuestion {
  readonly grant: Grant;
  readonly agencyCode: string | undefined;
  readonly region: string | undefined;
  readonly kind: string | undefined;
  readonly state: string | undefined;
  readonly awaits: string | undefined;
  /** Only open ones that were due before this day, and no answer that was sent in time waits to be signed. */
  readonly overdueOn: CivilDate | undefined;
  /** Only those of which an answer waits to be signed, or of which none does. */
  readonly answerAwaited?: boolean | undefined;
  readonly at: Instant;
  /** Only those that are due on this day or later. */
  readonly dueFrom?: CivilDate | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

interface MattersFound {
  readonly matters: readonly ReferenceRecord<Matter>[];
  readonly next: PageInOrder<StoredRow>['next'];
}

type Rows = ReturnType<Tx>;

/** One page by id: what agencies within reach own, and what agencies that are named own with others. */
export async function listMatters(tx: Tx, asked: MattersQuestion): Promise<MattersFound> {
  const { grant, region, overdueOn, dueFrom, after, limit } = asked;
  const narrowings = await narrowByAnswers(tx, asked);
  const named = { owner_agency: asked.agencyCode, kind: asked.kind, awaits: asked.awaits };
  const equal = { ...named, state: overdueOn === undefined ? asked.state : 'open' };
  const list = {
    table: MATTER.table,
    order: [{ column: 'id', direction: 'asc' }],
    equals: Object.fromEntries(
      Object.entries(equal).flatMap(([column, value]) => (value === undefined ? [] : [[column, [value]]])),
    ),
    rest: [
      ...(region === undefined ? [] : [(rows: Rows) => void rows.whereBetween('region', regionRange(region))]),
      ...narrowings,
      ...(dueFrom === undefined ? [] : [(rows: Rows) => void rows.where('due_on', '>=', dueFrom)]),
    ],
    after: after === undefined ? undefined : [after],
    limit,
  } as const;
  const indexes = { ...MATTER.listedBy, primary: [] };
  const own = await listReached<StoredRow>(tx, { ...list, indexes, reach: { column: 'owner_agency', grant } });
  const shared = 'agencies' in grant ? await listShared(tx, grant.agencies) : [];
  const pages =
    shared.length === 0 ? [own] : [own, await listReachedAmong<StoredRow>(tx, { ...list, reach: null }, shared)];
  const { rows, next } = joinPages(pages, list);
  return { matters: rows.map((row) => readKindRow(MATTER, row)), next };
}

type AnswersQuestion = Pick<MattersQuestion, 'overdueOn' | 'answerAwaited' | 'at'>;

/** What lists and counts ask of answers that wait to be signed: proposals tell it, and no row of a matter does. */
export async function narrowByAnswers(
  tx: Tx,
  { overdueOn, answerAwaited, at }: Partial<AnswersQuestion> & Pick<AnswersQuestion, 'at'>,
): Promise<readonly ((rows: Rows) => void)[]> {
  const narrowings: ((rows: Rows) => void)[] = [];
  if (overdueOn !== undefined) {
    const inTime = await listAnsweredInTime(tx, at);
    narrowings.push((rows) => void rows.where('due_on', '<', overdueOn).whereNotIn('matters.id', [...inTime]));
  }
  if (answerAwaited !== undefined) {
    const ids = [...(await findAwaitedAnswers(tx, { at })).keys()];
    narrowings.push(
      (rows) => void (answerAwaited ? rows.whereIn('matters.id', ids) : rows.whereNotIn('matters.id', ids)),
    );
  }
  return narrowings;
}

/** Matters that agencies own with others: few, since each names them one by one. */
async function listShared(tx: Tx, agencyCodes: readonly string[]): Promise<readonly string[]> {
  const rows: { matter_id: string }[] = await tx('matter_agencies')
    .select('matter_id')
    .whereIn('agency_code', [...agencyCodes])
    .where('part', 'co');
  return rows.map(({ matter_id: id }) => id);
}

/** Whether one of some agencies owns a matter with others. */
export async function isShared(tx: Tx, matterId: string, agencyCodes: readonly string[]): Promise<boolean> {
  const row: object | undefined = await tx('matter_agencies')
    .where({ matter_id: matterId, part: 'co' })
    .whereIn('agency_code', [...agencyCodes])
    .first();
  return row !== undefined;
}

/** How many matters of a kind a year has: each has the next number. */
export async function findLastNumber(tx: Tx, kind: string, year: string): Promise<number> {
  const row: { number: string } | undefined = await tx('matters')
    .select('number')
    .where({ kind })
    .whereBetween('number', [`${year}-`, `${year}-~`])
    .orderBy('number', 'desc')
    .first();
  return Number(row?.number.slice(year.length + 1) ?? 0);
}

export async function insertMatterAgencies(
  tx: GovernedTx,
  matters: readonly { readonly after: Matter; readonly logIndex: number }[],
): Promise<void> {
  const rows = matters.flatMap(({ after: { id, owner, coOwners }, logIndex }) =>
    [{ agency_code: owner, part: 'lead' }, ...coOwners.map((code) => ({ agency_code: code, part: 'co' }))].map(
      (row) => ({ matter_id: id, ...row, log_index: logIndex }),
    ),
  );
  await insertRows(tx, 'matter_agencies', rows);
}

export interface StoredStep {
  readonly matterId: string;
  readonly step: MatterStep;
  readonly logIndex: number;
}

export async function insertMatterSteps(tx: GovernedTx, steps: readonly StoredStep[]): Promise<void> {
  const rows = steps.map(({ matterId, step, logIndex }) => ({
    ...{ matter_id: matterId, seq: step.seq, act: step.act, text: step.text, files: JSON.stringify(step.files) },
    ...{ by_person: step.by, on_day: step.on, due_on: step.dueOn, outcome: step.outcome, log_index: logIndex },
  }));
  await insertRows(tx, 'matter_steps', rows);
}

/** The steps of some matters, each matter's first first; with `asOf` only those that the log had by then. */
export async function listSteps(
  tx: Tx,
  matterIds: readonly string[],
  asOf?: number,
): Promise<ReadonlyMap<string, readonly MatterStep[]>> {
  const rows = await selectIn(tx, 'matter_steps', 'matter_id', matterIds);
  const steps = rows
    .filter((row) => asOf === undefined || Number(row.log_index) <= asOf)
    .map((row) => ({ matterId: String(row.matter_id), step: stepIn(row) }))
    .sort((one, other) => one.step.seq - other.step.seq);
  const byMatter = groupBy(steps, ({ matterId }) => matterId);
  return new Map([...byMatter].map(([id, found]) => [id, found.map(({ step }) => step)]));
}

function stepIn(row: StoredRow): MatterStep {
  return {
    seq: Number(row.seq),
    act: String(row.act) as MatterAct,
    text: String(row.text),
    files: JSON.parse(String(row.files)) as readonly string[],
    by: row.by_person === null ? null : String(row.by_person),
    on: String(row.on_day) as CivilDate,
    dueOn: row.due_on === null ? null : (String(row.due_on) as CivilDate),
    outcome: row.outcome === null ? null : (String(row.outcome) as MatterOutcome),
  };
}

/** Takes what was written about a matter out of its steps. */
export async function clearStepTexts(tx: GovernedTx, matterId: string, text: string): Promise<void> {
  await tx('matter_steps').where({ matter_id: matterId }).update({ text });
}
