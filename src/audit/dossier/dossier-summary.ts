import { addFen, fen, formatYuan, parseYuan, type Text, text } from '../../kernel/index.ts';
import { BUCKET_WORDS, EFFECT_WORDS, RESULT_WORDS, STAGE_WORDS, same, stateWords, withCode } from '../words.ts';
import type { DossierBody } from './dossier-body.ts';
import { type DossierEntry, entry, nameIn } from './dossier-entry.ts';
import { goodsOf } from './goods-of-order.ts';

/** Everything that matters, for one sheet: who, what, money, how each decision ended, what is open, where proof is. */
export function summaryRows(body: DossierBody): readonly DossierEntry[] {
  return [...subjectRows(body), ...moneyRows(body), ...body.decisions.map(decisionRow), openRow(body), proofRow(body)];
}

/** On one sheet; the section on the order has all of them. */
const GOODS_MAX = 4;
const PEOPLE_MAX = 8;

function subjectRows(body: DossierBody): readonly DossierEntry[] {
  const { order, agencyName, people } = body;
  const { submission, by, submittedAt, notInForce } = goodsOf(body);
  const { lines, supplier } = submission;
  const goods = lines.slice(0, GOODS_MAX).map((line) => {
    return `${[line.description, line.brand, line.model].filter(Boolean).join(' ')} × ${line.quantity}`;
  });
  const more = lines.length - goods.length;
  const names = people.slice(0, PEOPLE_MAX).map(({ name }) => name);
  const submitted = nameIn(people, by);
  return [
    entry(text('单位', 'Agency'), withCode(agencyName, order.agencyCode), {
      ...{ state: stateWords(order.state), on: submittedAt },
      basis: text(`${submitted} 提交`, `submitted by ${submitted}`),
    }),
    entry(
      text('采购内容', 'What is bought'),
      more > 0
        ? text(`${goods.join('；')}；其余 ${more} 行`, `${goods.join('; ')}; ${more} more lines`)
        : text(goods.join('；'), goods.join('; ')),
      { basis: text(`供应商：${supplier?.name ?? '—'}`, `Supplier: ${supplier?.name ?? '—'}`) },
    ),
    ...(notInForce ? [entry(text('变更情况', 'Amendment'), notInForce.words)] : []),
    entry(text('经办人员', 'People'), text(names.join('、'), names.join(', ')), {
      basis: text(`共 ${people.length} 人`, `${people.length} in all`),
    }),
  ];
}

/** Of the order, of its contract, of what was paid, and what is bound on each budget line by the moves. */
function moneyRows(body: DossierBody): readonly DossierEntry[] {
  const { contracts, payments, moves } = body;
  const concluded = contracts.findLast((contract) => contract.concluded);
  const good = payments.filter(({ outcome }) => outcome === 'approved').map(({ amount }) => parseYuan(amount));
  const paid = formatYuan(addFen(...good));
  const contracted = concluded?.amount ?? '—';
  const total = goodsOf(body).total ?? '—';
  return [
    entry(
      text('金额', 'Money'),
      text(
        `订单 ${total} 元；合同 ${contracted} 元；已审核通过付款 ${paid} 元`,
        `order ${total} yuan; contract ${contracted} yuan; payments approved ${paid} yuan`,
      ),
    ),
    ...[...new Set(moves.filter(({ amount }) => amount !== null).map(({ account }) => account))].map((account) =>
      entry(text('预算指标', 'Budget line'), lineMoney(moves, account), { basis: same(account) }),
    ),
  ];
}

const BOUND = ['reserved', 'encumbered', 'spent'];

function lineMoney(moves: DossierBody['moves'], account: string): Text {
  const own = moves.filter((move) => move.account === account);
  const sums = BOUND.map((bucket) => {
    const parts = own.map(({ amount, from, to }) => {
      const moved = parseYuan(amount ?? '0');
      return fen((to === bucket ? moved : 0) - (from === bucket ? moved : 0));
    });
    const words = BUCKET_WORDS[bucket] ?? same(bucket);
    const sum = formatYuan(addFen(...parts));
    return text(`${words['zh-CN']} ${sum}`, `${words.en} ${sum}`);
  });
  return text(sums.map((sum) => sum['zh-CN']).join('；'), sums.map(({ en }) => en).join('; '));
}

type Decided = DossierBody['decisions'][number];

function decisionRow({ decision, rules }: Decided): DossierEntry {
  const { stage, revision, outcome, decidedAt, log, findings } = decision;
  const words = STAGE_WORDS[stage];
  const told = findings.map(({ rule, effect, waiver }) => {
    const { 'zh-CN': chinese, en } = EFFECT_WORDS[effect];
    return text(`${rule} ${chinese}${waiver ? '（已豁免）' : ''}`, `${rule} ${en}${waiver ? ' (waived)' : ''}`);
  });
  const passed = rules.filter(({ result }) => result === 'pass').length;
  return entry(
    text(`${words['zh-CN']}（第 ${revision} 版）`, `${words.en}, revision ${revision}`),
    text(
      told.length > 0 ? told.map((one) => one['zh-CN']).join('；') : '无意见',
      told.length > 0 ? told.map(({ en }) => en).join('; ') : 'no findings',
    ),
    {
      ...{ state: stateWords(outcome), on: decidedAt, leaf: log.index },
      basis: text(`${RESULT_WORDS.pass['zh-CN']} ${passed} 条规则`, `${passed} rules ${RESULT_WORDS.pass.en}`),
    },
  );
}

function openRow(body: DossierBody): DossierEntry {
  const { order, decisions, findings, chain } = body;
  const { notInForce } = goodsOf(body);
  // What was refused is asked of nobody any more; what waits is.
  const refused = notInForce?.isRejected ? notInForce.revision : null;
  const last = decisions.findLast(({ decision }) => decision.revision !== refused)?.decision;
  const fired = (last?.findings ?? []).filter(({ waiver, effect }) => !waiver && effect !== 'warn');
  const raised = findings.filter(({ state }) => state !== 'closed');
  const missing = chain.filter(({ isMissing }) => isMissing);
  const open: readonly Text[] = [
    ...fired.map(({ rule }) => text(`意见 ${rule}`, `finding ${rule}`)),
    ...(last?.indeterminate ?? []).map(({ rule }) => text(`无法判断 ${rule}`, `${rule} could not be evaluated`)),
    ...(order.redemption?.isOverdue ? [text('合同逾期未签', 'contract overdue')] : []),
    ...raised.map(({ id, overdue }) =>
      text(`审计问题 ${id}${overdue ? '（逾期）' : ''}`, `audit finding ${id}${overdue ? ' (overdue)' : ''}`),
    ),
    ...(missing.length > 0 ? [text(`授权链缺失 ${missing.length} 个环节`, `${missing.length} links missing`)] : []),
  ];
  if (open.length === 0) return entry(text('未了事项', 'Open'), text('无', 'nothing'));
  return entry(
    text('未了事项', 'Open'),
    text(open.map((one) => one['zh-CN']).join('；'), open.map(({ en }) => en).join('; ')),
  );
}

function proofRow({ log, logEntries, evidence, asOf }: DossierBody): DossierEntry {
  const [first, last] = [log.at(0)?.index ?? '—', log.at(-1)?.index ?? '—'];
  return entry(
    text('证明索引', 'Proof'),
    text(
      `日志记录 ${logEntries} 条（第 ${first} 至 ${last} 条之间），证明文件 ${evidence.length} 份；每条记录的存在证明：/v1/log/proofs/inclusion?index=序号`,
      `${logEntries} leaves of the log (between ${first} and ${last}), ${evidence.length} evidence files; the proof of each leaf: /v1/log/proofs/inclusion?index=…`,
    ),
    { basis: same(asOf.rootHash), on: asOf.at, leaf: asOf.index },
  );
}
