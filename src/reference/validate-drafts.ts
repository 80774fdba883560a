import type { Tx } from '../db/index.ts';
import { type Actor, canonicalJson, hiddenCharacterIn, reaches, text } from '../kernel/index.ts';
import { regionsOfAgencies, selectIn } from '../log/index.ts';
import {
  codeOf,
  columnOf,
  type Draft,
  type DraftProblem,
  type ReferenceKind,
  statedFields,
  valueIn,
} from './reference-kind.ts';
import type { Judge, RecordedKind, RecordingContext } from './write-of-kind.ts';

/** A judge that knows what these drafts need. */
export async function prepareJudge<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
  context: RecordingContext,
): Promise<Judge<S>> {
  const judge = newJudge(kind, context);
  await judge.readFor(tx, drafts);
  return judge;
}

/** The judge of a kind: what holds for every kind first, since it says whether the rest is the caller's business. */
export function newJudge<S extends object>(kind: RecordedKind<S>, context: RecordingContext): Judge<S> {
  const reach = newReach(kind, context.actor);
  const taken = new Set<string>();
  const own = kind.judge?.(context);
  return {
    readFor: async (tx, drafts) => {
      await reach.readFor(tx, drafts);
      for (const key of await listTakenKeys(tx, kind, drafts)) taken.add(key);
      await own?.readFor(tx, drafts);
    },
    problemsOf: (draft) => {
      const foreign = reach.problemsOf(draft);
      if (foreign.length > 0) return foreign;
      if (draft.before === null && taken.has(draft.key)) return [exists(kind)];
      return [...spaceProblems(kind, draft.after), ...hiddenProblems(kind, draft), ...(own?.problemsOf(draft) ?? [])];
    },
    take: (draft) => {
      // A key that we make is never stated twice.
      if (!kind.idPrefix) taken.add(draft.key);
      own?.take(draft);
    },
  };
}

/** An agency that is unknown and one that the caller does not reach look the same. */
function newReach<S extends object>({ agency, key }: RecordedKind<S>, actor: Actor): Omit<Judge<S>, 'take'> {
  if (agency === null || agency === key) return { readFor: async () => undefined, problemsOf: () => [] };
  const regions = new Map<string, string>();
  return {
    readFor: async (tx, drafts) => {
      const codes = drafts.map((draft) => String(draft.after[agency])).filter((code) => !regions.has(code));
      for (const [code, region] of await regionsOfAgencies(tx, codes)) regions.set(code, region);
    },
    problemsOf: ({ after }) => {
      const code = String(after[agency]);
      const region = regions.get(code);
      if (region !== undefined && reaches(actor.grant, { code, region })) return [];
      const message = text('未找到该单位。', 'There is no such agency.');
      return [{ kind: 'not_found', code: 'agency.not_found', field: agency, text: message }];
    },
  };
}

async function listTakenKeys<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
): Promise<readonly string[]> {
  if (kind.idPrefix) return [];
  const column = columnOf(kind, kind.key);
  const keys = drafts.filter(({ before }) => before === null).map(({ key }) => key);
  const rows = await selectIn(tx, kind.table, column, keys);
  return rows.map((row) => String(row[column]));
}

function exists<S extends object>(kind: ReferenceKind<S>): DraftProblem {
  const message = text(`该${kind.called['zh-CN']}已存在。`, `This ${kind.called.en} exists already.`);
  return { kind: 'conflict', code: codeOf(kind, 'exists'), field: kind.key, text: message };
}

function spaceProblems<S extends object>(kind: ReferenceKind<S>, state: S): readonly DraftProblem[] {
  return statedFields(kind).flatMap(([name, field]) => {
    const value = field.isExact ? valueIn(state, name) : undefined;
    if (typeof value !== 'string' || value.trim() === value) return [];
    const message = text('首尾不能有空格。', 'must not begin or end with a space.');
    return [{ kind: 'unprocessable' as const, code: codeOf(kind, 'spaces'), field: name, text: message }];
  });
}

/** What stands already may stay until somebody writes it anew. */
function hiddenProblems<S extends object>(
  kind: ReferenceKind<S>,
  { before, after }: Draft<S>,
): readonly DraftProblem[] {
  return statedFields(kind).flatMap(([name, field]) => {
    if (!field.isRead) return [];
    const [old, value] = [before && valueIn(before.state, name), valueIn(after, name)];
    if (old === value || canonicalJson(value ?? null) === canonicalJson(old ?? null)) return [];
    const [found] = [value].flat().flatMap((each) => (typeof each === 'string' ? (hiddenCharacterIn(each) ?? []) : []));
    if (!found) return [];
    const message = text(`${name}：${found['zh-CN']}`, `${name}: ${found.en}`);
    return [{ kind: 'unprocessable' as const, code: codeOf(kind, 'hidden_character'), field: name, text: message }];
  });
}
