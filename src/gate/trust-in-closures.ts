import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReadinessProbe } from '../http/readiness.ts';
import { text } from '../kernel/index.ts';
import type { DecideDeps } from '../orders/batch/decide-deps.ts';
import { REFERENCE_EVALUATOR, type Screening } from '../rules/index.ts';

export type Trust = Pick<DecideDeps, 'closures' | 'screening' | 'onDisagreement'>;

/** Closures screen until the reference disagrees with them once; then the reference decides alone, slower and beyond doubt. */
export function trustInClosures(closures: Screening, registry: Registry, logger: Logger): Trust {
  let screening = closures;
  const seen = new Counter({
    name: 'gate_evaluator_disagreements_total',
    help: 'Rules that closures and json-rules-engine judged differently.',
    registers: [registry],
  });
  new Gauge({
    name: 'gate_evaluator_reference',
    help: '1 where json-rules-engine decides alone, because closures have disagreed with it.',
    registers: [registry],
    collect() {
      this.set(screening.by === 'reference' ? 1 : 0);
    },
  });
  return {
    closures,
    screening: () => screening,
    onDisagreement: (disagreements) => {
      screening = REFERENCE_EVALUATOR;
      seen.inc(disagreements.length);
      logger.error({ disagreements }, 'the two evaluators disagree; the reference decides from now on');
    },
  };
}

/** For whoever watches the gate: it goes on, slower, and this build wants mending. */
export function evaluatorWarnings({ screening }: Pick<Trust, 'screening'>): readonly ReadinessProbe[] {
  if (screening().by === 'closures') return [];
  return [{ name: 'evaluators', ok: true, detail: DISAGREED }];
}

const DISAGREED = text(
  '两个规则引擎的结论曾不一致，现由 json-rules-engine 单独审核。',
  'The two evaluators disagreed; json-rules-engine decides alone.',
);
