import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { Schemas } from '../../client/operation.ts';
import type { TrialState } from '../../form/use-trial.ts';
import { FindingCard } from '../../orders/index.ts';
import { ServerTable } from '../../table/server-table.tsx';
import { writeMoney } from '../../ui/money.ts';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { PAY_WORDS } from './pay-words.ts';

/** What a payment would be decided to, and from which budget lines it would come: the gate's own trial. */
export function PaymentTrial({ trial }: { readonly trial: TrialState<object, Schemas['PlannedPayment']> }): ReactNode {
  const words = useWords(PAY_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const { answer, isStale } = trial;
  const planned = answer?.planned;
  return (
    <aside className="delivery-verdict" aria-label={words.trial} aria-busy={isStale}>
      <h2>
        {words.trial} {planned && <OutcomeTag outcome={planned.decision.outcome} />}
      </h2>
      {isStale && <p className="secondary">{words.asking}</p>}
      {answer === undefined && !isStale && <p className="secondary">{words.trialNone}</p>}
      {answer?.refusal && <Refusal of={answer.refusal} />}
      {planned && (
        <>
          <Funding of={planned.budget} />
          {planned.released !== '0.00' && <p>{words.released(writeMoney(planned.released))}</p>}
          <p>{words.after(states[planned.state])}</p>
          {planned.decision.findings.length === 0 && <p>{words.good}</p>}
          <PaymentFindings of={planned.decision.findings} />
        </>
      )}
    </aside>
  );
}

/** From which budget lines a payment comes. */
export function Funding({ of: budget }: { readonly of: readonly Schemas['PaidFunding'][] }): ReactNode {
  const words = useWords(PAY_WORDS);
  if (budget.length === 0) return null;
  return (
    <ServerTable
      caption={words.budgetLine}
      rows={budget}
      idOf={({ budgetLine }) => budgetLine}
      empty=""
      columns={[
        { title: words.budgetLine, cell: ({ budgetLine }) => <span className="code">{budgetLine}</span> },
        { title: words.fromLine, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
      ]}
    />
  );
}

/** What the rules say of a payment. Its parts stand in an order of their own, which the message names in words. */
export function PaymentFindings({ of: findings }: { readonly of: readonly Schemas['Finding'][] }): ReactNode {
  const words = useWords(PAY_WORDS);
  return (
    <Suspense>
      <div className="findings">
        {findings.map((finding) => (
          <FindingCard
            key={`${finding.rule} ${finding.clause} ${finding.pointer}`}
            finding={finding}
            place={words.place}
          />
        ))}
      </div>
    </Suspense>
  );
}

interface PaymentDoneProps {
  readonly done: Schemas['DecidedPayment'];
  /** Absent where nothing more is to be paid. */
  readonly onAnother?: () => void;
}

/** The decision on a payment in the place of the form. */
export function PaymentDone({ done, onAnother }: PaymentDoneProps): ReactNode {
  const words = useWords(PAY_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { order, decision, payment } = done;
  const isPaid = decision.outcome === 'approved';
  return (
    <section className="decided">
      <h2 ref={heading} tabIndex={-1}>
        {words.done(payment.sequence)} <OutcomeTag outcome={decision.outcome} />
      </h2>
      <p>
        <span className="code">{order.reference}</span> <strong>{states[order.state]}</strong>
      </p>
      <p>{isPaid ? words.paidNow(writeMoney(payment.amount)) : words.notPaid}</p>
      {payment.released !== '0.00' && <p>{words.released(writeMoney(payment.released))}</p>}
      <Funding of={payment.budget} />
      <p className="acts">
        <Link to="/payments/$id" params={{ id: payment.id }}>
          {words.details}
        </Link>
        {onAnother && (
          <button type="button" className="plain-button" onClick={onAnother}>
            {words.onward}
          </button>
        )}
      </p>
      <PaymentFindings of={decision.findings} />
    </section>
  );
}
