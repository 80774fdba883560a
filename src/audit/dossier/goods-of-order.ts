import { groupedYuan } from '../../documents/index.ts';
import { parseYuan, type Text, text } from '../../kernel/index.ts';
import type { DossierBody } from './dossier-body.ts';

/** What is bought, by the revision that counts: the one that stands, or the latest where nothing stands. */
export interface GoodsOfOrder {
  readonly submission: DossierBody['order']['submission'];
  readonly total: string | null;
  readonly by: string | null;
  readonly submittedAt: string;
  /** The newer revision that changes nothing, because it was rejected or waits. */
  readonly notInForce: RevisionNotInForce | null;
}

export interface RevisionNotInForce {
  readonly revision: number;
  readonly isRejected: boolean;
  readonly submission: DossierBody['order']['submission'];
  readonly words: Text;
}

export function goodsOf({ order, standingSubmission, revisions }: DossierBody): GoodsOfOrder {
  const { standing, submission } = order;
  const latest = { submission, total: order.total, submittedAt: order.submittedAt, notInForce: null };
  if (!standing || !standingSubmission) return { ...latest, by: revisions.at(-1)?.by ?? null };
  const own = revisions.find(({ revision }) => revision === standing.revision);
  return {
    submission: standingSubmission,
    total: standing.total,
    by: own?.by ?? null,
    submittedAt: own?.submittedAt ?? order.submittedAt,
    notInForce: {
      revision: order.latestRevision,
      isRejected: order.outcome === 'rejected',
      submission,
      words: notInForceWords(order, standing.revision),
    },
  };
}

function notInForceWords({ latestRevision: latest, outcome, total }: DossierBody['order'], standing: number): Text {
  const [zh, en] = outcome === 'rejected' ? ['不予通过', 'was rejected'] : ['尚待人工审核', 'waits for a review'];
  const yuan = total === null ? '—' : groupedYuan(parseYuan(total));
  return text(
    `现行有效的是第 ${standing} 版。第 ${latest} 版变更（${yuan} 元）${zh}，未生效`,
    `Revision ${standing} stands. Revision ${latest} (${yuan} yuan) ${en} and is not in force`,
  );
}
