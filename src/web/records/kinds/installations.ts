import {
  changeInstallation,
  createInstallation,
  getInstallation,
  listInstallations,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { AGENCY, besideOf } from '../register.ts';
import { OPEN_OR_ENDED, SOFTWARE, SOURCES } from '../value-words.ts';
import { choice, code, day, plain, toDevice } from '../values.tsx';

const NOT_STATED = both('未说明', 'not stated');

export const kind = defineRecord({
  path: '/installations',
  title: both('安装', 'Installations'),
  list: listInstallations,
  empty: both(
    '还没有登记安装。验收、清查和扫描发现的软件会出现在这里。',
    'No installation is on file. What deliveries, surveys and scans find appears here.',
  ),
  key: ({ id }) => id,
  fields: {
    product: field('软件产品', 'Product'),
    edition: field('版别', 'Edition', plain, NOT_STATED),
    version: field('版本', 'Version', plain, NOT_STATED),
    category: field('软件类别', 'Kind of software', choice(SOFTWARE)),
    agencyCode: AGENCY,
    deviceId: field('设备', 'Device', toDevice),
    source: field('发现方式', 'Seen by', choice(SOURCES)),
    seenFrom: field('首次发现', 'First seen', day),
    seenLast: field('最近发现', 'Last seen', day),
    seenTo: field('止于', 'Gone after', day, both('仍在', 'still there')),
    id: field('编号', 'Id', code),
  },
  columns: ['product', 'version', 'agencyCode', 'deviceId', 'source', 'seenFrom', 'seenLast', 'seenTo'],
  filters: [
    { name: 'product', as: 'text', label: both('产品全称', 'Full name of the product') },
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'source', as: 'choice', label: both('发现方式', 'Seen by'), of: SOURCES },
    { name: 'state', as: 'choice', label: both('状态', 'State'), of: OPEN_OR_ENDED },
    { name: 'agencyCode', as: 'agency' },
    { name: 'deviceId', as: 'given', label: both('设备', 'Device') },
  ],
  beside: besideOf('/installations'),
  page: {
    one: both('安装', 'Installation'),
    get: getInstallation,
    by: 'id',
    heading: ({ product, version }) => [product, version].filter((part) => part !== null).join(' '),
    sections: [
      { title: both('安装的软件', 'What is installed'), fields: ['product', 'edition', 'version', 'category'] },
      {
        title: both('所在', 'Where'),
        fields: ['agencyCode', 'deviceId', 'source', 'seenFrom', 'seenLast', 'seenTo', 'id'],
      },
    ],
  },
  forms: {
    create: createInstallation,
    change: changeInstallation,
    choices: { category: SOFTWARE, source: SOURCES },
  },
});
