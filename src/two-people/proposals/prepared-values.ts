import { randomBytes } from 'node:crypto';
import type { PreparedValues } from '../../access/index.ts';
import { canonicalJson, digestOf } from '../../kernel/index.ts';

/** What is kept of prepared values, apart from what is shown and signed, and what of them is signed: no more than a commitment. */
export interface KeptPreparation {
  readonly kept: string;
  readonly signed: PreparedValues;
}

const SALT_BYTES = 32;

export function keepPrepared(values: PreparedValues): KeptPreparation {
  const kept = canonicalJson({ salt: randomBytes(SALT_BYTES).toString('hex'), values });
  return { kept, signed: { commitment: commitmentTo(kept) } };
}

function commitmentTo(kept: string): string {
  return digestOf(`genuine-gate/prepared\n${kept}`);
}

/** The values again; undefined where they are not those that were signed. A proposal of an earlier version has them in what is signed. */
export function preparedIn(signed: PreparedValues, kept: string | null): PreparedValues | undefined {
  if (kept === null) return signed.commitment === undefined ? signed : undefined;
  if (commitmentTo(kept) !== signed.commitment) return undefined;
  return (JSON.parse(kept) as { readonly values: PreparedValues }).values;
}
