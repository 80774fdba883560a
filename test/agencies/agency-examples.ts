import type { Engine } from '../../src/db/index.ts';
import { creditCodeChecksum } from '../../src/kernel/index.ts';
import { type Gate, startGate } from '../support/gate.ts';

/** A gate with reference data for each test of a block. */
export function gateForEachTest(engine: Engine): { readonly gate: Gate } {
  let gate: Gate | undefined;

  beforeEach(async () => {
    gate = await startGate({ engine });
  });

  afterEach(async () => {
    await gate?.close();
  });

  return {
    get gate() {
      if (!gate) throw new Error('the gate is open only while a test runs');
      return gate;
    },
  };
}

export const BUREAU = '11421000MB1234562Q';
export const LIBRARY = '12421000MB22334456';

/** A valid credit code for each number. */
export function creditCode(number: number): string {
  const first17 = `11421000${String(number).padStart(9, '0')}`;
  return `${first17}${creditCodeChecksum(first17)}`;
}

export function bureau(different: object = {}): object {
  return {
    code: BUREAU,
    name: '荆州市文化和旅游局',
    kind: 'party-government-organ',
    level: 'city',
    region: '421000',
    ...different,
  };
}

export function library(different: object = {}): object {
  return { ...bureau(), code: LIBRARY, name: '荆州市图书馆', kind: 'direct-institution', ...different };
}

/** Who answers for genuine software in the bureau. */
export function head(different: object = {}): object {
  return {
    ...{ agencyCode: BUREAU, duty: 'head', name: '陈建国', position: '局长', phone: '13807161234', from: '2026-01-01' },
    ...different,
  };
}

/** Posts something and gives back what was answered; a test that is about something else must not fail here in silence. */
export async function given(gate: Gate, path: string, body: object): Promise<CreatedThing> {
  const response = await gate.installer.post(path, body);
  if (response.status !== 201) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(response.body)}`);
  return { ...response.body, tag: response.headers.etag, logIndex: Number(response.headers.etag?.replaceAll('"', '')) };
}

export type CreatedThing = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly tag: string;
  readonly logIndex: number;
};

export function event(changes: object, different: object = {}): object {
  return { effectiveOn: '2026-05-01', reason: '据实变更', changes, ...different };
}

/** The types of the leaves about one subject, in order. */
export async function leafTypes(gate: Gate, subject: string): Promise<readonly string[]> {
  const rows: { type: string }[] = await gate.db
    .reader('log_leaves')
    .select('type')
    .where({ subject })
    .orderBy('log_index');
  return rows.map(({ type }) => type);
}
