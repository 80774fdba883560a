import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogueDocument, ruleDocument } from '../given.ts';

export type PackFiles = Readonly<Record<string, unknown>>;

export const bufferParameter = {
  name: 'policy.plan.bufferPercent',
  levels: null,
  value: 0,
  from: null,
  until: null,
  document: null,
  article: null,
  verified: false,
};

export function policyFile(jurisdiction: string, ...parameters: readonly unknown[]): unknown {
  return { schema: 'gate-policy/1', jurisdiction, parameters };
}

/** A small pack that is in order. */
export const SMALL_PACK: PackFiles = {
  'facts.json': catalogueDocument,
  'computers/HW-91.json': ruleDocument(),
  'common/BUD-90.json': ruleDocument({ id: 'BUD-90' }),
  'policy/catalogue-decoding.json': { schema: 'gate-catalogue/1', editions: [] },
  'policy/needs.json': { schema: 'gate-needs/1', document: null, categories: [] },
  'policy/parameters-000000.json': policyFile('000000', bufferParameter),
};

/** Writes a pack to a folder of its own, lets the test use it, and clears it away. A text is written as it is. */
export function withPackFolder<T>(files: PackFiles, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'gate-pack-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
