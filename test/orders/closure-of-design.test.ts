import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Gathered } from '../../src/facts/gathered.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { civilDate, fen } from '../../src/kernel/index.ts';
import { judgeOrder } from '../../src/orders/decide/judge-order.ts';
import { CLOSURES, REFERENCE_EVALUATOR } from '../../src/rules/index.ts';
import {
  givenAgency,
  givenAntivirus,
  givenApproval,
  givenBudgetLine,
  givenComputer,
  givenDevice,
  givenEntitlement,
  givenGathered,
  givenHistory,
  givenItem,
  givenLine,
  givenPurchases,
  givenSupplier,
  givenSystem,
  HARDWARE_LINE,
  SOFTWARE_LINE,
  SUBMITTED_ON,
  shippedPack,
} from '../facts/support.ts';

/**
 * The closure test of the rule map: the order that the design shows, with the reference data that the design shows, must be
 * approved with no finding and nothing indeterminate. Each variant changes one thing and must give that one's findings only.
 */
describe('the order of the contract', () => {
  it('is approved: every rule passes or is about something else, and nothing is indeterminate', async () => {
    const judgement = await judge(example('approvable'));

    assert.equal(judgement.outcome, 'approved');
    assert.deepEqual(judgement.findings, []);
    assert.deepEqual(judgement.indeterminate, []);
    assert.ok(judgement.passed.length >= 40, `only ${judgement.passed.length} rules passed`);
  });

  it('is the order that the builders of these tests give', async () => {
    const { line, ...rest } = { line: example('approvable').lines[0], ...example('approvable') };

    assert.deepEqual(line?.computer, givenLine().computer);
    assert.deepEqual(rest.softwarePlan, [givenItem(), givenAntivirus()]);
  });

  it('is rejected by OS-01 alone without an operating system', async () => {
    const judgement = await judge(example('withoutOperatingSystem'));

    assert.equal(judgement.outcome, 'rejected');
    assert.deepEqual(judgement.findings, ['OS-01 absent /lines/0']);
    assert.deepEqual(judgement.indeterminate, []);
  });

  it('is approved on its requirement in an open tender, before there is a supplier', async () => {
    const judgement = await judge(example('openTender'));

    assert.deepEqual(judgement.findings, []);
    assert.deepEqual(judgement.indeterminate, []);
    assert.equal(judgement.outcome, 'approved');
    for (const rule of ['OS-05', 'OS-10', 'OS-12', 'PLN-08', 'SUP-01'])
      assert.ok(!judgement.passed.includes(rule), rule);
    for (const rule of ['OS-01', 'OS-02', 'OS-03', 'PLN-02', 'PLN-03'])
      assert.ok(judgement.passed.includes(rule), rule);
  });

  const base = example('approvable');
  const filing = { isOwn: true, fiscalYear: 2026, amountFen: fen(50_000_000), usedFen: fen(0), version: 6 };
  const withSystem = (changes: Parameters<typeof givenSystem>[0]): Partial<OrderSubmission> => ({
    lines: [{ ...givenLine(), computer: givenComputer({ operatingSystem: givenSystem(changes) }) }],
  });
  const variants: readonly Variant[] = [
    { says: 'DOS', order: withSystem({ state: 'dos' }), findings: ['OS-01 dos-only /lines/0'] },
    {
      says: 'no word about the system',
      order: { lines: [givenLine({ computer: givenComputer({ operatingSystem: null }) })] },
      findings: ['OS-02 unknown /lines/0'],
    },
    {
      says: 'a system without a version',
      order: withSystem({ version: null }),
      findings: ['OS-02 incomplete /lines/0'],
    },
    {
      says: 'a trial licence',
      order: withSystem({ licenceType: 'trial' }),
      findings: ['OS-03 trial-licence /lines/0'],
    },
    { says: 'no paper for the system', order: withSystem({ evidence: [] }), findings: ['OS-04 thin /lines/0'] },
    { says: 'a home edition', order: withSystem({ edition: 'Home' }), findings: ['OS-05 home-not-allowed /lines/0'] },
    {
      says: 'a system that claims no rating',
      order: withSystem({ securityRating: null }),
      findings: ['OS-12 system-unrated /lines/0'],
    },
    {
      says: 'the same at a unit that need not buy rated products',
      order: withSystem({ securityRating: null }),
      gathered: { agency: givenAgency({ kind: 'other-institution' }) },
      findings: [],
    },
    {
      says: 'a system nobody knows',
      order: withSystem({ product: 'Nobody’s OS' }),
      findings: ['OS-12 system-unconfirmed /lines/0'],
      indeterminate: ['OS-10 /lines/0', 'PLN-08 /softwarePlan/0', 'PLN-08 /softwarePlan/1'],
    },
    {
      says: 'no plan',
      order: { softwarePlan: [], total: '99980.00' },
      findings: ['PLN-01 no-plan', 'PLN-02 office-short', 'PLN-03 clients-short'],
    },
    {
      says: 'one office seat too few',
      order: {
        total: '112820.00',
        softwarePlan: [
          givenItem({ seats: 19, funding: [{ budgetLine: SOFTWARE_LINE, amount: '11020.00' }] }),
          givenAntivirus(),
        ],
      },
      findings: ['PLN-02 office-short'],
    },
    {
      says: 'one office seat too many',
      order: {
        total: '113980.00',
        softwarePlan: [
          givenItem({ seats: 21, evidence: [], funding: [{ budgetLine: SOFTWARE_LINE, amount: '12180.00' }] }),
          givenAntivirus(),
        ],
      },
      findings: ['PLN-04 over-configured'],
    },
    {
      says: 'office for another processor',
      order: { softwarePlan: [givenItem({ platforms: ['linux-x64'] }), givenAntivirus()] },
      findings: ['PLN-02 office-short', 'PLN-08 no-platform-fits /softwarePlan/0'],
    },
    {
      says: 'all office seats from spare ones and no money for them',
      order: {
        total: '101800.00',
        softwarePlan: [
          givenItem({ provision: 'spare-entitlement', entitlementId: 'ent_1', unitPrice: null, funding: [] }),
          givenAntivirus(),
        ],
      },
      gathered: { entitlements: { ent_1: givenEntitlement() } },
      findings: [],
    },
    { says: 'a total one fen off', order: { total: '113400.01' }, findings: ['INT-02 total-differs'] },
    {
      says: 'no delivery date',
      order: {
        expectedDeliveryOn: null,
        softwarePlan: [givenItem({ validFrom: null }), givenAntivirus({ validFrom: null })],
      },
      findings: ['INT-01 elements-missing'],
    },
    {
      says: 'the desktop code of the wrong edition',
      order: { lines: [givenLine({ catalogue: { edition: '2013', code: 'A02010105' } })] },
      gathered: { planFiling: { ...filing, items: [] } },
      findings: ['INT-04 decoded-otherwise /lines/0'],
    },
    {
      says: 'a price of one fen above the cap',
      order: {
        total: '113420.20',
        lines: [givenLine({ unitPrice: '5000.01', funding: [{ budgetLine: HARDWARE_LINE, amount: '100000.20' }] })],
      },
      findings: ['HW-01 over-cap /lines/0'],
    },
    {
      says: 'the same with an approval',
      order: {
        total: '113420.20',
        approvals: [givenApproval()],
        lines: [givenLine({ unitPrice: '5000.01', funding: [{ budgetLine: HARDWARE_LINE, amount: '100000.20' }] })],
      },
      findings: ['HW-01 over-cap-approved /lines/0'],
    },
    {
      says: 'a replaced machine of five years and eleven months',
      order: { lines: [givenLine({ replaces: ['dev_1'] })] },
      gathered: { devices: { dev_1: givenDevice({ acquiredOn: civilDate('2020-04-13') }) } },
      findings: ['HW-04 too-young /lines/0'],
    },
    {
      says: 'one fen too little on the budget line',
      gathered: {
        budgetLines: {
          [HARDWARE_LINE]: givenBudgetLine({ availableFen: fen(9_997_999) }),
          [SOFTWARE_LINE]: givenBudgetLine({ economicClass: '31007' }),
        },
      },
      findings: ['BUD-02 over-available /lines/0/funding/0'],
    },
    {
      says: 'a budget line that is not its own',
      gathered: { budgetLines: { [SOFTWARE_LINE]: givenBudgetLine({ economicClass: '31007' }) } },
      findings: ['BUD-01 unknown-or-foreign'],
    },
    {
      says: 'a twin',
      gathered: { history: givenHistory({ openTwinOrders: 1 }) },
      findings: ['INT-03 twin-order'],
    },
    {
      says: 'an earlier order that together goes over the open-tender line',
      gathered: {
        history: givenHistory({
          purchases: [givenPurchases({ orders: 1, totalFen: fen(200_000_000 - 9_998_000 + 1) })],
        }),
      },
      findings: ['PRC-02 over-threshold /lines/0'],
    },
    {
      says: 'a debarred supplier',
      gathered: { supplier: givenSupplier({}) },
      findings: ['SUP-01 debarred'],
    },
    {
      says: 'an agency whose staff nobody recorded',
      gathered: { agency: givenAgency({ staff: null }) },
      findings: [],
      indeterminate: ['HW-05'],
    },
    {
      says: 'an agency that nobody answers for',
      gathered: { responsible: [] },
      findings: ['INT-05 vacant-beyond-grace'],
    },
  ];
  for (const { says, order, gathered, findings, indeterminate } of variants) {
    it(`has ${findings.join(', ') || 'no finding'} with ${says}`, async () => {
      const judgement = await judge({ ...base, ...order }, gathered);

      assert.deepEqual(judgement.findings, findings);
      assert.deepEqual(judgement.indeterminate, indeterminate ?? []);
    });
  }
});

interface Variant {
  readonly says: string;
  readonly order?: Partial<OrderSubmission>;
  readonly gathered?: Partial<Gathered>;
  readonly findings: readonly string[];
  readonly indeterminate?: readonly string[];
}

function example(name: string): OrderSubmission {
  const bundle = JSON.parse(readFileSync('openapi/bundle.json', 'utf8'));
  return bundle.components.examples[name].value as OrderSubmission;
}

/** Judged twice, by the closures and wholly by json-rules-engine: both must say the same. */
async function judge(body: OrderSubmission, changes: Partial<Gathered> = {}) {
  const gathered = givenGathered({ ...(body.supplier ? {} : { supplier: null }), ...changes });
  const day = civilDate(SUBMITTED_ON);
  const question = {
    stage: 'submission' as const,
    ruleSet: shippedPack(),
    body,
    agency: gathered.agency,
    gathered,
    submittedOn: day,
    decidedOn: day,
  };
  const { judgement } = await judgeOrder({ ...question, screening: CLOSURES });
  const reference = await judgeOrder({ ...question, screening: REFERENCE_EVALUATOR });

  assert.deepEqual({ ...judgement, screenedBy: REFERENCE_EVALUATOR.version }, reference.judgement);
  return {
    outcome: judgement.outcome,
    findings: judgement.findings.map(({ rule, clause, pointer }) => `${rule} ${clause} ${instanceOf(pointer)}`.trim()),
    indeterminate: judgement.indeterminate.map(({ rule, pointer }) => `${rule} ${pointer}`.trim()),
    passed: judgement.results
      .filter(({ instances }) => instances.some(({ result }) => result === 'pass'))
      .map(({ rule }) => rule),
  };
}

/** Where a finding stands, without the field below it, which is the rule document's choice. */
function instanceOf(pointer: string): string {
  return /^\/(?:lines|softwarePlan)\/\d+(?:\/funding\/\d+)?/.exec(pointer)?.[0] ?? '';
}
