import type { AnyJobStep, Database, Job, TakeStep, TakeStepsFor } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import { referenceProjection } from '../reference/index.ts';

export type AuditDeps = GovernedDeps & { readonly db: Database };

export const part = {
  projections: async (): Promise<readonly LogProjection[]> => {
    const { AUDIT_FINDING } = await import('./findings/audit-finding.ts');
    const { AUDIT_SAMPLE } = await import('./samples/audit-sample.ts');
    const { auditedOrdersProjection } = await import('./marks/audited-orders-projection.ts');
    const { orderSumsProjection } = await import('./sums/sums-projection.ts');
    const { auditRowsProjection } = await import('./marks/audit-rows-projection.ts');
    return [
      referenceProjection(AUDIT_FINDING),
      referenceProjection(AUDIT_SAMPLE),
      auditedOrdersProjection(),
      auditRowsProjection(),
      orderSumsProjection(),
    ];
  },
  handlers: async (deps: AuditDeps & { readonly takeStepsFor: TakeStepsFor }): Promise<readonly Handlers[]> => {
    const { findingsRoutes } = await import('./findings/findings-routes.ts');
    const { samplesRoutes } = await import('./samples/samples-routes.ts');
    return [findingsRoutes(deps.db, deps), samplesRoutes(deps.db, deps)];
  },
  reads: async (deps: Pick<AuditDeps, 'db' | 'clock' | 'origin'>): Promise<readonly Handlers[]> => {
    const { dossierRoutes } = await import('./dossier/dossier-routes.ts');
    const { sampleReadingRoutes } = await import('./samples/samples-routes.ts');
    const { statisticsRoutes } = await import('./statistics/statistics-routes.ts');
    const { softwareAuditRoutes } = await import('./software/software-audit-routes.ts');
    const { db } = deps;
    return [
      dossierRoutes(db, deps),
      sampleReadingRoutes(db, deps),
      statisticsRoutes(db),
      softwareAuditRoutes(db, deps),
    ];
  },
  jobs: async ({ db, takeStep }: AuditDeps & { readonly takeStep: TakeStep }): Promise<readonly Job[]> => [
    (await import('./marks/audit-rows-job.ts')).auditRowsJob(db, takeStep),
  ],
  steps: async (): Promise<readonly AnyJobStep[]> => [
    (await import('./marks/audit-rows-job.ts')).GATHER_AUDIT_ROWS,
    (await import('./samples/gather-sample-step.ts')).DRAW_SAMPLE,
  ],
};
