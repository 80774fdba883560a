import { dayOf, type Instant, Refusal, type Text, text } from '../kernel/index.ts';
import { type AccountFault, describeFaultOf } from './account-fault.ts';
import type { AccountKind } from './move.ts';

export interface AccountName {
  readonly accountKind: AccountKind;
  readonly account: string;
}

export interface FaultyAccount extends AccountName {
  readonly faults: readonly AccountFault[];
}

/** An account whose figures cannot be trusted: it takes nothing new until two people have unfrozen it. */
export interface FrozenAccount extends FaultyAccount {
  /** How many there were when it was frozen; only the first are kept. */
  readonly faultCount: number;
  readonly frozenAt: Instant;
  /** The leaf that froze it. */
  readonly logIndex: number;
}

/** What an answer about an account says of its being frozen. */
export interface Freeze {
  readonly since: Instant;
  readonly reason: Text;
  readonly logIndex: number;
}

/** A freeze as one column of a row: null, or its JSON. */
export interface FreezeColumns {
  readonly freeze: string | null;
}

/** The freeze in a row that was completed; null while the account is not frozen. */
export function freezeIn(row: Readonly<Record<string, unknown>>): Freeze | null {
  return typeof row.freeze === 'string' ? (JSON.parse(row.freeze) as Freeze) : null;
}

/** Why an account is frozen: its first fault in words, and how many more there are. */
export function freezeOf({ faults, faultCount, frozenAt, logIndex }: FrozenAccount): Freeze {
  const [first] = faults;
  const words = first ? describeFaultOf(first) : text('对账不符', 'it does not reconcile');
  const more = faultCount - 1;
  const reason = text(
    more > 0 ? `${words['zh-CN']}；另有 ${more} 处` : words['zh-CN'],
    more > 0 ? `${words.en}; and ${more} more` : words.en,
  );
  return { since: frozenAt, reason, logIndex };
}

const CALLED: Readonly<Record<AccountKind, Text>> = {
  'budget-line': text('预算指标', 'budget line'),
  entitlement: text('授权', 'entitlement'),
};

/** Whatever would put into a frozen account or take from it is refused. */
export function frozenRefusal(accountKind: AccountKind, account: string, since: Instant): Refusal {
  return new Refusal('conflict', 'account.frozen', frozenText(accountKind, account, since));
}

/** Why a change of an account's units is not taken while it is frozen. */
export function frozenProblems<F extends string>(
  frozen: FrozenAccount | undefined,
  field: F,
): readonly FrozenProblem<F>[] {
  if (!frozen) return [];
  const message = frozenText(frozen.accountKind, frozen.account, frozen.frozenAt);
  return [{ kind: 'conflict', code: 'account.frozen', field, text: message }];
}

interface FrozenProblem<F> {
  readonly kind: 'conflict';
  readonly code: 'account.frozen';
  readonly field: F;
  readonly text: Text;
}

/** What is told to whoever asks for a change of a frozen account. */
export function frozenText(accountKind: AccountKind, account: string, since: Instant): Text {
  const called = CALLED[accountKind];
  return text(
    `${called['zh-CN']} ${account} 对账不符，自 ${dayOf(since)} 起冻结；查明原因并由两人解冻后方可办理。`,
    `The ${called.en} ${account} does not reconcile and has been frozen since ${dayOf(since)}; two people unfreeze it once the cause is found.`,
  );
}

/** The subject of the leaves that freeze and unfreeze an account: `account/budget-line/JZ-1`. */
export function accountSubject({ accountKind, account }: AccountName): string {
  return `account/${accountKind}/${account}`;
}
