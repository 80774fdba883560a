import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY } from './demo-agencies.ts';
import { type DemoDays, yearOf } from './demo-days.ts';
import { lineCode } from './demo-money.ts';
import type { KeyName } from './demo-people.ts';
import type { GateClient } from './gate-client.ts';

type Schemas = components['schemas'];

interface Examples {
  readonly clients: Readonly<Record<KeyName, GateClient>>;
  readonly days: DemoDays;
  /** The ids of orders, by the numbers in their references. */
  readonly orders: ReadonlyMap<string, string>;
}

/** The order of the culture bureau that is dear for its office software, and waits for the finance bureau. */
const REFERRED = '0455';

/** The order of the culture bureau that was paid and closed. */
const CLOSED = '0419';

/** On the last day of the story: something of each kind that waits for somebody to act. */
export async function openExamples(examples: Examples): Promise<void> {
  await proposeTransfer(examples);
  await askForWaiver(examples);
  await raiseFinding(examples);
  await beginBacktest(examples);
}

/** For another person of the finance bureau to sign or refuse. */
async function proposeTransfer({ clients, days }: Examples): Promise<void> {
  const year = yearOf(days.today);
  await clients.finance.post('/v1/budget-transfers', {
    from: lineCode('finance', year, '31002'),
    to: lineCode('culture', year, '31002'),
    amount: '20000.00',
    documentNumber: `荆财预〔${year}〕96号`,
    reason: '文旅局年中新增办公设备，从财政局同类指标调剂',
  });
}

/** Asked for by the agency, so it takes two people of the bureau that owns the rule. */
async function askForWaiver({ clients, days, orders }: Examples): Promise<void> {
  const { body: order } = await clients.officer.get<Schemas['Order']>(`/v1/orders/${orders.get(REFERRED)}`);
  const decision = `/v1/decisions/${order.decisionId}`;
  const { body: decided } = await clients.officer.get<Schemas['Decision']>(decision);
  const finding = decided.findings.find(({ effect }) => effect === 'refer');
  if (!finding) throw new Error('the demo asks for a waiver of a finding that is not there');
  const { body: rule } = await clients.officer.get<Schemas['RuleInSet']>(`${decision}/rules/${finding.rule}`);
  await clients.officer.post('/v1/waivers', {
    scope: { order: { id: order.id, revision: order.latestRevision } },
    rules: [{ rule: finding.rule, revision: rule.read.revision, clause: finding.clause }],
    reasonCode: 'special-work',
    text: '古籍数字化项目须使用带专业排版组件的办公软件，普通版本无法打开既有文件。',
    evidence: [
      { document: `荆文旅办〔${yearOf(days.today)}〕31号`, issuedBy: '荆州市文化和旅游局', issuedOn: days.ago(27) },
    ],
    until: days.ago(-60),
  });
}

/** For the agency to answer. */
async function raiseFinding({ clients, days, orders }: Examples): Promise<void> {
  await clients.audit.post('/v1/audit-findings', {
    agencyCode: AGENCY.culture.code,
    order: orders.get(CLOSED),
    severity: 'medium',
    text: '抽查该订单到货的计算机，有两台未粘贴资产标签，责任人登记不全。',
    dueOn: days.ago(-14),
  });
}

/** Of the rules in force on the last orders: the gate finishes it by itself soon after the start. */
async function beginBacktest({ clients, days }: Examples): Promise<void> {
  const { body } = await clients.audit.get<Schemas['RuleSetPage']>('/v1/rule-sets?limit=1');
  await clients.audit.post('/v1/backtests', { ruleSet: body.items[0]?.number, from: days.ago(60), until: days.today });
}
