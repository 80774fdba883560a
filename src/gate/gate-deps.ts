import type { AnyAct, KeyRing, PasswordHasher, SessionSettings } from '../access/index.ts';
import type { NegativeLinesParts } from '../budget/lines/negative-lines-job.ts';
import type { HeadWatch } from '../connectors/feed/head-watch.ts';
import type { ConnectorParts } from '../connectors/index.ts';
import type { DeliveryDeps } from '../connectors/part.ts';
import type { CallbackParts } from '../connectors/platform/callback-routes.ts';
import type { Database, TakeStep, TakeStepsFor } from '../db/index.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import type { ErasableKind, KeyFolder } from '../log/index.ts';
import type { DecideDeps } from '../orders/batch/decide-deps.ts';
import type { OnMissing, OnRefused } from '../orders/certificates/certificates-routes.ts';
import type { SubmissionQueue } from '../orders/queue/submission-queue.ts';
import type { BackgroundParts } from '../proof/rederive/rederive-job.ts';
import type { EvidenceFolder, KeyVault, KnownProducts } from '../register/index.ts';
import type { InventoryDeps } from '../register/inventory/inventory-import-routes.ts';

/** Everything that parts are given by the gate; each one names in its own type what it takes of this. */
export interface GateDeps
  extends DecideDeps,
    ConnectorParts,
    Pick<CallbackParts, 'onCallback'>,
    Pick<InventoryDeps, 'countInUse' | 'listKnownProducts' | 'findNameReader'> {
  readonly db: Database;
  readonly queue: SubmissionQueue;
  /** What this process can sign with. */
  readonly keys: KeyFolder;
  readonly keyRing: KeyRing;
  readonly settings: SessionSettings;
  readonly hasher: PasswordHasher;
  readonly head: HeadWatch;
  /** Takes what is read and compared for a request in the thread of jobs. */
  readonly takeStepsFor: TakeStepsFor;
  /** Papers that prove licences, where an earlier version kept them. */
  readonly folder: EvidenceFolder;
  readonly licenceKeyVault: KeyVault;
  readonly knownProducts: KnownProducts;
  readonly erasable: readonly ErasableKind[];
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
  readonly onMissing: OnMissing;
  readonly onRefused: OnRefused;
}

/** All that a read needs; it decides nothing, so it gets nothing to decide by. */
export type ReadingDeps = Pick<GateDeps, 'db' | 'clock' | 'origin' | 'keys'>;

/** What whoever serves a gate gives its jobs: a name of this process, and who hears of what they find. */
export interface JobAlarms
  extends Pick<NegativeLinesParts, 'onNegative'>,
    Pick<BackgroundParts, 'onUnreadable' | 'onOtherFacts'>,
    Pick<DeliveryDeps, 'holder' | 'onFailing' | 'onAttempt' | 'onDeliveryError'> {}

export interface JobDeps extends GateDeps, JobAlarms {
  /** The same for jobs, after what somebody waits for. */
  readonly takeStep: TakeStep;
  /** Of all parts, by operation id. */
  readonly acts: ReadonlyMap<string, AnyAct>;
}
