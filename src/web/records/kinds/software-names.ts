import {
  changeSoftwareName,
  createSoftwareName,
  getSoftwareName,
  listProducts,
  listSoftwareNames,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { AGENCY } from '../register.ts';
import { SOFTWARE } from '../value-words.ts';
import { choice, plain } from '../values.tsx';

const NO_PRODUCT = both('不计入', 'left out');

export const kind = defineRecord({
  path: '/software-names',
  title: both('软件名称对照', 'Names of software'),
  list: listSoftwareNames,
  empty: both(
    '还没有确认过的软件名称。导入清单时确认的名称会出现在这里。',
    'No name was confirmed yet. Names that are confirmed for imported lists appear here.',
  ),
  key: ({ id }) => id,
  fields: {
    name: field('清单所写名称', 'As lists write it'),
    agencyCode: AGENCY,
    category: field('软件类别', 'Kind of software', choice(SOFTWARE), both('未说明', 'not stated')),
    product: field('软件产品', 'Product', plain, NO_PRODUCT),
    edition: field('版别', 'Edition', plain, both('未说明', 'not stated')),
    version: field('版本', 'Version', plain, both('以清单所写为准', 'as the list says')),
    nameKey: field('比对用名称', 'As it is compared'),
    id: field('编号', 'Id'),
  },
  columns: ['name', 'agencyCode', 'category', 'product', 'edition', 'version'],
  filters: [
    { name: 'name', as: 'text', label: both('名称', 'Name') },
    { name: 'product', as: 'text', label: both('产品全称', 'Full name of the product') },
    { name: 'agencyCode', as: 'agency' },
  ],
  beside: [{ name: both('产品库', 'Products'), to: '/products', by: listProducts }],
  page: {
    one: both('软件名称', 'Name of software'),
    get: getSoftwareName,
    by: 'id',
    heading: ({ name }) => name,
    sections: [
      { title: both('名称', 'The name'), fields: ['name', 'nameKey', 'agencyCode', 'id'] },
      { title: both('所指产品', 'What it means'), fields: ['category', 'product', 'edition', 'version'] },
    ],
  },
  forms: {
    create: createSoftwareName,
    change: changeSoftwareName,
    choices: { category: SOFTWARE },
  },
});
