import type { SignedActs } from '../access/index.ts';
import type { AnyJobStep, Database, Job, TakeStep, TakeStepsFor } from '../db/index.ts';
import { type Metric, readTogether } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import { countedWarning, type FindWarnings } from '../http/readiness.ts';
import { type Text, text } from '../kernel/index.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import type { GovernedDeps, KeyFolder } from '../log/index.ts';
import type { DecideDeps, SubmissionQueue } from '../orders/index.ts';
import type { BackgroundParts } from './rederive/rederive-job.ts';

export interface ProofDeps extends GovernedDeps {
  readonly db: Database;
  readonly keys: KeyFolder;
  readonly queue: Pick<SubmissionQueue, 'isIdle'>;
  readonly takeStepsFor: TakeStepsFor;
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
}

export interface ProofJobDeps extends ProofDeps, Pick<DecideDeps, 'build' | 'screening' | 'onDisagreement'> {
  readonly takeStep: TakeStep;
  readonly onUnreadable: BackgroundParts['onUnreadable'];
  readonly onOtherFacts: BackgroundParts['onOtherFacts'];
}

export const part = {
  projections: async () => (await import('./projections/gate-projections.ts')).gateProjections(),
  handlers: async (deps: ProofDeps): Promise<readonly Handlers[]> => {
    const { logRoutes } = await import('./log/log-routes.ts');
    const { checkpointsRoutes } = await import('./log/checkpoints-routes.ts');
    const { witnessesRoutes } = await import('./log/witnesses-routes.ts');
    const { exportRoutes } = await import('./log/export-routes.ts');
    const { signingKeysRoutes } = await import('./log/signing-keys-routes.ts');
    const { reconcileRoutes } = await import('./reconcile/reconcile-routes.ts');
    const { db, takeStepsFor, onFrozen } = deps;
    return [
      logRoutes(db),
      checkpointsRoutes(db, deps),
      witnessesRoutes(db, deps),
      exportRoutes(db),
      signingKeysRoutes(db, deps),
      reconcileRoutes(db, { deps, takeStepsFor, onFrozen }),
    ];
  },
  acts: async (deps: ProofDeps): Promise<readonly SignedActs[]> => {
    const { witnessesActs } = await import('./log/witnesses-routes.ts');
    const { signingKeysActs } = await import('./log/signing-keys-routes.ts');
    const { reconcileActs } = await import('./reconcile/reconcile-routes.ts');
    return [witnessesActs(), signingKeysActs(deps), reconcileActs()];
  },
  jobs: async (deps: ProofJobDeps): Promise<readonly Job[]> => {
    const { disagreementsJob, rederiveJob } = await import('./rederive/rederive-job.ts');
    const { reconcileJob } = await import('./reconcile/reconcile-job.ts');
    const { db, build, screening, queue, onFrozen, ...own } = deps;
    const { takeStep, onUnreadable, onOtherFacts } = own;
    const onDisagreement = () => {
      // What the log says is found every second anew.
      if (screening().by !== 'reference') deps.onDisagreement([]);
    };
    return [
      rederiveJob({ db, deps, takeStep, isIdle: queue.isIdle, onDisagreement, onUnreadable, onOtherFacts }),
      disagreementsJob({ db, build, onDisagreement }),
      reconcileJob({ db, deps, takeStep, onFrozen }),
    ];
  },
  steps: async (): Promise<readonly AnyJobStep[]> => [
    (await import('./rederive/rederive-portion-step.ts')).REDERIVE_PORTION,
    (await import('./reconcile/reconcile-portion-step.ts')).RECONCILE_PORTION,
  ],
  metrics: async ({ db }: ProofDeps): Promise<readonly Metric[]> => {
    const { frozenAccountsNow } = await import('./reconcile/reconcile-job.ts');
    const { backlogNow } = await import('./rederive/rederive-job.ts');
    const { judgedShare } = await import('./rederive/find-judged-share.ts');
    const backlog = readTogether(() => backlogNow(db));
    return [
      {
        name: 'gate_frozen_accounts',
        help: 'Budget lines and entitlements that do not reconcile and take nothing.',
        read: () => frozenAccountsNow(db),
      },
      {
        name: 'gate_rederivation_priority_backlog',
        help: 'Leaves of the log whose decisions are still to have their facts derived anew, and those that matter most to be judged.',
        read: async () => (await backlog())['rederive-priority'],
      },
      {
        name: 'gate_rederivation_backlog',
        help: 'Leaves of the log whose other decisions are still to be judged anew, which is done while nobody waits, and at night.',
        read: async () => (await backlog())['rederive-all'],
      },
      {
        name: 'gate_rederivation_judged_share',
        help: 'Of the decisions whose facts this process has derived anew since the start, the share that was judged anew at once.',
        read: async () => judgedShare(db),
      },
    ];
  },
  warnings: async (): Promise<FindWarnings> => {
    const { countFrozenAccounts } = await import('../ledger/index.ts');
    return async (tx) => countedWarning('frozen-accounts', await countFrozenAccounts(tx), frozenText);
  },
};

function frozenText(count: number): Text {
  return text(`有 ${count} 个账户对账不符，已冻结。`, `Accounts that do not reconcile and are frozen: ${count}.`);
}
