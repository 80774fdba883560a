import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { createWaiver, getDecisionExplanation, turnDownOrder } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { Reading } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { FindingCard } from './finding-card.tsx';
import { MissingFacts } from './missing-facts.tsx';
import { ORDER_WORDS } from './order-words.ts';

type Decision = AnswerOf<'getDecision'>;
type Finding = Schemas['Finding'];

const BY_WEIGHT: readonly Finding['effect'][] = ['reject', 'refer', 'warn'];

interface FindingsProps {
  readonly decision: Decision;
  /** Where the page has it: what the findings point into. */
  readonly submission?: object;
}

/** What is wrong comes first, with what to do about it; then what could not be judged; what passed is folded. */
export function OrderFindings({ decision, submission }: FindingsProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const findings = [...decision.findings].sort((a, b) => BY_WEIGHT.indexOf(a.effect) - BY_WEIGHT.indexOf(b.effect));
  return (
    <div className="findings">
      {findings.length === 0 && decision.indeterminate.length === 0 && <p>{words.none}</p>}
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.rule} ${finding.clause} ${finding.pointer}`}
          finding={finding}
          // Later stages judge papers of their own.
          {...(decision.stage === 'submission' && submission && { submission })}
        >
          {decision.outcome !== 'approved' && <WaiverLink orderId={decision.orderId} finding={finding} />}
        </FindingCard>
      ))}
      <MissingFacts of={decision.indeterminate} ruleSet={decision.ruleSet.number} />
      <p className="secondary">{words.ruleSet(decision.ruleSet.number)}</p>
      <Others decisionId={decision.id} />
    </div>
  );
}

interface WaiverLinkProps {
  readonly orderId: string;
  readonly finding: Finding;
}

/** To where the bureau decides the finding, or the agency asks it to. */
function WaiverLink({ orderId, finding: { rule, clause, effect, waiver } }: WaiverLinkProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const may = useMay();
  if (effect === 'warn' || waiver !== null || !may(createWaiver)) return null;
  if (may(turnDownOrder)) {
    return (
      <Link to="/reviews/$id" params={{ id: orderId }}>
        {words.review}
      </Link>
    );
  }
  return (
    <Link to="/orders/$id/waiver" params={{ id: orderId }} search={{ rule, clause }}>
      {words.askForWaiver}
    </Link>
  );
}

function Others({ decisionId }: { readonly decisionId: string }): ReactNode {
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
            <Folded title={words.passed(passed.length)} rules={passed} />
            <Folded title={words.outside(outside.length)} rules={outside} />
          </>
        );
      }}
    </Reading>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly rules: AnswerOf<'getDecisionExplanation'>['rules'];
}

function Folded({ title, rules }: FoldedProps): ReactNode {
  const textOf = useText();
  return (
    <details>
      <summary>{title}</summary>
      <ul className="plain-list">
        {rules.map(({ id, title: ruleTitle }) => (
          <li key={id}>
            <span className="code">{id}</span> {textOf(ruleTitle)}
          </li>
        ))}
      </ul>
    </details>
  );
}
