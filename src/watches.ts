import type { Logger } from 'pino';
import type { NegativeLine } from './budget/find-negative-lines.ts';
import type { FrozenAccount } from './ledger/index.ts';

/** Whoever watches the log of this process must hear of it: the figures of these accounts cannot be trusted. */
export function alarmOfFrozen(logger: Logger): (accounts: readonly FrozenAccount[]) => void {
  return (accounts) => {
    const named = accounts.map(({ accountKind, account, logIndex, faultCount }) => {
      return { account: `${accountKind}/${account}`, logIndex, faultCount };
    });
    logger.error({ accounts: named }, 'accounts do not reconcile and are frozen: see GET /v1/frozen-accounts');
  };
}

/** What was used elsewhere is more than these lines may spend: the gate reserves nothing there, and somebody has to act. */
export function alarmOfNegative(logger: Logger): (lines: readonly NegativeLine[]) => void {
  return (lines) => logger.error({ lines }, 'budget lines are below zero by what was used elsewhere');
}
