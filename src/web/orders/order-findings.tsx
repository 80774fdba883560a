import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import {
  createWaiver,
  getDecisionExplanation,
  getDecisionRule,
  turnDownOrder,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { Reading } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { FindingCard } from './finding-card.tsx';
import { MissingFacts } from './missing-facts.tsx';
import { ORDER_WORDS } from './order-words.ts';
import { TwinOrders } from './twin-orders.tsx';

type Decision = AnswerOf<'getDecision'>;
type Finding = Schemas['Finding'];

const BY_WEIGHT: readonly Finding['effect'][] = ['reject', 'refer', 'warn'];

interface FindingsProps {
  readonly decision: Decision;
  /** Where the page has it: what the findings point into. */
  readonly order?: Pick<Schemas['Order'], 'id' | 'submittedAt' | 'submission'>;
}

/** What is wrong comes first, with what to do about it; then what could not be judged; what passed is folded. */
export function OrderFindings({ decision, order }: FindingsProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const findings = [...decision.findings].sort((a, b) => BY_WEIGHT.indexOf(a.effect) - BY_WEIGHT.indexOf(b.effect));
  return (
    <div className="findings">
      {findings.length === 0 && decision.indeterminate.length === 0 && <p>{words.none}</p>}
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.rule} ${finding.clause} ${finding.pointer}`}
          finding={finding}
          ruleSet={decision.ruleSet.number}
          // Later stages judge papers of their own.
          {...(decision.stage === 'submission' && order && { submission: order.submission })}
        >
          {order && (
            <TwinOrders {...{ finding, submission: order.submission, order: order.id }} on={dayOf(order.submittedAt)} />
          )}
          {decision.outcome !== 'approved' && <WaiverLink decision={decision} finding={finding} />}
        </FindingCard>
      ))}
      <MissingFacts of={decision.indeterminate} ruleSet={decision.ruleSet.number} />
      <p className="secondary">{words.ruleSet(decision.ruleSet.number)}</p>
      <Others decisionId={decision.id} />
    </div>
  );
}

interface WaiverLinkProps {
  readonly decision: Decision;
  readonly finding: Finding;
}

/** To where the bureau decides the finding, or the agency asks it to, if the rule may be waived at all. */
function WaiverLink({ decision: { id, orderId }, finding }: WaiverLinkProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const may = useMay();
  const { rule, clause, effect, waiver } = finding;
  const isOpen = effect !== 'warn' && waiver === null && may(createWaiver);
  const isAsked = isOpen && !may(turnDownOrder) && may(getDecisionRule);
  const read = useRead(getDecisionRule, { path: { id, rule } }, { isWanted: isAsked, isFinal: true });
  if (!isOpen) return null;
  if (may(turnDownOrder)) {
    return (
      <Link to="/reviews/$id" params={{ id: orderId }}>
        {words.review}
      </Link>
    );
  }
  if (isAsked && !read.data?.data.document.waivable) return null;
  return (
    <Link to="/orders/$id/waiver" params={{ id: orderId }} search={{ rule, clause }}>
      {words.askForWaiver}
    </Link>
  );
}

/** Which rules passed, by what they demand, and which do not apply, by what they are called. */
function Others({ decisionId }: { readonly decisionId: string }): ReactNode {
  const textOf = useText();
  const words = useWords(ORDER_WORDS).findings;
  const may = useMay();
  const explanation = useRead(
    getDecisionExplanation,
    { path: { id: decisionId } },
    { isFinal: true, isWanted: may(getDecisionExplanation) },
  );
  if (!may(getDecisionExplanation)) return null;
  return (
    <Reading read={explanation}>
      {({ data: { rules } }) => {
        const passed = rules.filter(({ result }) => result === 'pass');
        const outside = rules.filter(({ result }) => result === 'out-of-scope' || result === 'not-in-force');
        return (
          <>
            <Folded
              title={words.passed(passed.length)}
              rules={passed.map(({ id, demand }) => ({ id, says: textOf(demand) }))}
            />
            <Folded
              title={words.outside(outside.length)}
              rules={outside.map(({ id, title }) => ({ id, says: textOf(title) }))}
            />
          </>
        );
      }}
    </Reading>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly rules: readonly { readonly id: string; readonly says: string }[];
}

function Folded({ title, rules }: FoldedProps): ReactNode {
  return (
    <details>
      <summary>{title}</summary>
      <ul className="plain-list">
        {rules.map(({ id, says }) => (
          <li key={id}>
            <span className="code">{id}</span> {says}
          </li>
        ))}
      </ul>
    </details>
  );
}
