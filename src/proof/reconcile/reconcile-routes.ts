import type { ActRequest, SignedActs } from '../../access/index.ts';
import { BUDGET_LINES } from '../../budget/index.ts';
import { type Database, inSnapshot, leadJob, type StepCaller, type TakeStepsFor, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { waitingCallerOf } from '../../http/apart/waiting-caller.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, type PageQuery, pageOf } from '../../http/paging.ts';
import { type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import {
  type AccountKind,
  type AccountName,
  describeFaultOf,
  type EndedFreeze,
  type FrozenAccount,
  listAgenciesOfAccounts,
  listFrozenAccounts,
} from '../../ledger/index.ts';
import { type Governed, type GovernedDeps, regionsOfAgencies } from '../../log/index.ts';
import { findOfKind } from '../../reference/index.ts';
import { ENTITLEMENTS } from '../../register/index.ts';
import { reconcileAndUnfreeze } from './reconcile-account.ts';
import { RECONCILE_LEASE, type ReconcileRun, reconcileAndFreeze } from './reconcile-job.ts';
import { describeReconciliationFault, type ReconciliationFault } from './reconciliation-fault.ts';

export interface ReconcileRoutesParts {
  readonly deps: GovernedDeps;
  readonly takeStepsFor: TakeStepsFor;
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
}

/** Reconciling on demand, and the accounts that did not reconcile. */
export function reconcileRoutes(db: Database, parts: ReconcileRoutesParts): Handlers {
  const reconcileGate: Handler<'reconcileGate'> = async (req, res) => {
    const run = await reconcileNow(db, parts, waitingCallerOf(req));
    const body = await inSnapshot(db, (tx) => reportOf(tx, run, actorOf(req).grant));
    res.status(200).json(body);
  };

  const listFrozen: Handler<'listFrozenAccounts'> = async (req, res) => {
    const { grant } = actorOf(req);
    const limit = limitOf(req.query);
    const page = await inSnapshot(db, async (tx) => {
      const frozen = await listFrozenAccounts(tx, { after: accountAfter(req.query), limit: limit + 1 });
      const { items, next } = pageOf(frozen, limit, ({ accountKind, account }) => [accountKind, account]);
      return { items: await withinReach(tx, items, grant), next };
    });
    res.status(200).json(page);
  };

  return { reconcileGate, listFrozenAccounts: listFrozen };
}

/** What ends a freeze takes two people: finance for a budget line, the legalization office for an entitlement. */
export function reconcileActs(): SignedActs {
  return {
    unfreezeBudgetLine: {
      reach: 'stated',
      agencies: async (tx, asked) => [(await findLine(tx, asked)).state.agencyCode],
      act: async (entry, asked) => {
        const { key: account } = await findLine(entry.tx, asked);
        return { status: 200, body: await unfreeze(entry, { accountKind: 'budget-line', account }, asked) };
      },
    },
    unfreezeEntitlement: {
      reach: 'stated',
      agencies: async (tx, asked) => [(await findEntitlement(tx, asked)).state.agencyCode],
      act: async (entry, asked) => {
        const { key: account } = await findEntitlement(entry.tx, asked);
        return { status: 200, body: await unfreeze(entry, { accountKind: 'entitlement', account }, asked) };
      },
    },
  };
}

type Unfreeze = ActRequest<'unfreezeBudgetLine' | 'unfreezeEntitlement'>;

function findLine(tx: Tx, { params, actor }: Pick<Unfreeze, 'params' | 'actor'>) {
  return findOfKind(tx, BUDGET_LINES, { key: params.code ?? '', grant: actor.grant });
}

function findEntitlement(tx: Tx, { params, actor }: Pick<Unfreeze, 'params' | 'actor'>) {
  return findOfKind(tx, ENTITLEMENTS, { key: params.id ?? '', grant: actor.grant });
}

function unfreeze(
  entry: Governed,
  name: AccountName,
  { actor, body, signers = [] }: Pick<Unfreeze, 'actor' | 'body' | 'signers'>,
): Promise<EndedFreeze> {
  const signerIds = signers.map(({ personId }) => personId);
  return reconcileAndUnfreeze(entry, { ...name, actor, reason: body.reason, signers: signerIds });
}

async function reconcileNow(
  db: Database,
  { deps, takeStepsFor, onFrozen }: ReconcileRoutesParts,
  caller: StepCaller,
): Promise<ReconcileRun> {
  const lead = { db, clock: deps.clock, holder: deps.newId('job'), signal: caller.signal };
  const led = await leadJob(lead, RECONCILE_LEASE, (mayGoOn) =>
    takeStepsFor(caller, (takeStep) => reconcileAndFreeze({ db, deps, takeStep, mayGoOn, onFrozen })),
  );
  if (led.isLeader) return led.result;
  const message = text('已有对账正在进行，请稍后再试。', 'A reconciliation is running; try again later.');
  throw new Refusal('conflict', 'reconciliation.running', message);
}

function accountAfter(query: PageQuery): AccountName | undefined {
  const [accountKind, account] = cursorOf(query, ['string', 'string']) ?? [];
  return accountKind === undefined ? undefined : { accountKind: accountKind as AccountKind, account: String(account) };
}

async function reportOf(tx: Tx, run: ReconcileRun, grant: Grant): Promise<AnswerOf<'reconcileGate', 200>> {
  const { frozen, unreconciled, ...rest } = run;
  const isReached = await reach(
    tx,
    unreconciled.map(({ agencyCode }) => agencyCode),
    grant,
  );
  const shown = unreconciled.filter(({ agencyCode }) => isReached(agencyCode));
  return { ...rest, unreconciled: shown.map(faultBody), frozen: await withinReach(tx, frozen, grant) };
}

type FaultBody = AnswerOf<'reconcileGate', 200>['unreconciled'][number];

function faultBody({ check, subject, of, expected, found, ...rest }: ReconciliationFault): FaultBody {
  const fault = { check, subject, of, expected, found };
  return { ...fault, text: describeReconciliationFault({ ...fault, ...rest }) };
}

type FrozenBody = AnswerOf<'listFrozenAccounts', 200>['items'][number];

async function withinReach(tx: Tx, accounts: readonly FrozenAccount[], grant: Grant): Promise<readonly FrozenBody[]> {
  const agencies = await listAgenciesOfAccounts(tx, accounts);
  const bodies = accounts.map((frozen) => frozenBody(frozen, agencies.get(frozen.accountKind)?.get(frozen.account)));
  const isReached = await reach(
    tx,
    bodies.map(({ agencyCode }) => agencyCode),
    grant,
  );
  return bodies.filter(({ agencyCode }) => isReached(agencyCode));
}

function frozenBody(frozen: FrozenAccount, agencyCode: string | undefined): FrozenBody {
  const { accountKind, account, frozenAt, logIndex, faults, faultCount } = frozen;
  return {
    ...{ accountKind, account, agencyCode: agencyCode ?? null, since: frozenAt, logIndex, faultCount },
    faults: faults.map((fault) => ({ ...fault, text: describeFaultOf(fault) })),
  };
}

/** Of an account that is gone nobody knows whose it was: whoever watches over a region sees it. */
async function reach(
  tx: Tx,
  codes: readonly (string | null)[],
  grant: Grant,
): Promise<(code: string | null) => boolean> {
  const regions = await regionsOfAgencies(tx, [...new Set(codes.flatMap((code) => code ?? []))]);
  return (code) => {
    if (code === null) return 'region' in grant;
    const region = regions.get(code);
    return region !== undefined && reaches(grant, { code, region });
  };
}
