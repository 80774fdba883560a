import type { Judgement } from '../../decisions/index.ts';
import type { Batch, OpenFinding } from '../batch/batch.ts';

type Concluded = Pick<Judgement, 'findings' | 'indeterminate'>;

/** Each rule and effect once that no waiver sets aside, warnings too. A rule that could not be evaluated refers. */
export function openFindingsOf({ findings, indeterminate }: Concluded): readonly OpenFinding[] {
  const open = [
    ...findings.filter(({ waiver }) => waiver === null).map(({ rule, effect }) => ({ rule, effect })),
    ...indeterminate.map(({ rule }) => ({ rule, effect: 'refer' as const })),
  ];
  return [...new Map(open.map((one) => [`${one.rule} ${one.effect}`, one])).values()];
}

interface JudgedOrder {
  readonly orderId: string;
  /** Null for an order that is new. */
  readonly known: unknown;
  readonly judgement: Concluded;
}

/** Notes what a decision left open, for the lists of orders; a later decision finds tries by it, and reads them in the revisions. */
export function noteFindings({ writes }: Batch, { orderId, known, judgement }: JudgedOrder, logIndex: number): void {
  const open = openFindingsOf(judgement);
  if (known !== null || open.length > 0) writes.findings.set(orderId, { open, logIndex });
}
