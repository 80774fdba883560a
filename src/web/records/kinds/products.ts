import {
  changeProduct,
  createProduct,
  describeProduct,
  getProduct,
  listEntitlements,
  listInstallations,
  listProducts,
  listSoftwareNames,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field, section, way } from '../record.ts';
import { RIGHT_KINDS, SOFTWARE, SYSTEM_FAMILIES } from '../value-words.ts';
import * as as from '../values.tsx';

const ON_FILE = both('登记信息', 'On file');
const NO_SYSTEM = both('不是操作系统或未登记', 'no operating system, or not on file');
const UNKNOWN = both('不详', 'unknown');
const ANY_EDITION = both('各版别', 'every edition');

export const kind = defineRecord({
  path: '/products',
  title: both('产品库', 'Products'),
  list: listProducts,
  empty: both(
    '产品库还是空的，由正版化工作机构登记或导入。',
    'No product is on file. The legalization office enters or imports them.',
  ),
  key: ({ id }) => id,
  fields: {
    name: field('名称', 'Name'),
    category: field('软件类别', 'Kind of software', as.choice(SOFTWARE)),
    publisher: field('厂商', 'Publisher'),
    aliases: field('别名', 'Also called', as.several(as.plain, both('未登记别名', 'none on file'))),
    osFamily: field('系统系列', 'System family', as.choice(SYSTEM_FAMILIES), NO_SYSTEM),
    domestic: field('国产', 'Domestic', as.yesNo),
    volumeIsUpgradeOnly: field('批量授权仅限升级', 'Volume licences only upgrade', as.yesNo),
    id: field('编号', 'Id'),
  },
  columns: ['name', 'category', 'publisher', 'domestic'],
  filters: [
    { name: 'search', as: 'text', label: both('名称、别名或厂商', 'Name, alias or publisher') },
    { name: 'category', as: 'choice', label: both('软件类别', 'Kind of software'), of: SOFTWARE },
    { name: 'osFamily', as: 'choice', label: both('系统系列', 'System family'), of: SYSTEM_FAMILIES },
  ],
  beside: [{ name: both('软件名称对照', 'Names of software'), to: '/software-names', by: listSoftwareNames }],
  page: {
    one: both('软件产品', 'Product'),
    get: getProduct,
    by: 'id',
    heading: ({ name }) => name,
    sections: [
      section(ON_FILE, 'category', 'publisher', 'aliases', 'osFamily', 'domestic', 'volumeIsUpgradeOnly', 'id'),
    ],
    inner: [
      {
        of: 'editions',
        title: both('版别', 'Editions'),
        fields: {
          name: field('版别', 'Edition'),
          unitEligible: field('可用于单位', 'For agencies', as.yesNo),
          rank: field('档次', 'Rank', as.plain, UNKNOWN),
        },
      },
      {
        of: 'versions',
        title: both('版本', 'Versions'),
        fields: {
          version: field('版本', 'Version'),
          editions: field('适用版别', 'Editions', as.several(as.plain, ANY_EDITION), ANY_EDITION),
          releasedOn: field('发布日期', 'Released', as.day, UNKNOWN),
          supportEndsOn: field('停止支持日期', 'Support ends', as.day, both('未公布', 'not announced')),
        },
      },
      {
        of: 'rights',
        title: both('使用权', 'Rights'),
        fields: {
          kind: field('种类', 'Kind', as.choice(RIGHT_KINDS)),
          fromVersion: field('有权版本', 'Licensed'),
          toVersion: field('可用版本', 'May be used'),
          from: field('自', 'From', as.day, both('未说明', 'not stated')),
          until: field('至', 'Until', as.day, both('无期限', 'without end')),
        },
      },
    ],
    links: ({ name }) => [
      way(both('该产品的授权', 'Entitlements of it'), '/entitlements', listEntitlements, { product: name }),
      way(both('该产品的安装', 'Installations of it'), '/installations', listInstallations, { product: name }),
      way(both('指此产品的名称', 'Names that mean it'), '/software-names', listSoftwareNames, { product: name }),
    ],
  },
  forms: {
    create: createProduct,
    describe: describeProduct,
    change: changeProduct,
    choices: { category: SOFTWARE, osFamily: SYSTEM_FAMILIES },
  },
});
