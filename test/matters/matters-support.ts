import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { BUREAU } from '../agencies/agency-examples.ts';
import { type Caller, etagIn, type Gate } from '../support/gate.ts';
import { sign } from '../two-people/two-people.ts';

export const PATH = '/v1/matters';
const PDF = Buffer.from('%PDF-1.7 two licences, paid %%EOF');

export function step(caller: Caller, last: Response, body: object): Promise<Response> {
  return caller.post(`${PATH}/${last.body.id}/steps`, body, { 'if-match': etagIn(last) });
}

interface Answering {
  readonly gate: Gate;
  /** Who sends it; an approver of the owner signs. */
  readonly by: Caller;
}

interface Answer {
  readonly text?: string;
  readonly files: readonly string[];
}

export function sendAnswer(
  by: Caller,
  { body: { id } }: Response,
  { text = '已卸载', files }: Answer,
): Promise<Response> {
  return by.post(`${PATH}/${id}/answers`, { text, files });
}

/** Answers a matter and has the answer signed: the matter as its sender reads it then. */
export async function answer({ gate, by }: Answering, last: Response, wish: Answer): Promise<Response> {
  const { status, body: proposal } = await sendAnswer(by, last, wish);
  assert.equal(status, 202, JSON.stringify(proposal));
  const approver = await gate.as('agency-approver', { grant: { agencies: [last.body.owner] }, who: 'of answers' });
  const signed = await sign(approver, proposal);
  assert.equal(signed.status, 200, JSON.stringify(signed.body));
  return by.get(`${PATH}/${last.body.id}`);
}

export function codeOf({ status, body }: Response): readonly unknown[] {
  return [status, body.code];
}

/** What the tests do with the matters of a gate: the office opens them, an agency sends papers. */
export function mattersOf(here: { readonly gate: Gate }, office: () => Caller) {
  const open = (changes: object = {}): Promise<Response> =>
    office().post(PATH, {
      ...{ kind: 'rectification', title: '2 套办公软件无授权', owner: BUREAU, severity: 'high' },
      ...{ dueOn: '2026-06-19', ...changes },
    });
  return {
    open,
    opened: async (changes: object = {}): Promise<Response> => {
      const answer = await open(changes);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer;
    },
    /** The hash of a paper that an agency has sent. */
    paperOf: async (agencyCode: string): Promise<string> => {
      const path = `/v1/evidence-files?agencyCode=${agencyCode}&name=invoice.pdf`;
      const headers = { 'content-type': 'application/pdf' };
      return (await here.gate.installer.send('post', path, { bytes: PDF, headers })).body.hash;
    },
    numbersIn: async (caller: Caller, query = ''): Promise<readonly string[]> => {
      const { status, body } = await caller.get(`${PATH}${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.items.map(({ number }: { readonly number: string }) => number);
    },
    /** Where the tables say something else than the log. */
    differences: async (): Promise<readonly string[]> => {
      const { faults, differences } = await inSnapshot(here.gate.db, async (tx) =>
        verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }),
      );
      assert.deepEqual(faults, []);
      return differences.map(({ table, kind, field }) => [table, kind, ...(field ? [field] : [])].join(' '));
    },
  };
}
