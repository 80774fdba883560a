import {
  type AnyAct,
  findGateRegion,
  isInSetUpMode,
  listPeopleReaching,
  readAccessRule,
  readSigningRule,
} from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { gateContract } from '../../http/contract/contract.ts';
import type { FindWarnings } from '../../http/readiness.ts';
import { type Role, type Text, text } from '../../kernel/index.ts';

/** Roles of which one person proposes and another signs what binds the whole gate. */
interface RolesForGate {
  readonly makers: readonly Role[];
  readonly signers: readonly Role[];
}

/** What nobody can carry out as things stand: the gate's region, and the roles that have no two people for all of it. */
export interface UnreachedGate {
  readonly region: string;
  readonly roles: readonly (readonly Role[])[];
}

/** Looks whether what binds the whole gate has two people who may do it; null while the installer counts as both. */
export async function findUnreached(tx: Tx, acts: ReadonlyMap<string, AnyAct>): Promise<UnreachedGate | null> {
  if (await isInSetUpMode(tx)) return null;
  const region = await findGateRegion(tx);
  const needed = rolesForGate(acts);
  const people = new Map<Role, readonly string[]>();
  for (const role of new Set(needed.flatMap(({ makers, signers }) => [...makers, ...signers])))
    people.set(role, await listPeopleReaching(tx, { role, region, rowsMax: 2 }));
  const peopleOf = (roles: readonly Role[]): readonly string[] => roles.flatMap((role) => people.get(role) ?? []);
  const lacking = needed.filter(({ makers, signers }) => !areTwo(peopleOf(makers), peopleOf(signers)));
  if (lacking.length === 0) return null;
  const together = lacking.map(({ makers, signers }) => [...new Set([...makers, ...signers])].toSorted());
  return { region, roles: [...new Map(together.map((roles) => [roles.join(), roles])).values()] };
}

/** Whether one of the first and another of the second can be two people. */
function areTwo(makers: readonly string[], signers: readonly string[]): boolean {
  return makers.length > 0 && signers.length > 0 && new Set([...makers, ...signers]).size > 1;
}

function rolesForGate(acts: ReadonlyMap<string, AnyAct>): readonly RolesForGate[] {
  const needed = new Map<string, RolesForGate>();
  for (const { id, access, secondPerson } of gateContract().operations) {
    const rule = readAccessRule(id, access);
    if (rule === 'public' || acts.get(id)?.reach !== 'gate') continue;
    const { signers } = readSigningRule(id, secondPerson);
    const makers = rule.roles.filter((role) => role !== 'installer');
    needed.set(JSON.stringify([makers.toSorted(), signers.toSorted()]), { makers, signers });
  }
  return [...needed.values()];
}

/** What `/readyz` says of it. */
export function unreachedWarnings(acts: ReadonlyMap<string, AnyAct>): FindWarnings {
  return async (tx) => {
    const unreached = await findUnreached(tx, acts);
    return unreached === null ? [] : [{ name: 'gate-region', ok: true, detail: unreachedText(unreached) }];
  };
}

export function unreachedText({ region, roles }: UnreachedGate): Text {
  return text(
    `没有两名人员的管辖范围覆盖 GATE_REGION=${region}，涉及整个闸口的事项无人能办理。涉及角色：${roles.map((each) => each.join('、')).join('；')}。`,
    `No two people reach all of GATE_REGION=${region}, so nobody can do what binds the whole gate, as ${roles.map((each) => each.join(' or ')).join('; ')}.`,
  );
}
