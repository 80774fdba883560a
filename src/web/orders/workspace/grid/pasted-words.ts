import type { GridName } from '../body/order-draft.ts';

/** What offices call the columns of their own tables, by the field; the likeliest first. Until names are said once in the contract. */
export const OFFICE_HEADINGS: { readonly [grid in GridName]: { readonly [name: string]: readonly string[] } } = {
  lines: {
    kind: ['品类', '设备类别', '产品类别', '货物类别', '设备类型', '类型', '品目名称', '采购品目', '品目'],
    description: [
      ...['产品名称', '货物名称', '商品名称', '设备名称', '物品名称', '物资名称', '标的名称', '品名', '采购内容'],
    ],
    brand: ['生产厂家', '生产厂商', '制造商', '厂家', '厂商'],
    model: ['规格型号', '型号规格', '产品型号', '品牌型号', '规格', '规格配置', '配置'],
    quantity: ['采购数量', '数量台', '台数', '台套数'],
    unitPrice: ['预算单价', '采购单价', '含税单价', '控制单价', '参考单价', '成交单价', '报价'],
    'catalogue.code': ['品目编码', '品目代码', '采购品目代码', '采购目录编码', '采购目录代码'],
    'computer.operatingSystem.product': ['预装系统', '预装操作系统', '系统名称'],
    'funding.0.budgetLine': ['指标', '指标编号', '指标号', '预算指标编号'],
    'funding.0.amount': ['指标金额', '资金金额', '列支金额'],
    domestic: ['是否本国产品', '是否国产'],
  },
  softwarePlan: {
    category: ['软件类别', '软件类型', '品类', '类型'],
    product: ['软件名称', '产品名称', '货物名称', '商品名称', '名称', '品名'],
    edition: ['版别'],
    version: ['版本', '软件版本'],
    seats: ['数量', '授权数', '授权数量', '采购数量', '许可数量'],
    unitPrice: ['单价', '预算单价', '采购单价', '含税单价', '控制单价', '参考单价', '报价'],
    licenceType: ['授权类型', '许可方式'],
    deliverBy: ['到位时限', '到位时间', '交货日期'],
    'funding.0.budgetLine': ['指标', '指标编号', '指标号', '预算指标编号'],
    'funding.0.amount': ['指标金额', '资金金额', '列支金额'],
  },
};

/** What offices call kinds of goods. 电脑 and 计算机 alone may be any of several, and are left for people to choose. */
export const OFFICE_KINDS: { readonly [kind: string]: readonly string[] } = {
  desktop: ['台式机', '台式电脑', '台式计算机', '台式微机', '桌面计算机'],
  laptop: [
    ...['笔记本', '笔记本电脑', '笔记本计算机', '便携机', '便携式计算机', '便携式电脑', '便携式微机', '便携计算机'],
    ...['手提电脑', '移动计算机'],
  ],
  'all-in-one': ['一体机', '一体式电脑', '一体式计算机', '一体化计算机', '台式一体机', '一体机电脑', '电脑一体机'],
  workstation: ['工作站', '图形工作站', '移动工作站'],
  server: ['服务器', '机架式服务器', '塔式服务器', '刀片服务器'],
  'thin-client': ['瘦客户机', '瘦终端', '云终端', '云桌面终端'],
  tablet: ['平板', '平板电脑', '平板计算机', '平板式计算机', '平板式微型计算机'],
};

/** With these an all-in-one is something else: a printer is called so, too. */
const OTHER_ALL_IN_ONES = ['打印', '复印', '扫描', '多功能', '传真', '教学', '会议', '触控', '考勤', '自助'];

/** The kind that a name says: what it is stands last in it. Nothing where it says none. */
export function kindNamedIn(name: string): string | undefined {
  const text = plain(name);
  if (text.endsWith('一体机') && OTHER_ALL_IN_ONES.some((word) => text.includes(word))) return undefined;
  const found = Object.entries(OFFICE_KINDS).flatMap(([kind, words]) =>
    words.flatMap((word) => (text.endsWith(word) ? [{ kind, length: word.length }] : [])),
  );
  return found.toSorted((a, b) => b.length - a.length)[0]?.kind;
}

/** Without blanks, what stands in brackets, marks and case. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)|[\s*:/、,.;_-]/g, '')
    .toLowerCase();
}

const SUM_WORD =
  /^(本页|本表|全部)?(合计|总计|小计|共计|总合计|累计|总价|total|subtotal|grandtotal|sum)(金额|数量|台数|价格|价款)?(人民币|大写|小写|rmb|¥|元|圆|整|[\d零〇一壹二贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿角分])*$/;

/** Whether a text is what stands before a sum, and nothing that could be bought. */
export function isSumWord(text: string): boolean {
  return SUM_WORD.test(plain(text));
}

/** The unit of money that a heading names in brackets or after a colon; nothing where it names none. */
export function unitNamedIn(text: string): string | undefined {
  const said = text.normalize('NFKC').replace(/\s/g, '');
  return /(?:\(|单位:|[/,])(?:人民币)?((?:[十百千万亿]+|美|欧|港|日)元|万|元|usd|\$)(?=[),/]|$)/i.exec(said)?.[1];
}
