import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { watchedGate } from '../../src/cli/witness/witness-gate.ts';
import { inTransaction } from '../../src/db/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import {
  governed,
  keyFolder,
  listSigningKeys,
  printVerifierKey,
  recordSigningKey,
  verifierKey,
} from '../../src/log/index.ts';
import { createWitness, rootIn, treeOf, type WatchedGate, type WitnessFolder } from '../../src/witness/index.ts';
import { freshFolder } from '../cli/gate-command.ts';
import type { Gate } from '../support/gate.ts';

const NAME = 'audit.jingzhou.test';

/** A witness that the gate knows, and the gate as it sees it. */
export async function witnessOf(gate: Gate): Promise<{ readonly folder: WitnessFolder; readonly remote: WatchedGate }> {
  const { secret: key = '' } = await gate.as('machine', { scopes: ['log:read', 'log:cosign'] });
  const { body } = await gate.nobody.get('/v1/log/keys');
  const settings = { gate: gate.url, origin: gate.deps.origin, name: NAME };
  const folder = createWitness(join(freshFolder(), 'witness'), settings, body.items[0].verifierKey);
  const wish = { name: NAME, publicKey: folder.signer.bytes.toString('base64url'), reason: '审计局见证' };
  assert.equal((await gate.installer.post('/v1/log/witnesses', wish)).status, 201);
  return { folder, remote: watchedGate({ url: gate.url, key }, 'en') };
}

/** Its leaves lead to the root that it has cosigned, and there is nothing behind them. */
export function assertWhole(folder: WitnessFolder): void {
  const state = folder.state();
  const { frontier } = treeOf(folder.records(), state.size);
  assert.deepEqual([frontier.size, frontier.root()], [state.size, rootIn(state)]);
  assert.equal(statSync(join(folder.path, 'leaves.jsonl')).size, state.bytes);
}

export async function sign(gate: Pick<Gate, 'db' | 'deps' | 'clock' | 'dataDir'>): Promise<void> {
  await signNow(gate.db, { clock: gate.clock.now, origin: gate.deps.origin, keys: keyFolder(gate.dataDir) });
}

export async function headRow(gate: Gate): Promise<{ readonly size: number }> {
  return gate.db.reader('log_head').first();
}

/** Cuts the log off behind a size, as the restore of an old backup does. */
export async function cutTo({ db }: Gate, size: number, head: object): Promise<void> {
  const { writer } = db;
  for (const table of ['log_leaves', 'log_checkpoints', 'log_cosignatures'])
    await writer.raw(`drop trigger if exists ${table}_no_delete`);
  await writer('log_leaves').where('log_index', '>=', size).delete();
  await writer('log_checkpoints').where('size', '>', size).delete();
  await writer('log_cosignatures').where('size', '>', size).delete();
  await writer('log_head').update(head);
}

export async function sizeNow(gate: Gate): Promise<number> {
  return Number((await headRow(gate)).size);
}

export async function kidNow({ db }: Gate): Promise<string> {
  const known = await inTransaction(db, (tx) => listSigningKeys(tx, 'log'));
  return known.at(-1)?.kid ?? '';
}

/** Another key of the log, as two people or the local command bring it into use; answers it as others write it. */
export async function replaceKey(
  { db, deps, dataDir }: Gate,
  { isReplacedCompromised }: { readonly isReplacedCompromised: boolean },
): Promise<string> {
  const key = keyFolder(dataDir).make('log');
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      recordSigningKey(entry, { purpose: 'log', key, by: null, isReplacedCompromised, reason: null });
    }),
  );
  return printVerifierKey(verifierKey('note', { name: deps.origin, bytes: key.bytes }));
}
