import { isInSetUpMode } from '../access/index.ts';
import type { Config } from '../config.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { bodiesOfCsv, type RowError, rowChecker, textOfFile } from '../http/csv-import.ts';
import { importAnswer } from '../http/reference-routes.ts';
import { dayOf, type Language, Refusal, text } from '../kernel/index.ts';
import { governed, type ImportOutcome } from '../log/index.ts';
import { importAct, REFERENCE_KINDS, type ReferenceKind } from '../main.ts';
import { localActor, localDeps, withDatabase } from './local-database.ts';

export type KindName = keyof typeof REFERENCE_KINDS;

export interface ImportAsked {
  readonly kind: KindName;
  readonly bytes: Buffer;
  readonly isDryRun: boolean;
  readonly encoding: string | undefined;
  /** What the amounts of budget lines count, where the file does not say it. */
  readonly unit: 'yuan' | 'wan-yuan' | undefined;
  readonly language: Language;
}

export interface Counts {
  readonly created: number;
  /** Only budget lines are revised by an import. */
  readonly revised?: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface ImportedRow {
  readonly row: number;
  readonly status: 'created' | 'revised' | 'unchanged' | 'refused';
  readonly key?: string | null;
  readonly id?: string | null;
  readonly errors?: readonly RowError[];
}

export interface ImportResult extends Counts {
  readonly dryRun: boolean;
  readonly rows: readonly ImportedRow[];
}

/** Imports into the local database as the installer would: in set-up mode only, because later two people are needed. */
export function importLocally(config: Config, asked: ImportAsked): Promise<ImportResult> {
  if (asked.kind === 'budget-lines') return importBudget(config, asked);
  const kind = REFERENCE_KINDS[asked.kind];
  const { columns, creation } = kind;
  const file = textOfFile(asked.bytes, asked.encoding, undefined);
  const rows = bodiesOfCsv(file, { columns, check: rowChecker(creation), language: asked.language });
  const bodies = rows.filter(({ errors }) => errors.length === 0).map(({ body }) => body);
  return withDatabase(config, async (db) => {
    const outcomes = asked.isDryRun ? await preview(db, config, kind, bodies) : await record(db, config, kind, bodies);
    return importAnswer(rows, outcomes, { dryRun: asked.isDryRun, hasIds: kind.hasIds, language: asked.language });
  });
}

/** Budget lines come as finance systems export them, and are read by the act that reads them over HTTP. */
async function importBudget(config: Config, { bytes, isDryRun, encoding, unit, language }: ImportAsked) {
  const deps = localDeps(config);
  const { check, preview, act } = importAct(deps);
  const query = { ...(encoding && { encoding: encodingIn(encoding) }), ...(unit && { unit }) };
  const actor = localActor('installer');
  const asked = { actor, params: {}, query, body: bytes, contentType: undefined, ifMatch: undefined, language };
  await check(asked);
  return withDatabase(config, async (db): Promise<ImportResult> => {
    if (isDryRun) {
      const tried = await inSnapshot(db, async (tx) => {
        await requireSetUpMode(tx);
        return preview(tx, asked);
      });
      return tried.body;
    }
    const done = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        await requireSetUpMode(tx);
        return act(entry, asked);
      }),
    );
    return done.body;
  });
}

/** What the command line may call GBK and GB 2312 by is GB 18030, of which they are parts. */
function encodingIn(encoding: string): 'utf-8' | 'gb18030' {
  return /^utf-?8$/i.test(encoding) ? 'utf-8' : 'gb18030';
}

type Outcomes = readonly ImportOutcome<object>[];
type Bodies = readonly object[];

function preview(db: Database, config: Config, kind: ReferenceKind, bodies: Bodies): Promise<Outcomes> {
  const { newId, clock } = localDeps(config);
  const context = { actor: localActor('installer'), on: dayOf(clock()), newId };
  return inSnapshot(db, async (tx) => {
    await requireSetUpMode(tx);
    return kind.preview(tx, { bodies, ...context });
  });
}

function record(db: Database, config: Config, kind: ReferenceKind, bodies: Bodies): Promise<Outcomes> {
  const deps = localDeps(config);
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      await requireSetUpMode(tx);
      return kind.record(entry, { bodies, actor: localActor('installer'), on: entry.on, newId: deps.newId });
    }),
  );
}

async function requireSetUpMode(tx: Tx): Promise<void> {
  if (await isInSetUpMode(tx)) return;
  const message = text(
    '初始设置已结束：请以自己的密钥通过 --gate 导入。',
    'Set-up has ended: import through the gate with a key of your own (--gate).',
  );
  throw new Refusal('forbidden', 'command.set_up_ended', message);
}
