import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const kindsZh: WordsFor<Schemas['EvidenceKind']> = {
  coa: '正版标签（COA）',
  'oem-firmware-statement': '厂商固件授权说明',
  'vendor-authorization-letter': '厂商授权书',
  'serial-list': '序列号清单',
  'packing-list': '装箱单',
  'licence-certificate': '授权证书',
  'licence-page': '授权页面',
  'site-licence-letter': '场地授权函',
  'allocation-letter': '授权调配函',
  'downgrade-terms': '降级条款',
  'free-use-statement': '免费使用声明',
  'lessor-authorization': '出租方授权',
  'donor-licence-transfer': '捐赠方授权转让',
  'purchase-contract': '采购合同',
  invoice: '发票',
  other: '其他凭证',
};
const kindsEn: WordsFor<Schemas['EvidenceKind']> = {
  coa: 'Certificate of authenticity',
  'oem-firmware-statement': 'Statement of the maker',
  'vendor-authorization-letter': 'Letter of authorization',
  'serial-list': 'List of serial numbers',
  'packing-list': 'Packing list',
  'licence-certificate': 'Licence certificate',
  'licence-page': 'Licence page',
  'site-licence-letter': 'Site licence letter',
  'allocation-letter': 'Letter of allocation',
  'downgrade-terms': 'Downgrade terms',
  'free-use-statement': 'Statement of free use',
  'lessor-authorization': 'Authorization by the lessor',
  'donor-licence-transfer': 'Transfer by the donor',
  'purchase-contract': 'Purchase contract',
  invoice: 'Invoice',
  other: 'Other',
};
/** What kind of paper proves a right, the commonest first: a digit chooses among them by their place. */
export const EVIDENCE_KIND_WORDS: BothLanguages<typeof kindsZh> = { zh: kindsZh, en: kindsEn };
