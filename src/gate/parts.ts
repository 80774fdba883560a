import type { SignedActs } from '../access/index.ts';
import { part as access } from '../access/part.ts';
import { part as agencies } from '../agencies/part.ts';
import { part as alerts } from '../alerts/part.ts';
import { part as audit } from '../audit/part.ts';
import { part as backtests } from '../backtests/part.ts';
import { part as budget } from '../budget/part.ts';
import { part as campaigns } from '../campaigns/part.ts';
import { part as connectors } from '../connectors/part.ts';
import type { AnyJobStep, Job } from '../db/index.ts';
import { part as db } from '../db/part.ts';
import { part as decisions } from '../decisions/part.ts';
import { part as drafts } from '../drafts/part.ts';
import { part as fulfilment } from '../fulfilment/part.ts';
import type { Metric } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { ErasableKind, LogProjection } from '../log/index.ts';
import { part as log } from '../log/part.ts';
import { part as matters } from '../matters/part.ts';
import { part as office } from '../office/part.ts';
import { part as orders } from '../orders/part.ts';
import { part as proof } from '../proof/part.ts';
import type { ImportableKind } from '../reference/index.ts';
import { part as reference } from '../reference/part.ts';
import { part as register } from '../register/part.ts';
import { part as reports } from '../reports/part.ts';
import { part as rules } from '../rules/part.ts';
import { part as suppliers } from '../suppliers/part.ts';
import { part as twoPeople } from '../two-people/part.ts';
import type { GateDeps, JobDeps, ReadingDeps } from './gate-deps.ts';

/**
 * One folder of the program, as the gate puts it together. Whatever a part brings beside its kinds is loaded when it is asked
 * for: a command that only compares tables with the log would otherwise wait for every route, and an import for both.
 */
export interface Part {
  /** Reference data, by the word that paths and commands use. */
  readonly kinds?: Readonly<Record<string, ImportableKind>>;
  /** Tables that show what the log says, beside those of the kinds. */
  readonly projections?: () => Promise<readonly LogProjection[]>;
  /** Texts about people that two people can erase; anything else in the log is what decisions stand on. */
  readonly erasable?: () => Promise<readonly ErasableKind[]>;
  readonly handlers?: (deps: GateDeps) => Promise<readonly Handlers[]>;
  /**
   * Of the operations that only read, those that may take long: readers answer them in threads of their own, pages of lists
   * (`x-weight: page`) only while orders are coming.
   */
  readonly reads?: (deps: ReadingDeps) => Promise<readonly Handlers[]>;
  /** Operations that take two people, whoever asks for them: proposed by one, done by the signature of another. */
  readonly acts?: (deps: GateDeps) => Promise<readonly SignedActs[]>;
  /** What it does by itself, for as long as the gate is served. */
  readonly jobs?: (deps: JobDeps) => Promise<readonly Job[]>;
  /** What its jobs read and compare, each in one step. */
  readonly steps?: () => Promise<readonly AnyJobStep[]>;
  /** What whoever watches the gate reads of it, beside what the part counts of itself. */
  readonly metrics?: (deps: GateDeps) => Promise<readonly Metric[]>;
  /** What `/readyz` warns about. */
  readonly warnings?: (deps: Pick<JobDeps, 'acts' | 'db'>) => Promise<FindWarnings>;
}

/**
 * Every folder that has a part. Tables are compared in the order of this list, and faults of one leaf are reported in it: what
 * decides comes first, because a fault there is the likely cause of those in the tables that are made from it.
 */
export const PARTS = [
  log,
  reference,
  proof,
  access,
  drafts,
  twoPeople,
  agencies,
  budget,
  suppliers,
  register,
  rules,
  matters,
  campaigns,
  decisions,
  orders,
  fulfilment,
  backtests,
  audit,
  connectors,
  reports,
  office,
  alerts,
  db,
] as const satisfies readonly Part[];
