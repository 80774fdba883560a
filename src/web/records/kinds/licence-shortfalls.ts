import { listLicenceShortfalls } from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRows, field } from '../record.ts';
import { besideOf, NAMED_AGENCY } from '../register.ts';
import { SOFTWARE, SOURCES } from '../value-words.ts';
import { choice, code, day, numberedDevice, plain, yesNo } from '../values.tsx';

const NOT_STATED = both('未说明', 'not stated');

export const kind = defineRows(listLicenceShortfalls, ({ device, agencyCode, agencyName, ...row }) => ({
  ...row,
  device,
  assetNumber: device.assetNumber,
  agency: { code: agencyCode, name: agencyName },
}))({
  path: '/licence-shortfalls',
  title: both('缺口明细', 'Copies that nothing covers'),
  empty: both('没有缺口：已登记的安装都有授权。', 'No shortfall: each installation on file is covered.'),
  key: ({ installation }) => installation,
  fields: {
    product: field('软件产品', 'Product'),
    version: field('版本', 'Version', plain, NOT_STATED),
    category: field('软件类别', 'Kind of software', choice(SOFTWARE)),
    agency: NAMED_AGENCY,
    device: field('设备', 'Device', numberedDevice),
    assetNumber: field('资产编号', 'Asset number', code),
    source: field('发现方式', 'Seen by', choice(SOURCES)),
    seenLast: field('最近发现', 'Last seen', day),
    isUnverified: field('久未核实', 'Unverified', yesNo),
  },
  columns: ['product', 'version', 'category', 'agency', 'device', 'assetNumber', 'seenLast', 'isUnverified'],
  filters: [
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'product', as: 'text', label: both('产品全称', 'Full name of the product') },
    { name: 'on', as: 'day', label: both('截至日期', 'As of') },
    { name: 'region', as: 'region' },
    { name: 'agencyCode', as: 'agency' },
  ],
  says: ({ on }) => both(`数据截至 ${on}。`, `As of ${on}.`),
  isReport: true,
  beside: besideOf('/licence-shortfalls'),
});
