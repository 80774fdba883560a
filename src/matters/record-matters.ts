import type { Tx } from '../db/index.ts';
import { type Actor, type NewId, Refusal, type Text, text } from '../kernel/index.ts';
import { type Governed, regionsOfAgencies, selectIn } from '../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  newDraft,
  prepareJudge,
  type RecordedKind,
  recordCreated,
} from '../reference/index.ts';
import { MATTER, type Matter } from './matter.ts';
import { findLastNumber, insertMatterAgencies } from './matters-repository.ts';

/** Matters with what only the database knows: the numbers that are taken, and whose responsible person somebody is. */
export const MATTERS: RecordedKind<Matter> = {
  ...MATTER,
  beginning: 'opened',
  judge: ({ on }) => {
    const persons = new Map<string, string>();
    const agencies = new Set<string>();
    return {
      readFor: async (tx, drafts) => {
        for (const [id, agency] of await listAgenciesOfPersons(tx, drafts)) persons.set(id, agency);
        const others = drafts.flatMap(({ after }) => after.coOwners);
        for (const code of (await regionsOfAgencies(tx, others)).keys()) agencies.add(code);
      },
      problemsOf: ({ after }) => [
        ...(after.responsible !== null && persons.get(after.responsible) !== after.owner ? [NOT_RESPONSIBLE] : []),
        ...(after.coOwners.some((code) => code === after.owner || !agencies.has(code)) ? [UNKNOWN_CO_OWNER] : []),
        ...(after.dueOn < on ? [DUE_IN_THE_PAST] : []),
      ],
      take: () => undefined,
    };
  },
  settle: withNumbers,
  write: async ({ tx }, recorded) => {
    await insertMatterAgencies(
      tx,
      recorded.filter(({ before }) => before === null),
    );
  },
};

/** What somebody wants an agency to put right. */
export type MatterWish = Pick<Matter, 'kind' | 'title' | 'owner' | 'severity' | 'dueOn' | 'source'> &
  Partial<Pick<Matter, 'coOwners' | 'responsible'>>;

export interface OpenedMatter {
  readonly id: string;
  readonly number: string;
  readonly logIndex: number;
}

/** Opens matters within the act that finds what they are about: a leaf and a row each, in few statements. */
export async function openMatters(
  entry: Governed,
  { wishes, actor, newId }: { readonly wishes: readonly MatterWish[]; readonly actor: Actor; readonly newId: NewId },
): Promise<readonly OpenedMatter[]> {
  const context = { actor, on: entry.on, newId };
  const drafts = wishes.map((wish) => newDraft(MATTERS, wish, context));
  const judge = await prepareJudge(entry.tx, MATTERS, drafts, context);
  const [problem] = drafts.flatMap((draft) => judge.problemsOf(draft));
  if (problem) throw refusal(problem);
  const recorded = await recordCreated(entry, MATTERS, { drafts, actor });
  return recorded.map(({ key, after, logIndex }) => ({ id: key, number: after.number, logIndex }));
}

/** Regions of the owners, and the next numbers of the year, in the order of the drafts. */
async function withNumbers(tx: Tx, drafts: readonly Draft<Matter>[]): Promise<readonly Draft<Matter>[]> {
  const regions = await regionsOfAgencies(
    tx,
    drafts.map(({ after }) => after.owner),
  );
  const last = new Map<string, number>();
  const settled: Draft<Matter>[] = [];
  for (const draft of drafts) {
    const { kind, owner, openedOn } = draft.after;
    const year = openedOn.slice(0, 4);
    const next = (last.get(`${kind}/${year}`) ?? (await findLastNumber(tx, kind, year))) + 1;
    last.set(`${kind}/${year}`, next);
    const number = `${year}-${String(next).padStart(NUMBER_DIGITS, '0')}`;
    settled.push({ ...draft, after: { ...draft.after, number, region: regions.get(owner) ?? '' } });
  }
  return settled;
}

/** Numbers sort as texts, so that the last one of a year is the greatest. */
const NUMBER_DIGITS = 6;

async function listAgenciesOfPersons(
  tx: Tx,
  drafts: readonly Draft<Matter>[],
): Promise<readonly (readonly [string, string])[]> {
  const ids = drafts.flatMap(({ after }) => after.responsible ?? []);
  const rows = await selectIn(tx, 'responsible_persons', 'id', ids);
  return rows.map((row) => [String(row.id), String(row.agency_code)]);
}

function unprocessable(code: string, field: string, message: Text): DraftProblem {
  return { kind: 'unprocessable', code: `matter.${code}`, field, text: message };
}

const NOT_RESPONSIBLE = unprocessable(
  'responsible',
  'responsible',
  text('该人员不是责任单位备案的责任人。', 'The owner has no such responsible person.'),
);
const UNKNOWN_CO_OWNER = unprocessable(
  'co_owners',
  'coOwners',
  text('配合单位须是已登记的其他单位。', 'A co-owner is another agency that the gate knows.'),
);
const DUE_IN_THE_PAST = unprocessable(
  'due_on',
  'dueOn',
  text('整改期限不能早于今天。', 'It cannot be due on a day in the past.'),
);

function refusal({ kind, code, text: message, field }: DraftProblem): Refusal {
  return new Refusal(kind, code, message, field === null ? [] : [{ pointer: `/${field}`, message: '' }]);
}
