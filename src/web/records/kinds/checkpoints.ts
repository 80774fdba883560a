import { listLogCheckpoints, listLogEntries } from '../../client/operations.generated.ts';
import { LogLook } from '../../log/index.ts';
import { both } from '../../words/text.ts';
import { count, defineRecord, field, way } from '../record.ts';
import { code, moment, toCheckpoint } from '../values.tsx';

export const kind = defineRecord<'listLogCheckpoints'>({
  path: '/checkpoints',
  title: both('日志检查点', 'Checkpoints of the log'),
  list: listLogCheckpoints,
  query: { sort: '-size' },
  empty: both('还没有检查点：闸口在日志有新记录后一分钟内签署。', 'There is none yet: the gate signs within a minute.'),
  key: ({ size }) => String(size),
  fields: {
    size: field('条数', 'Leaves', toCheckpoint),
    signedAt: field('签署时间', 'Signed at', moment),
    cosignatures: count('见证方联署', 'Cosignatures'),
    rootHash: field('根哈希', 'Root hash', code),
  },
  columns: ['size', 'signedAt', 'cosignatures', 'rootHash'],
  filters: [],
  above: LogLook,
  beside: [way(both('存证日志', 'Log'), '/log', listLogEntries)],
});
