import { readFileSync } from 'node:fs';
import { civilDate } from '../../src/kernel/index.ts';
import { evaluationInput, factsFor } from '../../src/orders/decide/judge-order.ts';
import {
  compactResults,
  contentOfPack,
  judgeByReferenceEvaluator,
  loadPack,
  ruleSetFromContent,
  screen,
} from '../../src/rules/index.ts';
import { naiveEngines, naiveFindings } from './naive/naive-rules.ts';

export interface RulesMeasured {
  readonly rules: number;
  /** Decisions a second on one core. */
  readonly closures: number;
  readonly reference: number;
  readonly usual: number;
  readonly deriveFacts: number;
}

/** The whole pack over the order that the contract shows, without a database: what evaluating alone costs. */
export async function measureRules(measureMs: number): Promise<RulesMeasured> {
  const ruleSet = ruleSetFromContent(
    contentOfPack(loadPack('rules'), {
      number: 1,
      parent: null,
      inForceFrom: civilDate('2026-01-01'),
      changeNote: 'bench',
    }),
  );
  const body = JSON.parse(readFileSync('openapi/bundle.json', 'utf8')).components.examples.approvable.value;
  const today = civilDate('2026-04-12');
  const question = {
    stage: 'submission' as const,
    ruleSet,
    body,
    agency: AGENCY,
    gathered: { ...GATHERED, budgetLines: LINES },
    submittedOn: today,
    decidedOn: today,
  };
  const facts = factsFor(question);
  const input = evaluationInput(question, facts);
  const engines = naiveEngines(ruleSet.rules);
  return {
    rules: ruleSet.rules.length,
    closures: await perSecond(measureMs, async () => compactResults(ruleSet.compiled, screen(ruleSet.compiled, input))),
    reference: await perSecond(measureMs, () => judgeByReferenceEvaluator(ruleSet.compiled, input)),
    usual: await perSecond(measureMs, () => naiveFindings(engines, input)),
    deriveFacts: await perSecond(measureMs, async () => factsFor({ ...question })),
  };
}

async function perSecond(measureMs: number, run: () => Promise<unknown>): Promise<number> {
  const warmUntil = performance.now() + measureMs / 4;
  while (performance.now() < warmUntil) await run();
  let count = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < measureMs) {
    await run();
    count += 1;
  }
  return count / ((performance.now() - startedAt) / 1_000);
}

const AGENCY = {
  code: '11421000MB1234562Q',
  name: '荆州市文化和旅游局',
  kind: 'party-government-organ' as const,
  level: 'city' as const,
  region: '421000',
  parentCode: null,
  staff: 120,
  isClassified: false,
  isIsolatedNetwork: false,
  openedOn: null,
  version: 1,
};

function lineOf(economicClass: string) {
  return {
    fiscalYear: 2026,
    isClosed: false,
    economicClass,
    project: '办公设备更新',
    projectKind: 'ordinary' as const,
    isGovernmentProcurement: true,
    availableFen: 50_000_000 as never,
    version: 1,
  };
}

const LINES = { 'JZ-2026-31002-01': lineOf('31002'), 'JZ-2026-31007-01': lineOf('31007') };

const GATHERED = {
  agency: AGENCY,
  responsible: [
    { duty: 'head' as const, from: civilDate('2026-01-01'), until: null },
    { duty: 'liaison' as const, from: civilDate('2026-01-01'), until: null },
  ],
  planFiling: null,
  supplier: { creditCode: '91420000MA4KTEXT64', debarments: [] },
  products: [],
  devices: {},
  deviceCounts: {},
  idleDevices: {},
  entitlements: {},
  freePools: [],
  releasedSeats: [],
  overdueUndertakings: [],
  overdueRectifications: [],
  overdueFilings: [],
  history: { openTwinOrders: 0, exemptionDevicesUsed: 0, purchases: [], prices: {} },
};
