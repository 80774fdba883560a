import { percentOf } from '../../documents/index.ts';
import { fen, groupBy, sumBy, type Text, text } from '../../kernel/index.ts';
import { CHANNEL_WORDS } from '../../register/index.ts';
import type { TotalSum } from '../../reports/index.ts';
import { type Policy, type RuleSet, valueWords } from '../../rules/index.ts';
import { same, stateWords } from '../words.ts';
import { type AuditFigure, family, figure, type Member } from './software-audit.ts';
import type { EntitlementsRow, FiredRow } from './software-audit-rows.ts';

export interface ProcurementFacts {
  readonly sums: readonly TotalSum[];
  readonly fired: readonly FiredRow[];
  readonly waivers: number;
  readonly entitlements: readonly EntitlementsRow[];
  readonly ruleSet: RuleSet;
  readonly policy: Policy;
}

const STATES = [
  ...(['rejected', 'referred', 'approved', 'contracted', 'accepted', 'closed', 'withdrawn', 'expired'] as const),
  'terminated',
];
const OUTCOMES = ['approved', 'referred', 'rejected'];

/** What was bought, what spoke against it, and what it cost. */
export function procurementFigures(facts: ProcurementFacts): readonly AuditFigure[] {
  const { fired, waivers, entitlements, ruleSet } = facts;
  const orders = ordersIn(facts);
  return [
    ...family('procurement', {
      id: 'orders.outcome',
      title: text('采购订单（按最近审核结果）', 'Orders, by the last decision'),
      members: OUTCOMES.map((name) => {
        const decided = orders.filter(({ outcome }) => outcome === name);
        return memberOf(decided, name, prefixed('最近审核：', 'Last decided: ', name));
      }),
    }),
    ...family('procurement', {
      id: 'orders.state',
      title: text('采购订单（按当前状态）', 'Orders, by state'),
      members: STATES.map((name) => {
        const standing = orders.filter(({ state }) => state === name);
        return memberOf(standing, name, prefixed('当前状态：', 'State: ', name));
      }),
    }),
    ...family('procurement', {
      id: 'rules.fired',
      title: text('规则触发（次审核）', 'Rules that fired, in decisions'),
      members: fired
        .filter((row) => Number(row.fired) > 0)
        .map(({ rule, fired: count }) => ({ id: rule, title: titleOf(rule, ruleSet), count: Number(count) })),
    }),
    figure('procurement', 'rules.waived', text('其中以豁免放行', 'of these set aside by waivers'), {
      ...{ count: sumBy(fired, (row) => Number(row.waived)) },
    }),
    figure('procurement', 'waivers', text('本年批准的豁免', 'Waivers granted in the year'), { count: waivers }),
    ...priceFigures(facts),
    ...family('procurement', {
      id: 'channels',
      title: text('本年取得的软件授权（按渠道）', 'Entitlements acquired in the year, by channel'),
      members: channelsIn(entitlements),
    }),
  ];
}

function channelsIn(entitlements: readonly EntitlementsRow[]): readonly Member[] {
  const ofYear = entitlements.filter((row) => Number(row.is_of_year) === 1);
  const channels = groupBy(ofYear, ({ channel }) => channel);
  return [...channels.keys()].toSorted().map((id) => {
    const title = words(text('渠道：', 'Channel: '), CHANNELS[id] ?? same(id));
    return { id, title, count: sumBy(channels.get(id) ?? [], ({ count }) => Number(count)) };
  });
}

const CHANNELS: Readonly<Record<string, Text>> = CHANNEL_WORDS;

/** Of each category the mean price, and how much of the cap that is. */
function priceFigures({ sums, policy }: ProcurementFacts): readonly AuditFigure[] {
  const prices = groupBy(
    sums.filter(({ kind }) => kind === 'price'),
    ({ name }) => name,
  );
  return [...prices.keys()].toSorted().map((category) => {
    const ofCategory = prices.get(category) ?? [];
    const lines = sumBy(ofCategory, ({ orders }) => orders);
    const mean = fen(Math.round(sumBy(ofCategory, ({ amountFen }) => amountFen) / lines));
    const cap = policy.deviceCap(category) ?? null;
    const shown = cap === null ? text('无限额', 'no cap') : text(`限额 ${cap / 100} 元`, `cap ${cap / 100} yuan`);
    const named = valueWords('line.category', category);
    return figure(
      'procurement',
      `prices.${category}`,
      text(`平均单价：${named['zh-CN']}（${shown['zh-CN']}）`, `Mean price: ${named.en} (${shown.en})`),
      { count: lines, amount: mean, rate: cap === null ? null : percentOf(mean, cap) },
    );
  });
}

interface OrdersInState {
  readonly state: string;
  readonly outcome: string;
  readonly count: number;
  readonly amount: number;
}

/** By how they stand and by how they were last decided: whoever asks for one adds up over the other. */
function ordersIn({ sums }: ProcurementFacts): readonly OrdersInState[] {
  return sums
    .filter(({ kind }) => kind === 'state')
    .map(({ name, orders: count, amountFen: amount }) => {
      const [state = '', outcome = ''] = name.split('/');
      return { state, outcome, count, amount };
    });
}

function memberOf(rows: readonly OrdersInState[], name: string, title: Text): Member {
  const amount = fen(sumBy(rows, (row) => row.amount));
  return { id: name, title, count: sumBy(rows, (row) => row.count), amount };
}

function prefixed(zh: string, en: string, state: string): Text {
  return words(text(zh, en), stateWords(state));
}

function words(one: Text, other: Text): Text {
  return text(`${one['zh-CN']}${other['zh-CN']}`, `${one.en}${other.en}`);
}

function titleOf(rule: string, ruleSet: RuleSet): Text {
  const title = ruleSet.findRule(rule)?.title ?? same('');
  return text(`触发 ${rule} ${title['zh-CN']}`, `Fired: ${rule} ${title.en}`);
}
