import { signNow } from '../../src/log/checkpoint-job.ts';
import { keyFolder } from '../../src/log/index.ts';
import type { Gate } from '../support/gate.ts';

export async function sign(gate: Gate): Promise<void> {
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
