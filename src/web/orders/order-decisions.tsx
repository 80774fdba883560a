import { type ReactNode, useState } from 'react';
import { addressOf } from '../client/call.ts';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getAcceptance, getOrderRevision, listOrderDecisions } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { DocumentLink } from '../ui/papers/document-link.tsx';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { FindingCard } from './finding-card.tsx';
import { MissingFacts } from './missing-facts.tsx';
import { DECISION_WORDS } from './order-decision-words.ts';
import { OrderGoods } from './order-goods.tsx';
import { ORDER_WORDS } from './order-words.ts';
import { ReceiptButton } from './receipt-button.tsx';

type Order = AnswerOf<'getOrder'>;
type Decision = Schemas['Decision'];
const DECISIONS_MAX = 200;

/** Every decision on the order with its receipt, and every revision as it was submitted. */
export function OrderDecisions({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(DECISION_WORDS);
  const decisions = useRead(listOrderDecisions, { path: { id: order.id }, query: { limit: DECISIONS_MAX } });
  const columns = useColumns(order);
  const revisions = Array.from({ length: order.latestRevision }, (_, at) => order.latestRevision - at);
  return (
    <>
      <Reading read={decisions}>
        {({ data: { items, next } }) => (
          <>
            <ServerTable caption={words.title} columns={columns} rows={items} idOf={({ id }) => id} empty="" />
            {next !== null && <p className="secondary">{words.more(DECISIONS_MAX)}</p>}
            {items.map((decision) => (
              <DecisionFindings key={decision.id} decision={decision} />
            ))}
          </>
        )}
      </Reading>
      <h2 className="screen-only">{words.revisions}</h2>
      {revisions.map((revision) => (
        <Revision key={revision} orderId={order.id} revision={revision} />
      ))}
    </>
  );
}

function useColumns({ reference }: Order): readonly Column<Decision>[] {
  const words = useWords(DECISION_WORDS);
  const { stages } = useWords(ORDER_WORDS).history;
  return [
    { title: words.when, cell: ({ decidedAt }) => writeInstant(decidedAt) },
    { title: words.what, cell: ({ stage, revision }) => words.decided(stages[stage], revision) },
    { title: words.outcome, cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    { title: words.who, cell: ({ actedBy }) => actedBy?.name ?? words.program },
    { title: words.log, isNumeric: true, cell: ({ log }) => log.index },
    {
      title: words.papers,
      cell: ({ id, acceptance }) => (
        <span className="screen-only">
          <ReceiptButton decisionId={id} reference={reference} />
          {acceptance && <AcceptanceFormLink id={acceptance.id} sequence={acceptance.sequence} />}
        </span>
      ),
    },
  ];
}

/** To the official form of a delivery. */
function AcceptanceFormLink({ id, sequence }: Pick<Schemas['Acceptance'], 'id' | 'sequence'>): ReactNode {
  const words = useWords(DECISION_WORDS);
  const may = useMay();
  const lang = useLanguage();
  if (!may(getAcceptance)) return null;
  return (
    <DocumentLink address={addressOf(getAcceptance.path, { id }, { format: 'pdf', lang })}>
      {words.acceptanceForm(sequence)}
    </DocumentLink>
  );
}

function DecisionFindings({ decision }: { readonly decision: Decision }): ReactNode {
  const words = useWords(DECISION_WORDS);
  const { stages } = useWords(ORDER_WORDS).history;
  const { stage, revision, findings, indeterminate, ruleSet } = decision;
  const count = findings.length + indeterminate.length;
  if (count === 0) return null;
  return (
    <details className="screen-only">
      <summary>{words.findingsOf(stages[stage], revision, count)}</summary>
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.rule} ${finding.clause} ${finding.pointer}`}
          finding={finding}
          ruleSet={ruleSet.number}
        />
      ))}
      <MissingFacts of={indeterminate} ruleSet={ruleSet.number} />
    </details>
  );
}

interface RevisionProps {
  readonly orderId: string;
  readonly revision: number;
}

/** What was submitted as one revision; it is asked for when somebody wants to see it. */
function Revision({ orderId, revision }: RevisionProps): ReactNode {
  const words = useWords(DECISION_WORDS);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="screen-only" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.revision(revision)}</summary>
      {isOpen && <RevisionContent orderId={orderId} revision={revision} />}
    </details>
  );
}

function RevisionContent({ orderId, revision }: RevisionProps): ReactNode {
  const words = useWords(DECISION_WORDS);
  const read = useRead(getOrderRevision, { path: { id: orderId, revision } });
  return (
    <Reading read={read}>
      {({ data: { submittedAt, outcome, stands, digest, submission } }) => (
        <>
          <p>
            {words.submitted(writeInstant(submittedAt))} <OutcomeTag outcome={outcome} /> {stands && words.stands}{' '}
            <span className="secondary code">{words.digest(digest)}</span>
          </p>
          <OrderGoods submission={submission} />
        </>
      )}
    </Reading>
  );
}
