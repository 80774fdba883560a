import { join } from 'node:path';
import { z } from 'zod';
import { Refusal, type Text, text } from '../kernel/index.ts';

/** What a backup says of itself, in `manifest.json`: written last, so that a folder with one is whole. */
export interface BackupManifest {
  readonly format: typeof FORMAT;
  /** Of which gate; only one of the same name can go on from it. */
  readonly origin: string;
  readonly madeAt: string;
  readonly engine: 'sqlite' | 'mysql';
  /** The steps that the schema had taken. A newer gate takes those that are missing, an older one refuses. */
  readonly steps: readonly string[];
  readonly log: BackupLog;
  readonly tables: readonly BackupTable[];
  readonly evidence: { readonly files: number; readonly bytes: number; readonly missing: readonly string[] };
  /** Null: the private keys are not in it. */
  readonly keys: readonly BackupKey[] | null;
}

export interface BackupLog {
  readonly size: number;
  /** In base64, as checkpoints have it. */
  readonly rootHash: string;
  readonly at: string;
}

export interface BackupTable {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of its file. */
  readonly digest: string;
}

export interface BackupKey {
  readonly name: string;
  readonly digest: string;
}

const FORMAT = 'genuine-gate-backup/1';

/** Names become paths, so they are held to what the gate calls things. */
const count = z.number().int().min(0);
const schema: z.ZodType<BackupManifest> = z.strictObject({
  format: z.literal(FORMAT),
  origin: z.string().max(200),
  madeAt: z.string().max(40),
  engine: z.enum(['sqlite', 'mysql']),
  steps: z.array(z.string().max(100)).max(10_000),
  log: z.strictObject({ size: count, rootHash: z.string().max(100), at: z.string().max(40) }),
  tables: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
        rows: count,
        bytes: count,
        digest: z.string().max(100),
      }),
    )
    .max(1_000),
  // As many as there are proofs: whoever has lost them all still has a backup of the rest.
  evidence: z.strictObject({ files: count, bytes: count, missing: z.array(z.string().max(100)) }),
  keys: z
    .array(
      z.strictObject({ name: z.string().regex(/^[a-z]+-[A-Za-z0-9_-]{1,100}\.pem$/), digest: z.string().max(100) }),
    )
    .max(1_000)
    .nullable(),
});

/** Throws for what `parseManifest` would not take: such a backup could never be restored. */
export function newManifest(contents: Omit<BackupManifest, 'format'>): BackupManifest {
  return schema.parse({ format: FORMAT, ...contents });
}

export function parseManifest(source: string): BackupManifest {
  const { data } = schema.safeParse(jsonIn(source));
  if (data) return data;
  const message = text('manifest.json 不是备份说明。', 'manifest.json is not that of a backup.');
  throw new Refusal('invalid', 'backup.no_manifest', message);
}

function jsonIn(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

export const MANIFEST = 'manifest.json';

export function tablePath(folder: string, name: string): string {
  return join(folder, 'tables', `${name}.jsonl.gz`);
}

/** The first line of a table's file; each other line is a row, its cells in the order of the columns. */
export interface TableHeading {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * What must not come back, and why. Everything else does, also what was answered to `Idempotency-Key`: a caller who never
 * heard the answer asks again after the restore, and must not get a second transfer.
 */
export const NOT_RESTORED: Readonly<Record<string, Text>> = {
  schema_steps: text('结构步骤记在备份说明中', 'the steps of the schema stand in the manifest'),
  evidence_pieces: text(
    '其内容即备份中 evidence 文件夹里的文件',
    'they are the files in the folder evidence of the backup',
  ),
  sessions: text(
    '已退出的会话不应复活，备份也不应能登录',
    'a session that has ended must not live again, and whoever has a backup must not be signed in by it',
  ),
  sign_in_limits: text('登录失败次数只在一天内有意义', 'failed attempts count for a day'),
  known_devices: text('设备重新登录后即再次记住', 'a device is known again after the next sign-in'),
  totp_enrolments: text('未完成的动态口令登记数分钟后作废', 'an enrolment that was begun lapses within minutes'),
  leases: text('持有者是已不存在的进程', 'those who hold them are processes that are gone'),
};

export function isRestored(table: string): boolean {
  return !Object.hasOwn(NOT_RESTORED, table);
}
