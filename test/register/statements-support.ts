import assert from 'node:assert/strict';
import type { Caller } from '../support/gate.ts';

const KINDS = ['computers', 'osClient', 'osServer', 'office', 'antivirusClient', 'antivirusServer'] as const;
type Kind = (typeof KINDS)[number];

interface Stating {
  readonly agencyCode: string;
  readonly asOfOn: string;
  /** What all of stands in the register; of everything else there is none. */
  readonly whole?: readonly Kind[];
}

/** A unit says of all its lists what there is. */
export async function stateRegister(caller: Caller, { agencyCode, asOfOn, whole = [] }: Stating): Promise<void> {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, whole.includes(kind) ? 'whole' : 'none']));
  const { status, body } = await caller.post('/v1/register-statements', { agencyCode, asOfOn, kinds });
  assert.equal(status, 201, JSON.stringify(body));
}
