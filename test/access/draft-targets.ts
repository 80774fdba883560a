import assert from 'node:assert/strict';
import type { Caller, Gate } from '../support/gate.ts';
import type { Office } from '../support/office.ts';

const BUREAUS = ['finance', 'legalization-office'] as const;

interface DraftWish {
  readonly office: Office;
  readonly body: object;
}

/** A draft at the desk of the agency, and one at that of each bureau, which no other desk sees. */
export async function draftsIn(gate: Gate, { office, body }: DraftWish): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = { draft: await keep(office.officer, body) };
  for (const role of BUREAUS) ids[draftOf(role)] = await keep(await gate.as(role), { ...body, kind: 'waiver' });
  return ids;
}

async function keep(caller: Caller, draft: object): Promise<string> {
  const { status, body } = await caller.post('/v1/drafts', draft);
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

/** The same objects, with the draft that is kept at the desk of a role. */
export function idsAt(ids: Readonly<Record<string, string>>, role: string): Readonly<Record<string, string>> {
  const draft = ids[draftOf(role)];
  return draft === undefined ? ids : { ...ids, draft };
}

function draftOf(role: string): string {
  return `draft-of-${role}`;
}
