import { count, type DdlEngine, hash, instant, label, logIndex, longText, tableStatements, word } from '../columns.ts';
import { step } from '../step.ts';

const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const EPOCH = '1970-01-01T00:00:00.000Z';

export const steps = [
  step('0001-log-head', (engine) =>
    tableStatements(engine, 'log_head', {
      columns: [word('id'), count('size'), hash('root'), longText('frontier'), instant('at'), count('taken')],
      key: ['id'],
    }),
  ),
  step('0001-log-head-row', (engine) => [
    `insert ${engine === 'mysql' ? 'ignore' : 'or ignore'} into log_head (id, size, root, frontier, at, taken)
     values ('gate', 0, '${EMPTY_ROOT}', '[]', '${EPOCH}', 0)`,
  ]),
  step('0001-log-leaves', (engine) =>
    tableStatements(engine, 'log_leaves', {
      columns: [logIndex(), word('type'), label('subject'), instant('at'), longText('bytes'), hash('leaf_hash')],
      key: ['log_index'],
      indexes: { log_leaves_by_subject: ['subject', 'log_index'], log_leaves_by_type: ['type', 'log_index'] },
    }),
  ),
  step('0001-log-leaves-no-update', (engine) => [refusing(engine, 'update')]),
  step('0001-log-leaves-no-delete', (engine) => [refusing(engine, 'delete')]),
  step('0001-log-subtrees', (engine) =>
    tableStatements(engine, 'log_subtrees', {
      columns: ['level smallint not null', 'position bigint not null', hash('hash')],
      key: ['level', 'position'],
    }),
  ),
  step('0001-sealed-texts', (engine) =>
    tableStatements(engine, 'sealed_texts', {
      columns: [logIndex(), label('pointer'), hash('salt'), longText('value')],
      key: ['log_index', 'pointer'],
    }),
  ),
];

/** Stops accidents, not an administrator: against that stand the hash tree and, later, the witness. */
function refusing(engine: DdlEngine, act: 'update' | 'delete'): string {
  const name = `log_leaves_no_${act}`;
  if (engine === 'mysql') {
    return `create trigger if not exists ${name} before ${act} on log_leaves for each row
      signal sqlstate '45000' set message_text = 'log leaves are never changed'`;
  }
  return `create trigger if not exists ${name} before ${act} on log_leaves
    begin select raise(abort, 'log leaves are never changed'); end`;
}
