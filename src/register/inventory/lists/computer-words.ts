import { plainWord } from '../../../kernel/index.ts';
import type { Device } from '../../devices/device.ts';
import { DEVICE_WORDS } from '../../devices/device-words.ts';

type Words<V extends string> = Readonly<Record<V, readonly string[]>>;

/** How ledgers, agents and asset systems call a kind of computer, besides what the gate calls it itself. */
const CATEGORIES: Words<Device['category']> = {
  desktop: [
    ...['台式机', '台式计算机', '台式电脑', '台式微型计算机', '台式', '微型计算机', 'pc', 'desktop', 'desktops'],
    ...['lowprofiledesktop', 'tower', 'minitower', 'pizzabox', 'spacesaving', 'space-saving', 'minipc', 'stickpc'],
  ],
  laptop: [
    ...['便携机', '便携式计算机', '便携式电脑', '便携式', '笔记本', '笔记本电脑', '笔记本计算机'],
    ...['laptop', 'laptops', 'notebook', 'notebooks', 'subnotebook', 'portable', 'convertible'],
  ],
  'all-in-one': ['一体机', '一体式计算机', '一体式电脑', '一体台式机', 'allinone', 'all-in-one', 'aio'],
  workstation: ['工作站', '图形工作站', '台式工作站', '移动工作站', 'workstation', 'workstations'],
  server: [
    ...['服务器', 'server', 'servers', 'mainserverchassis', 'mainsystemchassis', 'rackmountchassis', 'rackmount'],
    ...['blade', 'bladeenclosure', 'multi-systemchassis'],
  ],
  'thin-client': ['瘦客户机', '云终端', '云桌面终端', '云桌面', 'thinclient', 'thin-client', 'thinclients'],
  tablet: ['平板', '平板电脑', '平板式计算机', 'tablet', 'tablets', 'detachable'],
};

const STATES: Words<Device['state']> = {
  ordered: ['ordered', '已订购'],
  received: ['received', '已到货'],
  accepted: ['accepted', '已验收'],
  'in-use': ['in-use', '在用', '使用', '使用中', '正在使用', '正常', '正常使用', 'deployed'],
  idle: ['idle', '闲置', '备用', '库存', '在库', '未使用', 'readytodeploy', 'deployable', 'pending'],
  retired: ['retired', '报废', '已报废', '待报废', '停用', '已处置', 'archived', 'undeployable'],
};

const ofCategory = new Map([
  ...meanings(CATEGORIES),
  ...(Object.keys(DEVICE_WORDS) as Device['category'][]).flatMap((category) =>
    Object.values(DEVICE_WORDS[category]).map((word) => [plainWord(word), category] as const),
  ),
]);
const ofState = meanings(STATES);

/** Undefined: nothing that anybody here calls a computer. */
export function categoryOfWord(word: string): Device['category'] | undefined {
  return ofCategory.get(plainWord(word));
}

export function stateOfWord(word: string): Device['state'] | undefined {
  return ofState.get(plainWord(word));
}

function meanings<V extends string>(words: Words<V>): ReadonlyMap<string, V> {
  const values = Object.keys(words) as V[];
  return new Map(values.flatMap((value) => [value, ...words[value]].map((word) => [plainWord(word), value] as const)));
}
