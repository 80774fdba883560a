import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { amendOrder, getDecision, getDecisionRule } from '../../client/operations.generated.ts';
import { useMay, useSession } from '../../client/session-context.tsx';
import { readOf, useRead } from '../../client/use-gate.ts';
import { ROLE_WORDS } from '../../words/roles.ts';
import { useWords } from '../../words/use-words.ts';
import { isLeftToOthers, nextStepOf } from './next-step.ts';
import { NEXT_WORDS } from './next-words.ts';
import { OpenWaivers } from './open-waivers.tsx';
import { TurnedDown } from './turned-down.tsx';

type Decision = AnswerOf<'getDecision'>;

interface OrderNextProps {
  readonly order: AnswerOf<'getOrder'>;
}

/** What has to be done next, by whom and until when, for whoever reads the order; in bold where it is theirs. */
export function OrderNext({ order }: OrderNextProps): ReactNode {
  const words = useWords(NEXT_WORDS);
  const roles = useWords(ROLE_WORDS);
  const may = useMay();
  const { role } = useSession();
  const decision = useRead(getDecision, { path: { id: order.decisionId } }, { isFinal: true });
  const bureaus = useBureausOf(decision.data?.data);
  const next = nextStepOf(order, bureaus);
  const told = (
    <>
      <TurnedDown order={order} />
      {order.outcome !== 'approved' && <OpenWaivers order={order} />}
    </>
  );
  // Until the rules are read, nobody knows whose they are.
  if (next === undefined || next.of.length === 0) return told;
  const isMine = next.of.includes(role) && !isLeftToOthers(order, next);
  const who = next.of.map((one) => roles[one]).join(words.separator);
  const isReview = next.act === 'review';
  return (
    <>
      {told}
      {isMine ? (
        <p className="acts">
          <strong>{words.mine[next.act](who, next.until)}</strong>
          {isReview && (
            <Link to="/reviews/$id" params={{ id: order.id }}>
              {words.review}
            </Link>
          )}
        </p>
      ) : (
        <p>
          {words.acts[next.act](who, next.until)}
          {isReview && !may(amendOrder) && words.onlyReads}
        </p>
      )}
    </>
  );
}

/** Of the rules that a person has to decide on. */
function useBureausOf(decision: Decision | undefined): readonly Schemas['RuleOwner'][] {
  const may = useMay();
  const { id = '', findings = [], indeterminate = [] } = decision ?? {};
  const open = findings.filter(({ effect, waiver }) => effect === 'refer' && waiver === null);
  const rules = [...new Set([...open, ...indeterminate].map(({ rule }) => rule))];
  return useQueries({
    queries: rules.map((rule) =>
      readOf(getDecisionRule, { path: { id, rule } }, { isWanted: may(getDecisionRule), isFinal: true }),
    ),
    combine: (reads) => [...new Set(reads.flatMap(({ data }) => data?.data.read.owner ?? []))].sort(),
  });
}
