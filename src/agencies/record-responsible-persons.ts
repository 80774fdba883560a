import type { Tx } from '../db/index.ts';
import { text } from '../kernel/index.ts';
import { selectIn } from '../log/index.ts';
import { type DraftProblem, periodProblems, type RecordedKind, readKindRow } from '../reference/index.ts';
import { overlap, RESPONSIBLE_PERSON, type ResponsiblePerson } from './responsible-person.ts';

/** Responsible persons with what only the database knows: who is head of the agency at that time already. */
export const RESPONSIBLE_PERSONS: RecordedKind<ResponsiblePerson> = {
  ...RESPONSIBLE_PERSON,
  judge: () => {
    const heads: Heads = new Map();
    return {
      readFor: async (tx, drafts) => {
        const agencies = drafts.filter(({ after }) => after.duty === 'head').map(({ after }) => after.agencyCode);
        const unread = agencies.filter((code) => !heads.has(code));
        for (const [code, those] of await listHeads(tx, unread)) heads.set(code, those);
      },
      problemsOf: ({ key, after }) => {
        const others = (heads.get(after.agencyCode) ?? []).filter(({ id }) => id !== key);
        const isTaken = after.duty === 'head' && others.some((other) => overlap(other, after));
        const period = periodProblems(RESPONSIBLE_PERSON, { from: after.from, until: after.until, field: 'until' });
        return [...period, ...(isTaken ? [dutyTaken()] : [])];
      },
      take: ({ after }) => {
        if (after.duty === 'head') addHead(heads, after);
      },
    };
  },
};

type Heads = Map<string, readonly ResponsiblePerson[]>;

async function listHeads(tx: Tx, agencyCodes: readonly string[]): Promise<Heads> {
  const rows = await selectIn(tx, 'responsible_persons', 'agency_code', agencyCodes);
  const heads: Heads = new Map();
  for (const { state } of rows.map((row) => readKindRow(RESPONSIBLE_PERSON, row))) {
    if (state.duty === 'head') addHead(heads, state);
  }
  return heads;
}

function addHead(heads: Heads, head: ResponsiblePerson): void {
  heads.set(head.agencyCode, [...(heads.get(head.agencyCode) ?? []), head]);
}

function dutyTaken(): DraftProblem {
  const message = text('该单位在此期间已有主要负责人。', 'The agency has a head at that time already.');
  return { kind: 'conflict', code: 'responsible_person.duty_taken', field: 'duty', text: message };
}
