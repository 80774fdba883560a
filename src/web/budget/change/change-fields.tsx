import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { BodyOf, Schemas } from '../../client/operation.ts';
import { reviseBudgetLine, transferBudget } from '../../client/operations.generated.ts';
import { useOpenProposals } from '../../client/use-open-proposals.ts';
import { FormField } from '../../form/form-field.tsx';
import { capitalsOf } from '../../orders/index.ts';
import { Awaiting } from '../../ui/done.tsx';
import { yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import { LineOrders } from '../line-orders.tsx';
import { amountOf, missingFor } from './change-body.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { type ChangedLine, LineChanges } from './line-changes.tsx';
import type { ChangeForm } from './use-change-form.ts';

interface ChangeFieldsProps {
  readonly form: ChangeForm;
  readonly amountLabel: string;
}

/** How much, by which document and why; the amount is said again in figures and in the capitals of papers. */
export function ChangeFields({ form, amountLabel }: ChangeFieldsProps): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const { typed, faults, told, set } = form;
  const errorOf = (name: keyof typeof typed): string | undefined => {
    const fault = faults[name];
    return fault === undefined ? told[name] : words[fault];
  };
  const amount = amountOf(typed);
  const said = amount === undefined ? undefined : `${writeMoney(yuanOf(amount))} · ${capitalsOf(amount)}`;
  return (
    <>
      <FormField
        {...{ label: amountLabel, name: 'amount', value: typed.amount, inputMode: 'decimal' }}
        error={errorOf('amount')}
        {...(said !== undefined && { help: said })}
        onChange={(text) => set({ amount: text })}
      />
      <FormField
        {...{ label: words.documentNumber, name: 'documentNumber', value: typed.documentNumber }}
        error={errorOf('documentNumber')}
        help={words.documentHelp}
        onChange={(documentNumber) => set({ documentNumber })}
      />
      <FormField
        isLong
        {...{ label: words.reason, name: 'reason', value: typed.reason, help: words.reasonHelp }}
        error={errorOf('reason')}
        onChange={(reason) => set({ reason })}
      />
    </>
  );
}

interface ChangeOutcomeProps {
  readonly changes: readonly ChangedLine[];
  readonly form: ChangeForm;
  readonly isBusy: boolean;
}

/** What would become of the lines, what stands in the way of it, and the act. */
export function ChangeOutcome({ changes, form, isBusy }: ChangeOutcomeProps): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const short = changes.find(({ line, by }) => missingFor(line, by) !== undefined);
  return (
    <>
      {changes.length > 0 && <LineChanges of={changes} />}
      {short && <InTheWay {...short} />}
      {form.rest && <Refusal of={form.rest} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {words.does}
        </Button>
      </p>
    </>
  );
}

/** Whose money it would have to be. The gate decides; this only says where to look. */
function InTheWay({ line, by }: ChangedLine): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const missing = missingFor(line, by) ?? 0n;
  return (
    <>
      <div className="notice" data-kind="warning">
        <p>
          <strong>{words.overdrawn(writeMoney(yuanOf(missing)))}</strong> {words.inTheWay(writeMoney(line.elsewhere))}
        </p>
      </div>
      <LineOrders code={line.code} on={undefined} />
    </>
  );
}

/** What changes the money of a line and waits for a signature already, so that nobody proposes it twice. */
export function AwaitingChanges({ line }: { readonly line: Schemas['BudgetLine'] }): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const { agencyCode, code } = line;
  const revisions = useOpenProposals(reviseBudgetLine.id, { agencyCode });
  const transfers = useOpenProposals(transferBudget.id, { agencyCode });
  const awaiting = [...revisions, ...transfers].filter(({ request }) => {
    const body = request?.body as Partial<BodyOf<'reviseBudgetLine'> & BodyOf<'transferBudget'>> | undefined;
    return body !== undefined && [body.budgetLine, body.from, body.to].includes(code);
  });
  return awaiting.map((proposal) => <Awaiting key={proposal.id} proposal={proposal} says={words.awaiting} />);
}

/** Back to the line whose money it is. */
export function ToLine({ code }: { readonly code: string }): ReactNode {
  const words = useWords(CHANGE_WORDS);
  return (
    <Link to="/budget-lines/$code" params={{ code }}>
      {words.toLine}
    </Link>
  );
}
