import { findGateRegion, reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';

/** The log is of everybody whom the gate serves; an agency's people see what was decided about their own orders. */
export async function seesWholeLog(tx: Tx, { role, grant }: Actor): Promise<boolean> {
  if (role === 'procurement-officer' || role === 'agency-approver') return false;
  return reachesGate(tx, grant);
}

/** Refuses whoever does not see the whole log. */
export async function requireWholeLog(tx: Tx, actor: Actor): Promise<void> {
  if (await seesWholeLog(tx, actor)) return;
  const region = await findGateRegion(tx);
  const message = text(
    `日志只能整体导出，须由管辖范围覆盖 GATE_REGION=${region} 的人员或密钥办理。`,
    `The log is exported as a whole, to people and keys whose reach covers GATE_REGION=${region}.`,
  );
  throw new Refusal('forbidden', 'log.export_reach', message);
}
