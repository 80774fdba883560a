import { isInSetUpMode } from '../access/index.ts';
import type { Config } from '../config.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { bodiesOfCsv, rowChecker, textOfFile } from '../http/csv-import.ts';
import { type ImportAnswer, importAnswer } from '../http/reference-routes.ts';
import { dayOf, type Language, Refusal, text } from '../kernel/index.ts';
import { governed, type ImportOutcome } from '../log/index.ts';
import { REFERENCE_KINDS, type ReferenceKind } from '../main.ts';
import { localActor, localDeps, withDatabase } from './local-database.ts';

export type KindName = keyof typeof REFERENCE_KINDS;

export interface ImportAsked {
  readonly kind: KindName;
  readonly bytes: Buffer;
  readonly isDryRun: boolean;
  readonly encoding: string | undefined;
  readonly language: Language;
}

/** Imports into the local database as the installer would: in set-up mode only, because later two people are needed. */
export function importLocally(config: Config, asked: ImportAsked): Promise<ImportAnswer> {
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
