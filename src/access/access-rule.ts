import { type Actor, Refusal, ROLES, type Role, text } from '../kernel/index.ts';

/** Who may call an operation, as its `x-access` in the contract says. Whether an object is within reach is asked later. */
export type AccessRule = 'public' | RestrictedRule;

export interface RestrictedRule {
  readonly roles: readonly Role[];
  /** A machine's key needs one of these; null when machines are not among the roles or need none. */
  readonly scopes: readonly string[] | null;
  /** The kind of object whose agency must be within the caller's grant, or `none`. */
  readonly object: string;
  readonly secondPerson: boolean;
}

/** Reads `x-access`. What is missing or misspelt stops the start: an operation without a rule must not be open. */
export function readAccessRule(operationId: string, declared: unknown): AccessRule {
  if (declared === 'public') return 'public';
  if (typeof declared !== 'object' || declared === null) throw unreadable(operationId);
  const { roles, scopes, object, secondPerson }: Record<string, unknown> = { ...declared };
  if (!Array.isArray(roles) || roles.length === 0 || !roles.every(isRole)) throw unreadable(operationId);
  if (scopes !== null && !isTexts(scopes)) throw unreadable(operationId);
  if (typeof object !== 'string' || typeof secondPerson !== 'boolean') throw unreadable(operationId);
  return { roles, scopes, object, secondPerson };
}

/** Who signs what an operation proposes, unless the act itself says so, and until when. */
export interface SigningRule {
  readonly signers: readonly Role[];
  readonly lapsesAfterHours: number;
  /** Where the contract names no hours: days on which nobody works do not count. */
  readonly skipsDaysOff: boolean;
}

const LAPSES_AFTER_HOURS = 24;

/** Reads `x-second-person`, which every operation has whose `x-access` asks for a second person. */
export function readSigningRule(operationId: string, declared: unknown): SigningRule {
  const { signers, lapsesAfterHours = LAPSES_AFTER_HOURS }: Record<string, unknown> = Object(declared);
  const isReadable = Array.isArray(signers) && signers.length > 0 && signers.every(isRole);
  if (!isReadable || typeof lapsesAfterHours !== 'number' || lapsesAfterHours <= 0)
    throw new Error(`the x-second-person of ${operationId} cannot be read`);
  return { signers, lapsesAfterHours, skipsDaysOff: Object(declared).lapsesAfterHours === undefined };
}

function unreadable(operationId: string): Error {
  return new Error(`the x-access of ${operationId} cannot be read`);
}

function isRole(role: unknown): role is Role {
  return ROLES.some((known) => known === role);
}

function isTexts(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}

/** Refuses with 403 unless the caller's role, and for a machine its scopes, allow the operation. */
export function requireAllowed(actor: Actor, rule: RestrictedRule): void {
  if (!rule.roles.includes(actor.role)) throw wrongRole(actor.role);
  const { scopes } = rule;
  if (scopes !== null && !hasScope(actor, scopes)) throw wrongScope(scopes);
}

function hasScope(actor: Actor, scopes: readonly string[]): boolean {
  return actor.role !== 'machine' || scopes.some((scope) => actor.scopes.includes(scope));
}

/** Whether an operation is open to somebody. */
export function isAllowed(actor: Actor, rule: AccessRule): boolean {
  if (rule === 'public') return true;
  const { roles, scopes } = rule;
  return roles.includes(actor.role) && (scopes === null || hasScope(actor, scopes));
}

function wrongRole(role: Role): Refusal {
  const message = text(`角色 ${role} 无权执行此操作。`, `The role ${role} may not do this.`);
  return new Refusal('forbidden', 'access.role', message);
}

function wrongScope(scopes: readonly string[]): Refusal {
  const list = { zh: scopes.join('、'), en: scopes.join(', ') };
  const message = text(`密钥缺少以下权限范围之一：${list.zh}。`, `The key needs one of these scopes: ${list.en}.`);
  return new Refusal('forbidden', 'access.scope', message);
}

/** The one person of a gate that is being set up counts as both; afterwards a second person has to sign. */
export function secondPersonNeeded(): Refusal {
  const message = text(
    '此操作须由第二人确认；仅在初始设置期间，安装密钥可以单独执行。',
    'This needs a second person. Only during set-up the bootstrap key may do it alone.',
  );
  return new Refusal('forbidden', 'access.second_person', message);
}
