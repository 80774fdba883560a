import { listLogCheckpoints, listLogEntries } from '../../client/operations.generated.ts';
import { ExportLink, LogLook } from '../../log/index.ts';
import { membersIn } from '../../proof/bytes.ts';
import { LEAF_TYPES, leafWords } from '../../words/leaf-words.ts';
import { both } from '../../words/text.ts';
import { defineRows, field, way } from '../record.ts';
import { moment, personOfId, subjectOfLeaf, toLeaf } from '../values.tsx';

const NOT_IN_REACH = both('不在您的管辖范围', 'beyond your reach');

/** Which kind of thing an id is of, as one copies it from a page: `ord_…` is an order. */
const KINDS_OF_IDS: Readonly<Record<string, string>> = {
  ord: 'order',
  dec: 'decision',
  pro: 'proposal',
  wai: 'waiver',
  cmp: 'campaign',
  fil: 'filing',
  mat: 'matter',
  afd: 'audit-finding',
  dev: 'device',
  ent: 'entitlement',
  ins: 'installation',
  alo: 'allocation',
  prd: 'product',
  deb: 'debarment',
  per: 'person',
};

function readSubject(typed: string): string {
  const kind = /^([a-z]{3})_\w+$/.exec(typed)?.[1];
  const known = kind === undefined ? undefined : KINDS_OF_IDS[kind];
  return known === undefined ? typed : `${known}/${typed}`;
}

export const kind = defineRows(listLogEntries, ({ index, at, type, subject, record }) => ({
  index,
  at,
  type,
  subject,
  person: (Object(membersIn(record ?? undefined).by) as { readonly person?: string | null }).person ?? null,
}))({
  path: '/log',
  title: both('存证日志', 'Log'),
  query: { sort: '-index' },
  pagesBy: 'from',
  empty: both('日志中还没有记录。', 'The log has no leaf yet.'),
  key: ({ index }) => String(index),
  fields: {
    index: field('序号', 'Index', toLeaf),
    at: field('时间', 'Logged at', moment),
    type: field('种类', 'What', (value: string, { textOf }) => textOf(leafWords(value))),
    subject: field('对象', 'Subject', subjectOfLeaf, NOT_IN_REACH),
    person: field('人员', 'Person', personOfId),
  },
  columns: ['index', 'at', 'type', 'subject', 'person'],
  filters: [
    {
      name: 'type',
      as: 'choice',
      label: both('种类', 'What'),
      of: Object.fromEntries(LEAF_TYPES.map((type) => [type, leafWords(type)])),
    },
    { name: 'subject', as: 'text', label: both('对象编号', 'Id of the subject'), read: readSubject },
    { name: 'person', as: 'person' },
    { name: 'since', as: 'day', label: both('从', 'From') },
    { name: 'until', as: 'day', label: both('到', 'until') },
  ],
  beside: [way(both('检查点', 'Checkpoints'), '/checkpoints', listLogCheckpoints)],
  above: LogLook,
  acts: ExportLink,
});
