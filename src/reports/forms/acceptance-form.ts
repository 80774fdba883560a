import {
  type Column,
  clockTime,
  type FormFact,
  type FormPart,
  formTable,
  type Opinion,
} from '../../documents/index.ts';
import type { Instant, Language, Text } from '../../kernel/index.ts';
import { text } from '../../kernel/index.ts';
import type { AcceptanceForm, LicenceOfForm, MachineOfForm } from './find-acceptance-form.ts';
import {
  categoryWords,
  fact,
  findingRows,
  NO_FINDINGS,
  outcomeFacts,
  placeWords,
  productWords,
  same,
} from './form-words.ts';
import { FINDING_COLUMNS } from './order-form.ts';

export const ACCEPTANCE_FORM_TITLE = text('政府采购验收单', 'Acceptance form');

/** The acceptance form (验收单): what came, what of it is what was ordered, what differs and why, and who signs. */
export function acceptanceFormParts(form: AcceptanceForm): readonly FormPart[] {
  const { decision, machines, licences, acceptance, submission } = form;
  const lines = new Map(submission.lines.map((line) => [line.line, line]));
  const items = new Map((submission.softwarePlan ?? []).map((item, at) => [item.item ?? at + 1, item]));
  const goodsOf = (line: number): string => {
    const found = lines.get(line);
    return [found?.description, found?.brand, found?.model].filter(Boolean).join(' ');
  };
  const licenceOf = (item: number, language: Language): string => {
    const found = items.get(item);
    return productWords(found ?? {}) || categoryWords(found?.category)[language];
  };
  return [
    { kind: 'facts', facts: headFacts(form) },
    formTable({
      ...{ title: text('设备', 'Machines'), empty: text('没有设备。', 'There are no machines.') },
      ...{ columns: machineColumns(goodsOf), rows: machines },
    }),
    formTable({
      ...{ title: text('软件授权', 'Licences'), empty: text('没有软件授权。', 'There are no licences.') },
      ...{ columns: licenceColumns(licenceOf), rows: licences },
    }),
    ...(acceptance.goods.length === 0
      ? []
      : [
          formTable({
            ...{ title: text('其他货物', 'Other goods'), empty: NO_FINDINGS, rows: acceptance.goods },
            columns: goodsColumns(goodsOf),
          }),
        ]),
    formTable({
      ...{ title: text('验收意见', 'Findings'), empty: NO_FINDINGS },
      ...{ columns: FINDING_COLUMNS, rows: findingRows(decision, placeWords) },
    }),
    { kind: 'facts', title: text('验收结论', 'Outcome'), facts: conclusionFacts(form) },
  ];
}

/** Who signs a delivery: the unit that accepts, and the supplier who hands over. */
export const ACCEPTANCE_OPINIONS: readonly Opinion[] = [
  {
    office: text('采购单位验收意见', 'The agency'),
    signs: [text('验收人', 'Accepted by'), text('资产管理人', 'Asset keeper'), text('负责人', 'In charge')],
  },
  {
    office: text('供应商', 'The supplier'),
    signs: [text('交货人', 'Handed over by'), text('负责人', 'In charge')],
  },
];

export const ACCEPTANCE_FORM_NOTES: readonly Text[] = [
  text(
    '本表由正版软件采购闸口按存证记录生成。“不符”的设备和授权未登记入账，不得支付，可整改后再次验收。',
    'This form is drawn from what the gate has recorded. What differs is not in the register and cannot be paid; it may be accepted again once it is mended.',
  ),
];

function headFacts({ acceptance, order, submission, agencyName }: AcceptanceForm): readonly FormFact[] {
  const { supplier } = submission;
  const seller = [supplier?.name, supplier?.creditCode].filter(Boolean).join('  ');
  const { contract } = order;
  return [
    fact(text('采购单位', 'Agency'), `${agencyName}\n${order.agencyCode}`),
    fact(text('采购编号', 'Reference'), order.reference),
    fact(text('合同编号', 'Contract'), contract ? `${contract.number}（${contract.signedOn}）` : null),
    fact(text('合同金额（元）', 'Contract (yuan)'), contract?.amount),
    fact(text('验收日期', 'Accepted on'), acceptance.acceptedOn),
    fact(text('验收次数', 'Delivery'), text(`第 ${acceptance.sequence} 次`, `no. ${acceptance.sequence}`)),
    fact(text('经办人', 'Accepted by'), acceptance.actedBy?.name ?? text('接口程序', 'a program')),
    fact(text('供应商', 'Supplier'), seller),
  ];
}

const MATCHES = text('相符', 'matches');
const DIFFERS = text('不符', 'differs');

function machineColumns(goodsOf: (line: number) => string): readonly Column<MachineOfForm>[] {
  return [
    { title: text('名称型号', 'Goods'), kind: 'text', of: ({ line }) => goodsOf(line) },
    { title: text('序列号', 'Serial'), kind: 'text', of: ({ serial }) => serial },
    { title: text('资产编号', 'Asset no.'), kind: 'text', of: ({ assetNumber }) => assetNumber },
    { title: text('操作系统', 'System found'), kind: 'text', of: ({ system }) => system },
    { title: text('结果', 'Result'), kind: 'text', of: (machine, language) => resultOf(machine, language) },
  ];
}

function resultOf({ matched, differences, returnedOn }: MachineOfForm, language: Language): string {
  if (returnedOn !== null) return text(`相符，已于 ${returnedOn} 退货`, `matched, returned on ${returnedOn}`)[language];
  if (matched) return MATCHES[language];
  return [DIFFERS[language], titles(differences, language)].filter(Boolean).join(language === 'en' ? ': ' : '：');
}

function titles(differences: readonly Text[], language: Language): string {
  return differences.map((title) => title[language]).join(language === 'en' ? '; ' : '；');
}

function licenceColumns(licenceOf: (item: number, language: Language) => string): readonly Column<LicenceOfForm>[] {
  return [
    { title: text('产品', 'Product'), kind: 'text', of: ({ item }, language) => licenceOf(item, language) },
    { title: text('应到授权', 'Stated'), kind: 'count', of: ({ seats }) => seats },
    { title: text('相符授权', 'Matching'), kind: 'count', of: ({ matchedSeats }) => matchedSeats },
    {
      title: text('结果', 'Result'),
      kind: 'text',
      of: ({ seats, matchedSeats, differences }, language) =>
        matchedSeats >= seats ? MATCHES[language] : titles(differences, language) || DIFFERS[language],
    },
  ];
}

type Goods = AcceptanceForm['acceptance']['goods'][number];

function goodsColumns(goodsOf: (line: number) => string): readonly Column<Goods>[] {
  return [
    { title: text('名称', 'Goods'), kind: 'text', of: ({ line }) => goodsOf(line) },
    { title: text('数量', 'Quantity'), kind: 'count', of: ({ quantity }) => quantity },
  ];
}

function conclusionFacts({ decision, machines, licences, order }: AcceptanceForm): readonly FormFact[] {
  const matched = machines.filter((machine) => machine.matched).length;
  const seats = licences.reduce((sum, { matchedSeats }) => sum + matchedSeats, 0);
  const stated = licences.reduce((sum, licence) => sum + licence.seats, 0);
  return [
    fact(
      text('设备', 'Machines'),
      text(`到货 ${machines.length} 台，相符 ${matched} 台`, `${machines.length} came, ${matched} match`),
    ),
    fact(text('授权', 'Licences'), text(`到货 ${stated} 个，相符 ${seats} 个`, `${stated} came, ${seats} match`)),
    ...outcomeFacts(decision, clockTime(decision.decidedAt as Instant)),
    fact(text('闸口订单号', 'Order at the gate'), same(order.id), true),
  ];
}
