import {
  changeDebarment,
  createDebarment,
  describeDebarment,
  getDebarment,
  listDebarments,
  listSuppliers,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { DEBARMENT_ENDS, DEBARMENT_SOURCES } from '../value-words.ts';
import { choice, day, toSupplier, yesNo } from '../values.tsx';

export const kind = defineRecord({
  path: '/debarments',
  title: both('供应商黑名单', 'Debarments'),
  list: listDebarments,
  empty: both(
    '黑名单中没有记录。正版化工作机构登记或导入后，会出现在这里。',
    'No debarment is on file. Those that the legalization office enters or imports appear here.',
  ),
  key: ({ id }) => id,
  fields: {
    id: field('编号', 'Id'),
    supplier: field('供应商', 'Supplier', toSupplier),
    source: field('来源', 'Source', choice(DEBARMENT_SOURCES)),
    reason: field('事由', 'Reason'),
    legalBasis: field('法律依据', 'Legal basis'),
    from: field('自', 'From', day),
    until: field('至', 'Until', day, both('至解除为止', 'until it is lifted')),
    appealPending: field('正在申诉', 'Appeal pending', yesNo),
    endedOn: field('终止日期', 'Ended on', day, both('无终止记录', 'no end on record')),
    endReason: field('终止原因', 'Why it ended', choice(DEBARMENT_ENDS), both('无终止记录', 'no end on record')),
  },
  columns: ['reason', 'supplier', 'source', 'from', 'until', 'appealPending', 'endedOn'],
  filters: [
    { name: 'supplier', as: 'code', label: both('供应商代码', 'Credit code of the supplier') },
    { name: 'source', as: 'choice', label: both('来源', 'Source'), of: DEBARMENT_SOURCES },
    { name: 'on', as: 'day', label: both('某日有效', 'In force on') },
  ],
  beside: [{ name: both('供应商', 'Suppliers'), to: '/suppliers', by: listSuppliers }],
  page: {
    one: both('黑名单记录', 'Debarment'),
    get: getDebarment,
    by: 'id',
    heading: ({ reason }) => reason,
    sections: [
      {
        title: both('禁止参加采购', 'The debarment'),
        fields: ['supplier', 'source', 'reason', 'legalBasis', 'from', 'until'],
      },
      { title: both('申诉与终止', 'Appeal and end'), fields: ['appealPending', 'endedOn', 'endReason', 'id'] },
    ],
  },
  forms: {
    create: createDebarment,
    describe: describeDebarment,
    change: changeDebarment,
    choices: { source: DEBARMENT_SOURCES, endReason: DEBARMENT_ENDS },
  },
});
