import { clockTime } from '../../documents/index.ts';
import { instant, type Text, text } from '../../kernel/index.ts';
import { CAUSE_WORDS } from '../../ledger/index.ts';
import { describedWords } from '../../orders/index.ts';
import { STEP_WORDS } from '../../reports/index.ts';
import { valueWords } from '../../rules/index.ts';
import {
  BUCKET_WORDS,
  FINDING_WORDS,
  MEDIA_WORDS,
  SEVERITY_WORDS,
  same,
  stateWords,
  WAIVER_WORDS,
  withCode,
} from '../words.ts';
import type { DossierBody } from './dossier-body.ts';
import { rowsOfDecisions } from './dossier-decision-rows.ts';
import { type DossierEntry, entry, nameIn } from './dossier-entry.ts';
import { summaryRows } from './dossier-summary.ts';
import { goodsOf } from './goods-of-order.ts';
import { leafWords } from './leaf-words.ts';

/** One line of a printed dossier. */
export interface DossierRow extends DossierEntry {
  readonly place: number;
  readonly section: Text;
}

type Sections = readonly (readonly [Text, readonly DossierEntry[]])[];

/** The dossier line by line, section after section: what is printed is what was answered, and masked as that was. */
export function dossierRows(body: DossierBody): readonly DossierRow[] {
  const sections: Sections = [
    [text('摘要', 'Summary'), summaryRows(body)],
    [text('一、订单', '1. The order'), [...orderRows(body), ...revisionRows(body)]],
    ...rowsOfDecisions(body.decisions),
    [text('三、豁免与双人办理', '3. Waivers, and what took two people'), [...waiverRows(body), ...proposalRows(body)]],
    [text('四、资金与授权流水', '4. Moves of money and seats'), moveRows(body)],
    [text('五、合同、验收、付款、退货', '5. Contract, acceptances, payments, returns'), fulfilmentRows(body)],
    [text('六、设备与授权', '6. Devices and licences'), chainRows(body)],
    [text('七、证明文件', '7. Evidence files'), evidenceRows(body)],
    [text('八、审计问题', '8. Audit findings'), findingRows(body)],
    [
      text('九、经办人员', '9. People'),
      body.people.map(({ id, name }) => entry(text('人员', 'Person'), withCode(name, id))),
    ],
    [text('十、日志记录与存在证明', '10. Leaves of the log, and their proofs'), leafRows(body)],
  ];
  const rows = sections.flatMap(([section, entries]) => entries.map((one) => ({ ...one, section })));
  return rows.map((row, place) => ({ ...row, place }));
}

/** The headings of the sections that have rows, in order. */
export function headingsOf(rows: readonly DossierRow[]): readonly Text[] {
  return [...new Set(rows.map(({ section }) => section))];
}

function orderRows(body: DossierBody): readonly DossierEntry[] {
  const { order, agencyName } = body;
  const { submission, total, submittedAt, notInForce } = goodsOf(body);
  return [
    entry(text('采购编号', 'Reference'), same(order.reference), { state: stateWords(order.state), on: submittedAt }),
    entry(text('单位', 'Agency'), withCode(agencyName, order.agencyCode)),
    entry(text('预算年度', 'Fiscal year'), same(String(order.fiscalYear))),
    entry(text('取得方式', 'Acquisition'), valueWords('order.acquisition', submission.acquisition ?? null)),
    entry(text('采购方式', 'Method'), valueWords('order.method', submission.method ?? null)),
    entry(text('供应商', 'Supplier'), same(submission.supplier?.name ?? '—')),
    entry(text('金额', 'Total'), same(total ?? '—')),
    ...goodsRows(submission),
    ...(notInForce
      ? [
          entry(text('变更情况', 'Amendment'), notInForce.words),
          ...goodsRows(notInForce.submission, { state: notInForceOf(notInForce.revision) }),
        ]
      : []),
  ];
}

function notInForceOf(revision: number): Text {
  return text(`第 ${revision} 版，未生效`, `revision ${revision}, not in force`);
}

function goodsRows(
  { lines, softwarePlan }: DossierBody['order']['submission'],
  beside: Pick<Partial<DossierEntry>, 'state'> = {},
): readonly DossierEntry[] {
  return [
    ...lines.map((line) =>
      entry(text(`明细第 ${line.line} 行`, `Line ${line.line}`), namedGoods(line), {
        basis: priced(line.quantity, line.unitPrice ?? null),
        ...beside,
      }),
    ),
    ...(softwarePlan ?? []).map((item) =>
      entry(
        text(`配置计划第 ${item.item} 项`, `Plan item ${item.item}`),
        same([item.product, item.edition, item.version].filter(Boolean).join(' ')),
        { basis: priced(item.seats ?? 0, item.unitPrice ?? null), ...beside },
      ),
    ),
  ];
}

function namedGoods(line: DossierBody['order']['submission']['lines'][number]): Text {
  const described = describedWords(line);
  const named = (description: string) => [description, line.brand, line.model].filter(Boolean).join(' ');
  return text(named(described['zh-CN']), named(described.en));
}

function priced(quantity: number, unitPrice: string | null): Text {
  return text(`数量 ${quantity}，单价 ${unitPrice ?? '—'} 元`, `${quantity} at ${unitPrice ?? '—'} yuan`);
}

function revisionRows(body: DossierBody): readonly DossierEntry[] {
  const { revisions, people } = body;
  const refused = goodsOf(body).notInForce?.revision;
  return revisions.map(({ revision, submittedAt, digest, total, by }) =>
    entry(
      text(`第 ${revision} 版`, `Revision ${revision}`),
      text(`金额 ${total ?? '—'} 元，摘要 ${digest}`, `${total ?? '—'} yuan, digest ${digest}`),
      {
        ...(revision === refused && { state: text('未生效', 'not in force') }),
        basis: text(`${nameIn(people, by)} 提交`, `by ${nameIn(people, by)}`),
        on: submittedAt,
      },
    ),
  );
}

function waiverRows({ waivers, people }: DossierBody): readonly DossierEntry[] {
  return waivers.map((waiver) =>
    entry(text('豁免', 'Waiver'), same(`${waiver.id} ${waiver.text}`), {
      state: WAIVER_WORDS[waiver.state],
      basis: same(
        [
          ...waiver.rules.map(({ rule, clause }) => `${rule}/${clause}`),
          ...waiver.evidence.map(({ document }) => document),
          ...[waiver.maker, ...waiver.signers].filter((id) => id !== null).map((id) => nameIn(people, id)),
        ].join(' '),
      ),
      on: waiver.grantedAt,
    }),
  );
}

function proposalRows({ proposals, people }: DossierBody): readonly DossierEntry[] {
  return proposals.map(({ id, maker, signers, logIndex }) => {
    const made = nameIn(people, maker);
    const signed = signers.map(({ person, at }) => `${nameIn(people, person)} ${clockTime(instant(at))}`).join('; ');
    return entry(
      text('双人办理', 'Proposal'),
      text(`${id}：提出 ${made}；签署 ${signed}`, `${id}: made by ${made}; signed by ${signed}`),
      { leaf: logIndex },
    );
  });
}

function moveRows({ moves }: DossierBody): readonly DossierEntry[] {
  return moves.map(({ account, accountKind, amount, seats, from, to, cause, at, logIndex }) => {
    const [out, into] = [BUCKET_WORDS[from] ?? same(from), BUCKET_WORDS[to] ?? same(to)];
    const isMoney = accountKind === 'budget-line';
    return entry(
      isMoney ? text('预算指标', 'Budget line') : text('授权', 'Entitlement'),
      text(`${account}：${out['zh-CN']} → ${into['zh-CN']}`, `${account}: ${out.en} → ${into.en}`),
      {
        state: isMoney ? text(`${amount} 元`, `${amount} yuan`) : text(`${seats} 个`, `${seats} seats`),
        basis: CAUSE_WORDS[cause as keyof typeof CAUSE_WORDS] ?? same(cause),
        ...{ on: at, leaf: logIndex },
      },
    );
  });
}

function fulfilmentRows({ contracts, acceptances, payments, returns }: DossierBody): readonly DossierEntry[] {
  const done = (isDone: boolean): Text => (isDone ? text('生效', 'concluded') : text('未生效', 'not concluded'));
  return [
    ...contracts.map(({ revision, number, signedOn, amount, concluded }) =>
      entry(
        text(`合同（第 ${revision} 版）`, `Contract, revision ${revision}`),
        text(`${number}，${amount} 元`, `${number}, ${amount} yuan`),
        {
          ...{ state: done(concluded), on: signedOn },
        },
      ),
    ),
    ...acceptances.map(({ sequence, devices, items, acceptedOn, decisionId }) => {
      const matched = devices.filter((device) => device.matched).length;
      return entry(
        text(`第 ${sequence} 次验收`, `Acceptance ${sequence}`),
        text(
          `设备 ${devices.length} 台，相符 ${matched} 台；授权 ${items.length} 项`,
          `${devices.length} machines, of which ${matched} as contracted; ${items.length} items of software`,
        ),
        { basis: same(decisionId), on: acceptedOn },
      );
    }),
    ...payments.map(({ sequence, invoiceNumber, amount, outcome, decidedAt, logIndex }) =>
      entry(
        text(`第 ${sequence} 笔付款`, `Payment ${sequence}`),
        text(`发票 ${invoiceNumber ?? '—'}，${amount} 元`, `invoice ${invoiceNumber ?? '—'}, ${amount} yuan`),
        { state: stateWords(outcome), on: decidedAt, leaf: logIndex },
      ),
    ),
    ...returns.map(({ id, devices, returnedOn, logIndex }) =>
      entry(text('退货', 'Return'), text(`${id}：${devices} 台`, `${id}: ${devices} machines`), {
        ...{ on: returnedOn, leaf: logIndex },
      }),
    ),
  ];
}

/** What came before is told in sections of its own. */
const REGISTERED: readonly string[] = ['device', 'entitlement', 'proof', 'allocation', 'installation'];

function chainRows({ chain }: DossierBody): readonly DossierEntry[] {
  return chain
    .filter(({ step }) => REGISTERED.includes(step))
    .map(({ step, id, about, state, on, logIndex, isMissing }) =>
      entry(STEP_WORDS[step], about, {
        basis: same(id ?? ''),
        state: isMissing ? text('缺失', 'missing') : stateWords(state ?? ''),
        ...{ on, leaf: logIndex },
      }),
    );
}

function evidenceRows({ evidence }: DossierBody): readonly DossierEntry[] {
  return evidence.map(({ id, name, mediaType, size, hash, at }) =>
    entry(text('证明文件', 'Evidence file'), withCode(name, id), {
      ...{ state: MEDIA_WORDS[mediaType], on: at },
      basis: text(`${size} 字节，SHA-256 ${hash}`, `${size} bytes, SHA-256 ${hash}`),
    }),
  );
}

function findingRows({ findings }: DossierBody): readonly DossierEntry[] {
  return findings.flatMap((finding) => {
    const severity = SEVERITY_WORDS[finding.severity];
    const first = entry(
      text(`审计问题（${severity['zh-CN']}）`, `Audit finding, ${severity.en}`),
      withCode(finding.text, finding.id),
      {
        ...{ state: FINDING_WORDS[finding.state], on: finding.raisedOn },
        basis: same([finding.rule, finding.legalBasis].filter(Boolean).join(' ')),
      },
    );
    const steps = finding.steps.map((step) =>
      entry(text('问题办理', 'What was done'), same(step.text), {
        ...{ state: FINDING_WORDS[step.act], on: step.on },
        basis: same(step.file === null ? '' : `SHA-256 ${step.file}`),
      }),
    );
    return [first, ...steps];
  });
}

function leafRows({ log, people }: DossierBody): readonly DossierEntry[] {
  return log.map(({ index, type, subject, at, by, leafHash }) =>
    entry(leafWords(type), same(`${subject}  ${nameIn(people, by)}`), { basis: same(leafHash), on: at, leaf: index }),
  );
}
