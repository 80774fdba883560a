import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Engine } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { emptyDatabaseUrl } from '../support/databases.ts';
import { atProcessEnd } from '../support/process-end.ts';
import { scratchFolder } from '../support/scratch.ts';
import { dumpMysql, loadMysql } from './mysql-dump.ts';

/**
 * A database that an earlier version has filled, with all that belongs to it: the gate's data folder, the folder of a
 * witness, and what a test must know to go on with it. Each engine has its own, written by that version on that engine:
 * one content loaded into both would be what our own loading makes of it, while a file and a server's own description of
 * its tables show types, collations, triggers and rows as a real office has them.
 */
export interface StoredDatabase {
  readonly url: string;
  readonly dataDir: string;
  readonly witnessDir: string;
  readonly told: Told;
  readonly drop: () => Promise<void>;
}

/** What people know who used the gate that was stored. All secrets are made up for this and open nothing else. */
export interface Told {
  /** Of the code that wrote it. */
  readonly build: string;
  readonly now: string;
  readonly orders: number;
  readonly logSize: number;
  readonly keys: {
    readonly machine: string;
    readonly finance: string;
    readonly audit: string;
    readonly platform: string;
    readonly security: string;
    readonly witness: string;
  };
  /** Finance has proposed it, and waits for a second person. */
  readonly proposal: { readonly id: string; readonly digest: string; readonly from: string; readonly to: string };
  /** Of the second person of finance. */
  readonly session: { readonly cookie: string; readonly token: string; readonly person: string };
  readonly invitation: { readonly token: string; readonly person: string; readonly email: string };
  /** One approved order among many, as it was submitted, and what came of it. */
  readonly approved: {
    readonly submitted: OrderSubmission;
    readonly order: string;
    readonly decision: string;
    readonly certificate: string;
  };
  readonly office: {
    readonly agencyCode: string;
    readonly supplier: string;
    readonly hardwareLine: string;
    readonly softwareLine: string;
  };
  readonly evidence: { readonly hash: string; readonly content: string };
  readonly licenceKey: { readonly id: string; readonly key: string };
}

/** Sealing secrets of the stored gate's configuration: without them the new version could not open what is sealed. */
export const STORED_ENV = {
  GATE_ORIGIN: 'stored.gate.test',
  GATE_BOOTSTRAP_KEY: 'gk_the_bootstrap_key_of_the_stored_gate',
  GATE_LICENCE_KEY_SECRET: 'the_secret_that_seals_licence_keys_of_the_stored_gate',
} as const;

export function storedPath(engine: Engine): string {
  return new URL(`stored-${engine}.br`, import.meta.url).pathname;
}

export interface Parts {
  readonly engine: Engine;
  readonly url: string;
  readonly dataDir: string;
  readonly witnessDir: string;
  readonly told: Told;
}

/**
 * All of it in one compressed file: a line that lists names and lengths, and then the contents one behind the other. The
 * leaves stand in the database and again with the witness, and one window over everything lets them count once.
 */
export async function packStored({ engine, url, dataDir, witnessDir, told }: Parts): Promise<Buffer> {
  const database = engine === 'mysql' ? await dumpMysql(url) : readFileSync(url.slice('sqlite:'.length));
  const pieces: readonly Piece[] = [
    { path: 'told.json', content: Buffer.from(JSON.stringify(told, null, 2)) },
    { path: 'database', content: database },
    ...filesBelow(dataDir, 'data'),
    ...filesBelow(witnessDir, 'witness'),
  ];
  const list = JSON.stringify(pieces.map(({ path, content }) => [path, content.length]));
  const whole = Buffer.concat([Buffer.from(`${list}\n`), ...pieces.map(({ content }) => content)]);
  return brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
      [constants.BROTLI_PARAM_LGWIN]: windowFor(whole.length),
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
}

/** Puts it back as it was, each time into a database and folders of their own. */
export async function unpackStored(engine: Engine, path = storedPath(engine)): Promise<StoredDatabase> {
  const folder = mkdtempSync(join(scratchFolder(), 'genuine-gate-stored-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  const pieces = new Map(piecesIn(readFileSync(path)).map((piece) => [piece.path, piece.content]));
  const database = pieces.get('database') ?? Buffer.of();
  const told = JSON.parse(String(pieces.get('told.json'))) as Told;
  for (const [name, content] of pieces) {
    if (!/^(data|witness)\//.test(name)) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  }
  const fresh = await emptyDatabaseUrl(engine);
  if (engine === 'mysql') await loadMysql(fresh.url, database);
  else writeFileSync(fresh.url.slice('sqlite:'.length), database);
  return {
    ...{ url: fresh.url, dataDir: join(folder, 'data'), witnessDir: join(folder, 'witness'), told },
    drop: async () => {
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Piece {
  readonly path: string;
  readonly content: Buffer;
}

function filesBelow(folder: string, name: string): readonly Piece[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path: join(name, relative(folder, path)), content: readFileSync(path) }));
}

function piecesIn(stored: Buffer): readonly Piece[] {
  const whole = brotliDecompressSync(stored, { params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } });
  const end = whole.indexOf('\n');
  const list = JSON.parse(whole.subarray(0, end).toString()) as readonly (readonly [string, number])[];
  let at = end + 1;
  return list.map(([path, length]) => {
    const content = whole.subarray(at, at + length);
    at += length;
    return { path, content };
  });
}

/** As many bits as the whole needs, up to what the format has. */
function windowFor(bytes: number): number {
  return Math.min(Math.max(Math.ceil(Math.log2(bytes)), 16), 30);
}
