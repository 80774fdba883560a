import type { Column } from '../../../documents/index.ts';
import { type Text, text } from '../../../kernel/index.ts';
import { softwareWords } from '../../../register/index.ts';
import type { UncoveredCopy } from './list-shortfalls.ts';

export const SHORTFALL_COLUMNS: readonly Column<UncoveredCopy>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ copy }) => copy.agency_code },
  { title: text('资产编号', 'Asset number'), kind: 'code', of: ({ copy }) => copy.asset_number },
  { title: text('序列号', 'Serial'), kind: 'code', of: ({ copy }) => copy.serial },
  {
    title: text('软件类别', 'Software'),
    kind: 'text',
    of: ({ copy }, language) => softwareWords(copy.category)[language],
  },
  { title: text('软件产品', 'Product'), kind: 'text', of: ({ copy }) => copy.product },
  { title: text('版别', 'Edition'), kind: 'text', of: ({ copy }) => copy.edition },
  { title: text('版本', 'Version'), kind: 'text', of: ({ copy }) => copy.version },
  { title: text('首次发现', 'Seen from'), kind: 'day', of: ({ copy }) => copy.seen_from },
  { title: text('最近发现', 'Last seen'), kind: 'day', of: ({ copy }) => copy.seen_last },
];

export const SHORTFALL_NOTES: readonly Text[] = [
  text(
    '授权余缺按同类安装成组计算；同组中列出的设备，依次为未分配授权的、最近安装的。',
    'Equal copies are counted as one group; of a group, devices that were given no seat are listed first, then those where the copy came last.',
  ),
];
