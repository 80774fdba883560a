import { type DdlEngine, hash, instant, label, longText, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

const SIZE = 'size bigint not null';

export const steps = [
  // Two of one size are one too many, and the proof that somebody lied: both must find room.
  step('0022-log-checkpoints', (engine) =>
    tableStatements(engine, 'log_checkpoints', {
      columns: [SIZE, hash('root'), instant('at'), label('kid'), longText('note')],
      key: ['size', 'root'],
    }),
  ),
  step('0022-log-checkpoints-no-update', (engine) => [refusing(engine, 'log_checkpoints', 'update')]),
  step('0022-log-checkpoints-no-delete', (engine) => [refusing(engine, 'log_checkpoints', 'delete')]),
  step('0022-log-cosignatures', (engine) =>
    tableStatements(engine, 'log_cosignatures', {
      columns: [SIZE, hash('root'), label('witness'), instant('at'), longText('line')],
      key: ['size', 'root', 'witness'],
    }),
  ),
  step('0022-log-cosignatures-no-update', (engine) => [refusing(engine, 'log_cosignatures', 'update')]),
  step('0022-log-cosignatures-no-delete', (engine) => [refusing(engine, 'log_cosignatures', 'delete')]),
];

/** Stops accidents, as it does for leaves. */
function refusing(engine: DdlEngine, table: string, act: 'update' | 'delete'): string {
  const head = `create trigger if not exists ${table}_no_${act} before ${act} on ${table}`;
  if (engine === 'mysql') {
    return `${head} for each row signal sqlstate '45000' set message_text = 'what was signed is never changed'`;
  }
  return `${head} begin select raise(abort, 'what was signed is never changed'); end`;
}
