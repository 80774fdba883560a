import { type Text, text } from '../../kernel/index.ts';

/** Elements of an order, as the form of the console calls them: whoever reads what is missing looks for these words there. */
const ELEMENTS: Readonly<Record<string, Text>> = {
  '/method': text('采购方式', 'method'),
  '/organisationForm': text('采购组织形式', 'organisation form'),
  '/supplier/creditCode': text('供应商信用代码', 'credit code'),
  '/expectedDeliveryOn': text('交货日期', 'delivery day'),
  '/total': text('订单总额', 'total'),
  '/catalogue/edition': text('采购品目编码的版本', 'edition of the catalogue code'),
  '/catalogue/code': text('采购品目编码', 'catalogue code'),
  '/description': text('名称', 'description'),
  '/brand': text('品牌', 'brand'),
  '/model': text('型号', 'model'),
  '/justification': text('采购说明', 'reasons'),
  '/unitPrice': text('单价', 'unit price'),
  '/computer/category': text('类别', 'kind'),
  '/software/category': text('软件类别', 'kind of software'),
  '/software': text('软件配置计划', 'software plan'),
  '/category': text('类别', 'kind'),
  '/provision': text('来源', 'source'),
  '/licenceType': text('授权方式', 'licence'),
  '/metric': text('计量方式', 'licence metric'),
  '/seats': text('套数', 'seats'),
  '/validUntil': text('授权截止日期', 'end of the licence'),
  '/document': text('文件名称或文号', 'document'),
  '/issuedBy': text('批准单位', 'issuer'),
  '/issuedOn': text('批准日期', 'day'),
  '/file': text('扫描件', 'scan'),
};

const LISTS: Readonly<Record<string, (number: string, element: Text) => Text>> = {
  lines: (number, element) => text(`明细第 ${number} 项的${element['zh-CN']}`, `${element.en} of line ${number}`),
  softwarePlan: (number, element) =>
    text(`配置计划第 ${number} 项的${element['zh-CN']}`, `${element.en} of plan item ${number}`),
  approvals: (number, element) =>
    text(`第 ${number} 份批件的${element['zh-CN']}`, `${element.en} of approval ${number}`),
};

/** What a JSON pointer into an order points at, in words; undefined for what no form has, and for what is no pointer. */
export function pointerWords(pointer: string): Text | undefined {
  const [, list = '', index = '', rest = ''] = /^\/(lines|softwarePlan|approvals)\/(\d+)(\/.+)$/.exec(pointer) ?? [];
  const name = rest === '' ? pointer : rest;
  const element = Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name] : undefined;
  const inList = LISTS[list];
  return element && inList ? inList(String(Number(index) + 1), element) : element;
}
