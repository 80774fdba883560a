import {
  changeSupplier,
  createSupplier,
  describeSupplier,
  getSupplier,
  listDebarments,
  listSuppliers,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { code, several, toSupplier } from '../values.tsx';

export const kind = defineRecord({
  path: '/suppliers',
  title: both('供应商', 'Suppliers'),
  list: listSuppliers,
  empty: both(
    '还没有登记供应商。正版化工作机构登记或导入后，会出现在这里。',
    'No supplier is on file. Those that the legalization office enters or imports appear here.',
  ),
  key: ({ creditCode }) => creditCode,
  fields: {
    name: field('名称', 'Name'),
    creditCode: field('统一社会信用代码', 'Credit code', code),
    affiliates: field('关联供应商', 'Affiliates', several(toSupplier, both('未登记关联供应商', 'none on file'))),
  },
  columns: ['name', 'creditCode', 'affiliates'],
  filters: [{ name: 'name', as: 'text', label: both('名称', 'Name') }],
  beside: [{ name: both('黑名单', 'Debarments'), to: '/debarments', by: listDebarments }],
  page: {
    one: both('供应商', 'Supplier'),
    get: getSupplier,
    by: 'creditCode',
    heading: ({ name }) => name,
    sections: [{ title: both('登记信息', 'On file'), fields: ['name', 'creditCode', 'affiliates'] }],
    links: ({ creditCode }) => [
      {
        name: both('该供应商的黑名单记录', 'Its debarments'),
        to: '/debarments',
        by: listDebarments,
        search: { supplier: creditCode },
      },
    ],
  },
  forms: {
    create: createSupplier,
    describe: describeSupplier,
    change: changeSupplier,
  },
});
