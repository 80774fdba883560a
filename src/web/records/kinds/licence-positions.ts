import { reportLicencePositions } from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { count, defineRows, field } from '../record.ts';
import { besideOf, NAMED_AGENCY } from '../register.ts';
import { SOFTWARE, SUMMED } from '../value-words.ts';
import { choice, plain, uncovered } from '../values.tsx';

const ALL_AGENCIES = both('各单位合计', 'all agencies');
const ALL_PRODUCTS = both('全部产品', 'all products');
const TODAY_ONLY = both('仅当日可知', 'known for today only');
const NOTHING = both('无从计算', 'nothing to divide by');

export const kind = defineRows(reportLicencePositions, ({ agencyCode, agencyName, figures, category, product }) => ({
  ...figures,
  category,
  product,
  agency: agencyCode === null ? null : { code: agencyCode, name: agencyName },
  short: {
    shortfall: figures.shortfall,
    search: { category, product: product ?? undefined, agencyCode: agencyCode ?? undefined },
  },
}))({
  path: '/licence-positions',
  title: both('授权余缺', 'Licence positions'),
  empty: both('没有登记安装，也没有登记授权。', 'Neither an installation nor a right is on file.'),
  key: (row) => JSON.stringify([row.agency, row.category, row.product]),
  fields: {
    category: field('软件类别', 'Kind of software', choice(SOFTWARE)),
    product: field('软件产品', 'Product', plain, ALL_PRODUCTS),
    agency: { ...NAMED_AGENCY, none: ALL_AGENCIES },
    installations: count('安装数', 'Installed'),
    matched: count('已覆盖', 'Covered'),
    short: { ...field('缺口', 'Shortfall', uncovered), isNumeric: true },
    complianceRate: { ...field('正版率 %', 'Compliance %', plain, NOTHING), isNumeric: true },
    unproven: count('其中无凭证', 'Unproven'),
    seats: count('有效授权数', 'Seats', both('不限', 'no limit')),
    surplus: count('富余', 'Surplus'),
    freePool: count('可调剂', 'Free pool', TODAY_ONLY),
    declaredSeats: count('仅申报', 'Declared only'),
  },
  columns: [
    ...(['category', 'product', 'agency', 'installations', 'matched', 'short', 'complianceRate'] as const),
    ...(['unproven', 'seats', 'surplus', 'freePool', 'declaredSeats'] as const),
  ],
  filters: [
    {
      name: 'groupBy',
      as: 'choice',
      label: both('统计口径', 'Summed'),
      of: SUMMED,
      any: both('按产品', 'by product'),
    },
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'product', as: 'text', label: both('产品全称', 'Full name of the product') },
    { name: 'on', as: 'day', label: both('截至日期', 'As of') },
    { name: 'region', as: 'region' },
    { name: 'agencyCode', as: 'agency' },
  ],
  says: ({ on, total }) =>
    both(
      `截至 ${on}：安装 ${total.installations} 套，已覆盖 ${total.matched} 套，缺口 ${total.shortfall} 套。仅申报、未经核实的授权不计入。`,
      `As of ${on}: ${total.installations} installed, ${total.matched} covered, ${total.shortfall} short. Rights that were only declared count for nothing.`,
    ),
  isReport: true,
  beside: besideOf('/licence-positions'),
});
