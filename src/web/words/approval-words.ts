import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const kindsZh: WordsFor<Schemas['ApprovalKind']> = {
  'special-equipment': '特殊设备批准',
  'price-finance': '超价格上限的财政批准',
  'price-technical': '超价格上限的技术论证',
  'early-replacement': '提前更新批准',
  'early-renewal': '提前续费批准',
  'method-change': '变更采购方式批准',
  'splitting-exception': '分次采购说明',
  'budget-adjustment': '预算调整批准',
  'import-product': '进口产品批准',
  'no-idle-assets': '无闲置资产证明',
  'bare-metal-server': '裸机服务器批准',
  'classified-project': '涉密项目批件',
};
const kindsEn: WordsFor<Schemas['ApprovalKind']> = {
  'special-equipment': 'Approval of special equipment',
  'price-finance': 'Approval of a higher price by the finance bureau',
  'price-technical': 'Technical grounds for a higher price',
  'early-replacement': 'Approval of an early replacement',
  'early-renewal': 'Approval of an early renewal',
  'method-change': 'Approval of another method of procurement',
  'splitting-exception': 'Grounds for buying in parts',
  'budget-adjustment': 'Approval of a change of the budget',
  'import-product': 'Approval of an imported product',
  'no-idle-assets': 'Statement that no idle asset serves',
  'bare-metal-server': 'Approval of a server without a system',
  'classified-project': 'Paper of a classified project',
};
/** What a paper that comes with an order allows. */
export const APPROVAL_KIND_WORDS: BothLanguages<typeof kindsZh> = { zh: kindsZh, en: kindsEn };
