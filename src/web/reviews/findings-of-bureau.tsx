import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getDecisionRule } from '../client/operations.generated.ts';
import { type Read, useRead } from '../client/use-gate.ts';
import { FindingCard, MissingFacts, TwinOrders } from '../orders/index.ts';
import { Reading } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { titleOfFinding } from '../words/rule-titles.ts';
import { useWords } from '../words/use-words.ts';
import { REVIEW_WORDS } from './review-words.ts';
import { WaiverForm } from './waiver-form.tsx';

type Finding = Schemas['Finding'];
type Decision = AnswerOf<'getDecision'>;

interface FindingsProps {
  readonly order: AnswerOf<'getOrder'>;
  readonly decision: Decision;
  readonly bureau: Schemas['RuleOwner'];
}

/** What is open on the order by rules of one bureau. A waiver is of a clause, wherever in the order it holds. */
export function FindingsOfBureau({ order, decision, bureau }: FindingsProps): ReactNode {
  const words = useWords(REVIEW_WORDS).review;
  return (
    <section className="findings" aria-label={words.mine}>
      <h2>{words.mine}</h2>
      {openClauses(decision).map((findings) => (
        <Clause key={`${findings[0]?.rule} ${findings[0]?.clause}`} {...{ order, decision, bureau, findings }} />
      ))}
      {decision.indeterminate.map((of) => (
        <Unjudged key={`${of.rule} ${of.pointer}`} {...{ decision, bureau, of }} />
      ))}
    </section>
  );
}

/** The open findings of each clause together. */
function openClauses({ findings }: Decision): readonly (readonly Finding[])[] {
  const clauses = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.effect === 'warn' || finding.waiver !== null) continue;
    const name = `${finding.rule} ${finding.clause}`;
    clauses.set(name, [...(clauses.get(name) ?? []), finding]);
  }
  return [...clauses.values()];
}

/** The rule as the order was decided by it, which never changes. */
export function useRule(decisionId: string, rule: string): Read<'getDecisionRule'> {
  return useRead(getDecisionRule, { path: { id: decisionId, rule } }, { isFinal: true, isWanted: rule !== '' });
}

function Clause({ order, decision, bureau, findings }: FindingsProps & { readonly findings: readonly Finding[] }) {
  const words = useWords(REVIEW_WORDS).review;
  const textOf = useText();
  const [isAsking, setAsking] = useState(false);
  const [first] = findings;
  const rule = useRule(decision.id, first?.rule ?? '');
  if (first === undefined) return null;
  return (
    <Reading read={rule}>
      {({ data }) =>
        data.read.owner !== bureau ? null : (
          <Suspense>
            {findings.map((finding) => (
              <FindingCard
                key={finding.pointer}
                finding={finding}
                {...(decision.stage === 'submission' && { submission: order.submission })}
              >
                <TwinOrders
                  {...{ finding, submission: order.submission, order: order.id }}
                  on={dayOf(order.submittedAt)}
                />
              </FindingCard>
            ))}
            {isAsking || !data.document.waivable ? (
              <WaiverForm order={order} rule={data} clause={first.clause} onCancel={() => setAsking(false)} />
            ) : (
              <Button type="primary" className="finding-act" onClick={() => setAsking(true)}>
                {words.waive} · {textOf(titleOfFinding(first))}
              </Button>
            )}
          </Suspense>
        )
      }
    </Reading>
  );
}

interface UnjudgedProps {
  readonly decision: Decision;
  readonly bureau: Schemas['RuleOwner'];
  readonly of: Schemas['Indeterminate'];
}

/** A rule that lacks a fact is referred as well, but there is nothing to waive: who supplies it is told. */
function Unjudged({ decision, bureau, of }: UnjudgedProps): ReactNode {
  const words = useWords(REVIEW_WORDS).review;
  const rule = useRule(decision.id, of.rule);
  return (
    <Reading read={rule}>
      {({ data }) =>
        data.read.owner !== bureau ? null : (
          <Suspense>
            <MissingFacts of={[of]} ruleSet={decision.ruleSet.number} />
            <p className="secondary">{words.unwaivableMissing}</p>
          </Suspense>
        )
      }
    </Reading>
  );
}
