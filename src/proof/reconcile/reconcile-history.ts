import type { Tx } from '../../db/index.ts';
import { type DecisionRecord, isClassifiedLeaf, openRecord } from '../../decisions/index.ts';
import { machineCostsOf } from '../../facts/index.ts';
import { dayOf, groupBy, instant } from '../../kernel/index.ts';
import {
  countedMachineLines,
  countedOldMachines,
  countedPrices,
  countedProofs,
  countedPurchases,
  DERIVATION,
  type StandingLeaf,
  type StandingLeaves,
} from '../../orders/index.ts';
import { type OwnGathered, parseOwnGathered, parseWithoutBulk } from '../projections/leaf-bulk.ts';
import type { RuleSetOf } from '../rederive/rederive-rule-sets.ts';
import type { LiveOrder } from './reconcile-commitments.ts';
import { type HistoryRow, type HistoryTable, listCountedRows } from './reconcile-history-repository.ts';
import type { ReconciliationFault } from './reconciliation-fault.ts';

interface LivePage {
  readonly live: readonly LiveOrder[];
  /** By order: the decision that noted what history keeps of it. */
  readonly leaves: StandingLeaves;
  readonly ruleSetOf: RuleSetOf;
}

/**
 * The rows that splitting, the percentiles of prices, twins, papers and old machines used twice are found by, against what the standing body gives by the
 * law, the lines and the agency of its decision. Of an erased record nobody can say any more what it gave.
 */
export async function reconcileHistory(
  tx: Tx,
  { live, leaves, ruleSetOf }: LivePage,
): Promise<readonly ReconciliationFault[]> {
  const ids = live.map(({ order }) => order.id);
  const byOrder = async (table: HistoryTable) =>
    groupBy(await listCountedRows(tx, table, ids), ({ order_id: id }) => id);
  const purchases = await byOrder('order_purchases');
  const prices = await byOrder('order_prices');
  const machineLines = await byOrder('order_machine_lines');
  const proofs = await byOrder('order_proofs');
  const machineCosts = await byOrder('order_machine_costs');
  const oldMachines = await byOrder('order_replaced');
  const found: ReconciliationFault[] = [];
  for (const one of live) {
    const { id } = one.order;
    const wanted = await wantedOf(one, leaves.get(id), ruleSetOf);
    if (!wanted) continue;
    found.push(
      ...compareRows(one, { ...PURCHASES, wanted: wanted.purchases, rows: purchases.get(id) ?? [] }),
      ...compareRows(one, { ...PRICES, wanted: wanted.prices, rows: prices.get(id) ?? [] }),
      ...compareRows(one, { ...MACHINE_COSTS, wanted: wanted.machineCosts, rows: machineCosts.get(id) ?? [] }),
      ...compareRows(one, { ...MACHINE_LINES, wanted: wanted.machineLines, rows: machineLines.get(id) ?? [] }),
      ...compareRows(one, { ...PROOFS, wanted: wanted.proofs, rows: proofs.get(id) ?? [] }),
      ...compareRows(one, { ...OLD_MACHINES, wanted: wanted.oldMachines, rows: oldMachines.get(id) ?? [] }),
    );
  }
  return found;
}

type ExpectedRow = Readonly<Record<string, string | number | null>>;

interface ExpectedHistory {
  readonly purchases: readonly ExpectedRow[];
  readonly prices: readonly ExpectedRow[];
  readonly machineLines: readonly ExpectedRow[];
  readonly proofs: readonly ExpectedRow[];
  readonly machineCosts: readonly ExpectedRow[];
  readonly oldMachines: readonly ExpectedRow[];
}

async function wantedOf(
  { body }: LiveOrder,
  leaf: StandingLeaf | undefined,
  ruleSetOf: RuleSetOf,
): Promise<ExpectedHistory | undefined> {
  const decided = leaf && decidedOf(leaf);
  // Another version may have counted otherwise, and what it noted stands.
  if (decided?.record.evaluator.derivation !== DERIVATION) return undefined;
  const { record, gathered, decidedOn } = decided;
  const { agency, budgetLines } = gathered;
  const ruleSet = await ruleSetOf(record.ruleSet);
  if (!ruleSet) return undefined;
  const counting = { body, agency, submittedOn: dayOf(record.submittedAt) };
  const policy = ruleSet.policyFor({ region: agency.region, level: agency.level, on: counting.submittedOn });
  const projectOf = (code: string): string | undefined => budgetLines[code]?.project;
  return {
    purchases: countedPurchases({ ...counting, ruleSet, decidedOn, projectOf }).map((purchase) => ({
      ...{ purchaseKey: purchase.purchaseKey, siblingKey: purchase.siblingKey, agencyCode: body.agencyCode },
      ...{ amountFen: purchase.amountFen, submittedOn: purchase.submittedOn },
    })),
    prices: countedPrices(counting).map((price) => ({ ...price })),
    machineLines: countedMachineLines(counting).map((line) => ({ ...line })),
    proofs: countedProofs({ ...counting, ruleSet, decidedOn }).map((proof) => ({ ...proof })),
    oldMachines: countedOldMachines(body).map((machine) => ({ ...machine })),
    machineCosts: machineCostsOf(body, policy).map((cost) => ({
      ...cost,
      agencyCode: body.agencyCode,
      submittedOn: counting.submittedOn,
    })),
  };
}

/** A leaf that cannot be read is reported where the log is read in order. */
function decidedOf({ leaf, sealed }: StandingLeaf) {
  const decidedOn = dayOf(instant(leaf.at));
  if (isClassifiedLeaf(leaf.bytes)) {
    const opened = openRecord(leaf, sealed);
    if (opened.kind !== 'open') return undefined;
    return { record: opened.record, gathered: opened.record.detail.gathered as OwnGathered, decidedOn };
  }
  try {
    const record = parseWithoutBulk(leaf.bytes) as Omit<DecisionRecord, 'detail'>;
    return { record, gathered: parseOwnGathered(leaf.bytes), decidedOn };
  } catch {
    return undefined;
  }
}

interface Shape {
  readonly word: string;
  readonly key: string;
  readonly columns: Readonly<Record<string, string>>;
}

const PURCHASES: Shape = {
  word: 'purchase',
  key: 'purchaseKey',
  columns: {
    ...{ purchaseKey: 'purchase_key', siblingKey: 'sibling_key', agencyCode: 'agency_code' },
    ...{ amountFen: 'amount_fen', submittedOn: 'submitted_on' },
  },
};

const PRICES: Shape = {
  word: 'price',
  key: 'line',
  columns: {
    ...{ line: 'line', category: 'category', region: 'region' },
    ...{ unitPriceFen: 'unit_price_fen', submittedOn: 'submitted_on' },
  },
};

const MACHINE_LINES: Shape = {
  word: 'machine-line',
  key: 'lineKey',
  columns: { lineKey: 'line_key', copies: 'copies', orderLines: 'order_lines', submittedOn: 'submitted_on' },
};

const PROOFS: Shape = {
  word: 'proof',
  key: 'proofKey',
  columns: { proofKey: 'proof_key', machines: 'machines', covers: 'covers' },
};

const OLD_MACHINES: Shape = {
  word: 'old-machine',
  key: 'deviceId',
  columns: { line: 'line', deviceId: 'device_id' },
};

const MACHINE_COSTS: Shape = {
  word: 'machine-cost',
  key: 'kind',
  columns: {
    kind: 'kind',
    agencyCode: 'agency_code',
    pieces: 'pieces',
    amountFen: 'amount_fen',
    submittedOn: 'submitted_on',
  },
};

interface Rows extends Shape {
  readonly wanted: readonly ExpectedRow[];
  readonly rows: readonly HistoryRow[];
}

const ABSENT = '–';

/** Column by column; of two that a body gives under one key the last one is kept. */
function compareRows({ order }: LiveOrder, { word, key, columns, wanted, rows }: Rows): readonly ReconciliationFault[] {
  const expected = new Map(wanted.map((row) => [String(row[key]), row]));
  const kept = new Map(rows.map((row) => [String(row[columns[key] ?? '']), row]));
  const fault = (of: string, values: Pick<ReconciliationFault, 'expected' | 'found'>): ReconciliationFault => {
    return {
      check: 'history',
      subject: `order/${order.id}`,
      of,
      ...values,
      agencyCode: order.agencyCode,
      account: null,
    };
  };
  return [...new Set([...expected.keys(), ...kept.keys()])].sort().flatMap((name) => {
    const [should, is] = [expected.get(name), kept.get(name)];
    const of = `${word}/${name}`;
    if (!is) return [fault(of, { expected: name, found: ABSENT })];
    if (!should) return [fault(of, { expected: ABSENT, found: name })];
    return Object.entries(columns).flatMap(([field, column]) => {
      const [wantedText, foundText] = [String(should[field]), String(is[column])];
      return wantedText === foundText ? [] : [fault(`${of} ${field}`, { expected: wantedText, found: foundText })];
    });
  });
}
