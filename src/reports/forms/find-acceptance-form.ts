import { findActedAt } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { findDecision, MASK, readRecord, seesTexts, toDecisionBody } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { getAcceptance, listStatements, type ReadAcceptance, toAcceptanceBody } from '../../fulfilment/index.ts';
import type { AnswerOf } from '../../http/operation.ts';
import type { Actor, Text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { getOrderWithBody, getRevision, shownTo, toOrderBody } from '../../orders/index.ts';
import { loadRuleSet, type RuleSet } from '../../rules/index.ts';
import { productWords } from './form-words.ts';

export type AcceptanceBody = AnswerOf<'getAcceptance', 200>;

/** What stands on the acceptance form of a delivery. */
export interface AcceptanceForm {
  readonly acceptance: AcceptanceBody;
  readonly order: AnswerOf<'getOrder', 200>;
  /** The order as the delivery was judged against it. */
  readonly submission: OrderSubmission;
  readonly agencyName: string;
  readonly decision: AnswerOf<'getDecision', 200>;
  readonly machines: readonly MachineOfForm[];
  readonly licences: readonly LicenceOfForm[];
}

/** What came of one item of the plan. */
export interface LicenceOfForm extends Pick<AcceptanceBody['items'][number], 'item' | 'seats' | 'matchedSeats'> {
  readonly differences: readonly Text[];
}

/** One machine that came. */
export interface MachineOfForm
  extends Pick<AcceptanceBody['devices'][number], 'line' | 'serial' | 'matched' | 'returnedOn'> {
  /** Titles of the rules that keep it out. */
  readonly differences: readonly Text[];
  readonly assetNumber: string | null;
  readonly system: string;
}

export interface AcceptanceQuestion {
  readonly actor: Actor;
  readonly id: string;
  readonly on: Parameters<typeof getOrderWithBody>[1]['on'];
}

/** A delivery as programs read it, with who accepted it. */
export async function findAcceptanceBody(tx: Tx, actor: Actor, id: string): Promise<AcceptanceBody> {
  return (await bodyOf(tx, actor, await getAcceptance(tx, actor, id))).body;
}

async function bodyOf(tx: Tx, actor: Actor, { acceptance, order }: ReadAcceptance) {
  const decision = await findDecision(tx, acceptance.decisionId);
  if (!decision) throw new Error(`the delivery ${acceptance.id} names no decision`);
  const actedAt = await findActedAt(tx, actor, [decision.logIndex]);
  const reading = { isClassified: order.isClassified, reader: actor };
  return {
    logIndex: decision.logIndex,
    body: { ...toAcceptanceBody(acceptance, reading), actedBy: actedAt(decision.logIndex) },
  };
}

/** Reads a delivery with what was found on its machines; ids become numbers and names that are on the goods. */
export async function findAcceptanceForm(tx: Tx, { actor, id, on }: AcceptanceQuestion): Promise<AcceptanceForm> {
  const read = await getAcceptance(tx, actor, id);
  const { body, logIndex } = await bodyOf(tx, actor, read);
  const record = await readRecord(tx, logIndex);
  const standing = await getOrderWithBody(tx, { actor, id: read.order.id, on });
  const { submission } = await getRevision(tx, read.order.id, record.revision);
  const [agency] = await selectIn(tx, 'agencies', 'code', [read.order.agencyCode]);
  const isMasked = read.order.isClassified && !seesTexts(actor);
  const ruleSet = await loadRuleSet(tx, record.ruleSet);
  return {
    acceptance: body,
    order: toOrderBody(standing, actor),
    submission: shownTo(actor, read.order, submission),
    agencyName: String(agency?.name ?? read.order.agencyCode),
    decision: toDecisionBody(record, ruleSet, actor),
    machines: await machinesOf(tx, body, { ruleSet, isMasked }),
    licences: body.items.map((item) => ({ ...item, differences: titlesOf(item.differences, ruleSet) })),
  };
}

/** A difference names a rule and its clause; on paper stands the title of the rule, once. */
function titlesOf(differences: readonly string[], ruleSet: RuleSet): readonly Text[] {
  const rules = [...new Set(differences.map((difference) => difference.split('/')[0] ?? ''))];
  return rules.flatMap((rule) => ruleSet.findRule(rule)?.title ?? []);
}

interface MachineView {
  readonly ruleSet: RuleSet;
  readonly isMasked: boolean;
}

async function machinesOf(tx: Tx, { devices, decisionId }: AcceptanceBody, { ruleSet, isMasked }: MachineView) {
  const rows = await selectIn(
    tx,
    'devices',
    'id',
    devices.map(({ deviceId }) => deviceId),
  );
  const assets = new Map(rows.map((row) => [String(row.id), row.asset_number]));
  const statement = (await listStatements(tx, [decisionId])).get(decisionId);
  const stated = statement === undefined ? {} : (JSON.parse(statement) as Stated);
  return devices.map(({ pointer, line, serial, deviceId, matched, differences, returnedOn }): MachineOfForm => {
    const found = statedAt(stated, pointer);
    const asset = (deviceId !== null && assets.get(deviceId)) || found?.assetNumber;
    const system = productWords(found?.operatingSystem ?? {});
    return {
      ...{ line, serial, matched, differences: titlesOf(differences, ruleSet), returnedOn },
      assetNumber: asset ? (isMasked ? MASK : String(asset)) : null,
      system: isMasked && system !== '' ? MASK : system,
    };
  });
}

interface StatedMachine {
  readonly assetNumber?: string | null;
  readonly operatingSystem?: { readonly product?: string | null } | null;
}
type Stated = { readonly [list in 'devices' | 'serialLists']?: readonly StatedMachine[] };

/** What was stated of the machine that a pointer names: of itself, or of the list of serials that were found alike. */
function statedAt(stated: Stated, pointer: string): StatedMachine | undefined {
  const [, list, index] = /^\/(devices|serialLists)\/(\d+)/.exec(pointer) ?? [];
  return list === 'devices' || list === 'serialLists' ? stated[list]?.[Number(index)] : undefined;
}
