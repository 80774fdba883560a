import {
  changeEntitlement,
  createEntitlement,
  describeEntitlement,
  getEntitlement,
  listAllocations,
  listEntitlements,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { EntitlementChain } from '../chain.tsx';
import { count, defineRows, field, section, way } from '../record.ts';
import { AGENCY, BY_HAND, besideOf } from '../register.ts';
import { CHANNELS, METRICS, PROOFS, SOFTWARE, STANDINGS } from '../value-words.ts';
import * as as from '../values.tsx';

const UNLIMITED = both('不限', 'no limit');
const ANY = both('未说明', 'not stated');

export const kind = defineRows(listEntitlements, ({ site, ...row }) => ({
  ...row,
  siteAgencies: site?.agencies ?? null,
}))({
  path: '/entitlements',
  title: both('授权', 'Entitlements'),
  empty: both(
    '还没有登记授权。验收登记或导入后，会出现在这里。',
    'No right is on file. Deliveries and imports bring them.',
  ),
  key: ({ id }) => id,
  fields: {
    product: field('软件产品', 'Product'),
    category: field('软件类别', 'Kind of software', as.choice(SOFTWARE)),
    agencyCode: AGENCY,
    licensee: field('被授权方', 'Licensee'),
    channel: field('授权方式', 'Channel', as.choice(CHANNELS)),
    metric: field('计量方式', 'Counted by', as.choice(METRICS)),
    standing: field('核实情况', 'Standing', as.choice(STANDINGS)),
    frozen: field('冻结', 'Frozen', as.frozenSince, both('未冻结', 'not frozen')),
    seats: count('授权数', 'Seats', UNLIMITED),
    held: count('预留', 'Held'),
    allocated: count('已分配', 'Allocated'),
    installed: count('已使用', 'In use'),
    free: count('空余', 'Free', UNLIMITED),
    validFrom: field('有效期自', 'Valid from', as.day, ANY),
    validUntil: field('有效期至', 'Valid until', as.day, both('永久', 'perpetual')),
    supportEndsOn: field('停止支持日期', 'Support ends', as.day, ANY),
    transferable: field('可转移', 'Transferable', as.yesNo),
    platforms: field('适用平台', 'Platforms', as.several(as.plain, ANY)),
    boundDevice: field('绑定设备', 'Bound to', as.toDevice, both('不绑定设备', 'bound to none')),
    siteAgencies: field(
      '场地内单位',
      'Agencies of the site',
      as.several(as.code, ANY),
      both('不是场地许可', 'no site licence'),
    ),
    contractNumber: field('合同编号', 'Contract', as.code),
    unitPrice: field('单价（元）', 'Price of a seat (yuan)', as.money, ANY),
    acquiredOn: field('取得日期', 'Acquired', as.day),
    orderId: field('订单', 'Order', as.toOrder, BY_HAND),
    id: field('编号', 'Id', as.code),
  },
  columns: ['product', 'agencyCode', 'category', 'channel', 'seats', 'allocated', 'free', 'validUntil', 'standing'],
  filters: [
    { name: 'product', as: 'text', label: both('产品全称', 'Full name of the product') },
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'channel', as: 'choice', label: both('授权方式', 'Channel'), of: CHANNELS },
    { name: 'standing', as: 'choice', label: both('核实情况', 'Standing'), of: STANDINGS },
    { name: 'agencyCode', as: 'agency' },
    { name: 'orderId', as: 'given', label: both('订单', 'Order') },
    { name: 'boundDevice', as: 'given', label: both('设备', 'Device') },
  ],
  beside: besideOf('/entitlements'),
  page: {
    one: both('授权', 'Entitlement'),
    get: getEntitlement,
    by: 'id',
    heading: ({ product, edition, version }) => [product, edition, version].filter((part) => part !== null).join(' '),
    sections: [
      section(
        both('数量', 'Seats'),
        'agencyCode',
        'seats',
        'held',
        'allocated',
        'installed',
        'free',
        'standing',
        'frozen',
      ),
      section(
        both('授权', 'The right'),
        'licensee',
        'category',
        'channel',
        'metric',
        'transferable',
        'platforms',
        'boundDevice',
      ),
      section(both('期限与场地', 'Term and site'), 'validFrom', 'validUntil', 'supportEndsOn', 'siteAgencies'),
      section(both('来源', 'Where it came from'), 'acquiredOn', 'contractNumber', 'unitPrice', 'orderId', 'id'),
    ],
    inner: [
      {
        of: 'evidence',
        title: both('凭证', 'Proofs'),
        fields: {
          kind: field('种类', 'Kind', as.choice(PROOFS)),
          reference: field('编号', 'Reference'),
          seats: count('授权数', 'Seats', ANY),
          file: field('文件', 'File', as.scan, both('未附文件', 'no file')),
        },
      },
    ],
    links: ({ id }) => [
      way(both('由它分配的授权', 'Seats given of it'), '/allocations', listAllocations, { entitlementId: id }),
    ],
    parts: [EntitlementChain],
  },
  forms: {
    create: createEntitlement,
    describe: describeEntitlement,
    change: changeEntitlement,
    choices: { category: SOFTWARE, channel: CHANNELS, metric: METRICS, standing: STANDINGS },
    names: {
      edition: both('版别', 'Edition'),
      version: both('版本', 'Version'),
      sets: both('套数', 'Sets'),
      installedSeats: both('已安装数', 'Installed copies'),
      closesUndertaking: both('履行的配置承诺', 'Undertaking that it closes'),
    },
  },
});
