import { findActedBy } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Reading } from '../../documents/index.ts';
import { type CivilDate, dayOf, type Text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import {
  findAwaitedAnswers,
  isAnswer,
  isOverdue,
  listMatters,
  listSteps,
  type Matter,
  type MatterStep,
  type MattersQuestion,
} from '../../matters/index.ts';
import { findSources } from './find-sources.ts';

/** A rectification with what the ledger tells of it. */
export interface RectificationRow {
  readonly matter: Matter;
  readonly ownerName: string;
  /** The filing that showed it, in words; null where the office recorded it. */
  readonly source: Text | null;
  /** Of the responsible person, if one is named. */
  readonly department: string | null;
  /** What the owner last said it did. */
  readonly measures: string | null;
  /** When the owner said so, of one that was found to be put right. */
  readonly doneOn: CivilDate | null;
  readonly closedBy: string | null;
  readonly isOverdue: boolean;
}

type Question = Omit<MattersQuestion, 'after' | 'limit' | 'kind' | 'awaits'>;

/** The rectifications that somebody may see, by id. */
export function listRectifications(tx: Tx, asked: Question): Reading<RectificationRow> {
  return {
    keyOf: ({ matter }) => [matter.id],
    page: async (after, limit) => rowsOf(tx, await mattersAfter(tx, asked, { after: after?.[0], limit }), asked),
  };
}

interface Place {
  readonly after: string | number | undefined;
  readonly limit: number;
}

/** A page of a list may be short where rows that are not meant lie between; a ledger is read on until its page is full. */
async function mattersAfter(tx: Tx, asked: Question, { after, limit }: Place): Promise<readonly Matter[]> {
  const found: Matter[] = [];
  for (let place = after === undefined ? undefined : String(after); found.length < limit; ) {
    const question = { ...asked, kind: 'rectification', awaits: undefined, after: place, limit: limit - found.length };
    const { matters, next } = await listMatters(tx, question);
    found.push(...matters.map(({ state }) => state));
    if (next === null) break;
    place = String(next[0]);
  }
  return found;
}

async function rowsOf(
  tx: Tx,
  matters: readonly Matter[],
  { at }: Pick<Question, 'at'>,
): Promise<readonly RectificationRow[]> {
  const agencies = await selectIn(
    tx,
    'agencies',
    'code',
    matters.map(({ owner }) => owner),
  );
  const names = new Map(agencies.map(({ code, name }) => [String(code), String(name)]));
  const persons = await selectIn(
    tx,
    'responsible_persons',
    'id',
    matters.map(({ responsible }) => responsible),
  );
  const departments = new Map(persons.map((row) => [String(row.id), row.department]));
  const steps = await listSteps(
    tx,
    matters.map(({ id }) => id),
  );
  const closings = matters.map(({ id }) => ({ person: lastOf(steps.get(id), 'close')?.by ?? null }));
  const actedBy = await findActedBy(tx, closings);
  const owners = [...new Set(matters.map(({ owner }) => owner))];
  const awaited = owners.length === 0 ? undefined : await findAwaitedAnswers(tx, { agencyCodes: owners, at });
  const sourceOf = await findSources(tx, matters);
  return matters.map((matter, place) => {
    const answer = steps.get(matter.id)?.findLast(isAnswer);
    const department = departments.get(matter.responsible ?? '') ?? null;
    return {
      ...{ matter, ownerName: names.get(matter.owner) ?? '', measures: answer?.text ?? null },
      source: matter.source && sourceOf(matter.source),
      department: department === null ? null : String(department),
      doneOn: matter.outcome === 'rectified' ? (answer?.on ?? null) : null,
      closedBy: actedBy(closings[place] ?? null)?.name ?? null,
      isOverdue: isOverdue(matter, dayOf(at), awaited?.get(matter.id)),
    };
  });
}

function lastOf(steps: readonly MatterStep[] = [], act: MatterStep['act']): MatterStep | undefined {
  return steps.findLast((step) => step.act === act);
}
