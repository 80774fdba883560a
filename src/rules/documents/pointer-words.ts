import { type Text, text } from '../../kernel/index.ts';

/** Elements of an order, as a form calls them. */
const ELEMENTS: Readonly<Record<string, Text>> = {
  '/method': text('采购方式', 'procurement method'),
  '/organisationForm': text('采购组织形式', 'who organises the purchase'),
  '/supplier/creditCode': text('供应商统一社会信用代码', "supplier's credit code"),
  '/expectedDeliveryOn': text('预计交货日期', 'expected delivery'),
  '/total': text('订单总额', 'total of the order'),
  '/catalogue/edition': text('采购品目的版本', 'edition of the procurement catalogue'),
  '/catalogue/code': text('采购品目编码', 'code in the procurement catalogue'),
  '/unitPrice': text('单价', 'unit price'),
  '/computer/category': text('计算机类别', 'kind of computer'),
  '/software/category': text('软件类别', 'kind of software'),
  '/software': text('对应的软件配置计划项', 'an item of the software plan for it'),
  '/category': text('软件类别', 'kind of software'),
  '/provision': text('来源', 'how it is provided'),
  '/licenceType': text('授权类型', 'kind of licence'),
  '/metric': text('授权计量方式', 'how the licence is counted'),
  '/seats': text('授权数', 'seats'),
  '/validUntil': text('授权截止日期', 'end of the licence'),
};

const LISTS: Readonly<Record<string, (number: string, element: Text) => Text>> = {
  lines: (number, element) => text(`明细第 ${number} 项的${element['zh-CN']}`, `${element.en} of line ${number}`),
  softwarePlan: (number, element) =>
    text(`软件配置计划第 ${number} 项的${element['zh-CN']}`, `${element.en} of plan item ${number}`),
};

/** What a JSON pointer into an order points at, in words; undefined for what no form has, and for what is no pointer. */
export function pointerWords(pointer: string): Text | undefined {
  const [, list = '', index = '', rest = ''] = /^\/(lines|softwarePlan)\/(\d+)(\/.+)$/.exec(pointer) ?? [];
  const name = rest === '' ? pointer : rest;
  const element = Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name] : undefined;
  const inList = LISTS[list];
  return element && inList ? inList(String(Number(index) + 1), element) : element;
}
