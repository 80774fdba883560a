import { listPeopleOf, type Person } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import type { FiledBy } from './filing.ts';
import type { Reporting } from './find-reporter.ts';

type SignerRole = 'agency-approver' | 'legalization-office';

/** A signature that a filing needs, and who may give it beside whoever sends the filing. */
interface SignerSlot {
  readonly role: SignerRole;
  readonly people: readonly Person[];
}

export interface FilingSigners {
  readonly slots: readonly SignerSlot[];
  /** Why nobody can sign, and what helps; null where somebody can. */
  readonly problem: Text | null;
}

interface SendingOf {
  readonly actor: Actor;
  readonly reporting: Reporting;
  readonly basis: FiledBy;
}

/** The roles of which one person each signs: a correction after the close is the office's business as well. */
export function signerRoles({ campaign }: Pick<Reporting, 'campaign'>, basis: FiledBy): readonly SignerRole[] {
  if (basis === 'paper') return ['legalization-office'];
  return campaign.state.state === 'closed' ? ['agency-approver', 'legalization-office'] : ['agency-approver'];
}

/** Looks who may sign what somebody sends. Nobody signs what the same person has sent, in whatever role. */
export async function findSigners(tx: Tx, { actor, reporting, basis }: SendingOf): Promise<FilingSigners> {
  const code = basis === 'paper' ? reporting.participant.agencyCode : reporting.filedFor;
  const region = (await regionsOfAgencies(tx, [code])).get(code) ?? reporting.participant.region;
  const slots: SignerSlot[] = [];
  let isSender = false;
  for (const role of signerRoles(reporting, basis)) {
    const people = await listSigners(tx, { code, region }, role);
    const others = people.filter(({ id }) => id !== actor.personId).slice(0, PEOPLE_SHOWN_MAX);
    if (others.length < people.length && others.length === 0) isSender = true;
    slots.push({ role, people: others });
  }
  return { slots, problem: problemOf(slots, isSender) };
}

/** Refuses what would wait for a signature that nobody can give. */
export async function requireSigners(tx: Tx, sending: SendingOf): Promise<void> {
  const { problem } = await findSigners(tx, sending);
  if (problem) throw new Refusal('conflict', 'filing.no_signer', problem);
}

const PEOPLE_SHOWN_MAX = 20;
const PEOPLE_READ_MAX = 200;

/** At least one more than are shown, if there are as many: the sender may be one of them. */
async function listSigners(tx: Tx, place: Place, role: SignerRole): Promise<readonly Person[]> {
  const found: Person[] = [];
  let after: { readonly name: string; readonly id: string } | undefined;
  do {
    const page = await listPeopleOf(tx, { place, roles: [role], after, rowsMax: PEOPLE_READ_MAX });
    found.push(...page.filter((person) => mayAct(person, place, role)));
    const last = page.at(-1);
    after = last && page.length === PEOPLE_READ_MAX ? { name: last.name, id: last.id } : undefined;
  } while (after && found.length <= PEOPLE_SHOWN_MAX);
  return found;
}

interface Place {
  readonly code: string;
  readonly region: string;
}

function mayAct({ roles }: Person, place: Place, role: SignerRole): boolean {
  return roles.some((held) => held.role === role && reaches(held.grant, place));
}

/** Two signatures are of two people, so one person who could give both gives one. */
function problemOf(slots: readonly SignerSlot[], isSender: boolean): Text | null {
  const lacking = slots.find(({ people }) => people.length === 0);
  if (lacking?.role === 'agency-approver') return isSender ? ONLY_APPROVER : NO_APPROVER;
  const people = new Set(slots.flatMap((slot) => slot.people.map(({ id }) => id)));
  return lacking || people.size < slots.length ? NOBODY_AT_OFFICE : null;
}

const ONLY_APPROVER = text(
  '本单位只有您一位审批人，送签人不能签署自己送签的报表。请由本单位联络员或采购经办人打开本草稿送签，再由您签署；或者请安全管理员再开通一位审批人账户。',
  'You are the only approver of the agency, and nobody signs what the same person has sent. Let the liaison or the procurement officer of the agency open this draft and send it, so that you can sign; or have the security administrator invite another approver.',
);

const NO_APPROVER = text(
  '本单位没有可以签署的审批人。请由安全管理员开通审批人账户，或者将盖章的纸质报表交正版化工作机构登记。',
  'The agency has no approver who could sign. Have the security administrator invite one, or bring the stamped paper to the legalization office, which records it.',
);

const NOBODY_AT_OFFICE = text(
  '正版化工作机构没有另一位可以签署的人员。请由安全管理员再开通一位正版化工作机构人员的账户。',
  'Nobody else of the legalization office could sign. Have the security administrator invite another person of the office.',
);
