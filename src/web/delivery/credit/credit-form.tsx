import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { creditPayment } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { capitalsOf } from '../../orders/index.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { Awaiting, Proposed } from '../../ui/done.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { type Fen, yuanOf } from '../../ui/fen.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { writeMoney } from '../../ui/money.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { NumberCell } from '../pay/number-cell.tsx';
import type { TypedPart } from '../pay/payment-body.ts';
import { namedParts } from '../records/named-parts.ts';
import {
  BLANK_CREDIT,
  type CreditablePart,
  type CreditBody,
  creditBody,
  creditedPart,
  type TypedCredit,
  withCreditedCount,
} from './credit-body.ts';
import { CREDIT_WORDS } from './credit-words.ts';

interface CreditFormProps {
  readonly payment: Schemas['Payment'];
  readonly submission: AnswerOf<'getOrder'>['submission'];
  /** Of which something is left to be taken back. */
  readonly parts: readonly CreditablePart[];
  /** What the order is overpaid, as fields; nothing where it is not, or where that is not known. */
  readonly overpaid: TypedCredit['parts'] | undefined;
  /** A credit note for the payment that waits for a signature already. */
  readonly awaiting: Schemas['Proposal'] | undefined;
}

/** A credit note as it is typed. What was typed stays whatever the gate refuses, and leaving it is asked about. */
export function CreditForm(props: CreditFormProps): ReactNode {
  const { payment, submission, parts, awaiting } = props;
  const words = useWords(CREDIT_WORDS);
  const { typed, set, built, act, attempt, done, send } = useCredit(props);
  const form = useFirstFault(attempt, act.refusal);
  if (done !== undefined) return <Proposed proposal={done.proposal} done={words.done} />;
  if (parts.length === 0) return <p className="empty">{words.nothingLeft}</p>;
  const faultOf = (name: string): string | undefined => {
    const fault = attempt > 0 ? built.faults.get(name) : undefined;
    return fault === undefined ? refusedAt(act.refusal, built, name) : words[fault];
  };
  return (
    <TypedForm
      ref={form}
      className="delivery delivery-alone"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="delivery-main">
        {awaiting && <Awaiting proposal={awaiting} />}
        <p className="secondary">{words.help}</p>
        <FactList
          facts={[
            [words.supplier, submission.supplier?.name],
            [
              words.invoice,
              <bdi key="invoice">{[payment.invoiceNumber, payment.invoiceOn].filter(Boolean).join(' · ')}</bdi>,
            ],
          ]}
        />
        <Head {...{ typed, set, faultOf }} />
        <Parts {...{ ...props, typed, set, faultOf }} />
        {attempt > 0 && built.faults.has('') && <p className="field-error">{words.nothing}</p>}
        {act.refusal && <Refusal of={act.refusal} />}
        <Bar isBusy={act.isBusy} total={built.totalFen} />
      </div>
    </TypedForm>
  );
}

function useCredit({ payment, parts }: CreditFormProps) {
  const [typed, setTyped] = useState<TypedCredit>(BLANK_CREDIT);
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState<Called<'creditPayment'>>();
  const act = useAct(creditPayment);
  const built = creditBody(typed, parts, today());
  const set = (change: Partial<TypedCredit>): void => {
    // What was refused was said of other words.
    act.reset();
    setTyped((before) => ({ ...before, ...change }));
  };
  async function send(): Promise<void> {
    setAttempt((before) => before + 1);
    if (built.body === undefined) return;
    setDone(await act.send({ path: { id: payment.id }, body: built.body }));
  }
  return { typed, set, built, act, attempt, done, send };
}

/** What the gate said at a field, once it was asked in earnest. */
function refusedAt(refusal: Error | null, { fieldAt }: CreditBody, name: string): string | undefined {
  if (!(refusal instanceof GateProblem)) return undefined;
  const error = refusal.errors.find(({ pointer }) => fieldAt(pointer ?? '') === name);
  return error?.message || undefined;
}

interface TypedFieldsProps {
  readonly typed: TypedCredit;
  readonly set: (change: Partial<TypedCredit>) => void;
  readonly faultOf: (name: string) => string | undefined;
}

function Head({ typed, set, faultOf }: TypedFieldsProps): ReactNode {
  const words = useWords(CREDIT_WORDS);
  return (
    <>
      <div className="alike-fields">
        <FormField
          {...{ name: 'number', label: words.number, value: typed.number, error: faultOf('number') }}
          onChange={(number) => set({ number })}
        />
        <FormField
          isDay
          {...{ name: 'creditedOn', label: words.creditedOn, value: typed.creditedOn, help: words.creditedOnHelp }}
          error={faultOf('creditedOn')}
          onChange={(creditedOn) => set({ creditedOn })}
        />
      </div>
      <FormField
        isLong
        {...{ name: 'reason', label: words.reason, value: typed.reason, help: words.reasonHelp }}
        error={faultOf('reason')}
        onChange={(reason) => set({ reason })}
      />
    </>
  );
}

/** What was paid, part by part, and how much of it is taken back. */
function Parts({ submission, parts, overpaid, typed, set, faultOf }: CreditFormProps & TypedFieldsProps): ReactNode {
  const words = useWords(CREDIT_WORDS);
  const named = namedParts(submission);
  const nameOf = ({ of, number }: CreditablePart): string =>
    of === 'line'
      ? `${words.line(number)} ${named.line(number)?.what ?? ''}`.trim()
      : `${words.item(number)} ${named.item(number) ?? ''}`.trim();
  const setPart = (key: string, part: TypedPart): void => set({ parts: { ...typed.parts, [key]: part } });
  const columns: readonly Column<CreditablePart>[] = [
    { title: words.part, cell: nameOf },
    { title: words.paid, isNumeric: true, cell: ({ paid }) => paid },
    { title: words.left, isNumeric: true, cell: ({ left }) => <strong>{left}</strong> },
    { title: words.leftSum, isNumeric: true, cell: ({ leftFen }) => writeMoney(yuanOf(leftFen)) },
    {
      title: words.count,
      isNumeric: true,
      cell: (part) => (
        <NumberCell
          {...{ name: `${part.key}.count`, label: words.countOf(nameOf(part)), fault: faultOf(`${part.key}.count`) }}
          {...{ value: creditedPart(typed, part.key).count, inputMode: 'numeric' }}
          onText={(count) => setPart(part.key, withCreditedCount(part, count))}
        />
      ),
    },
    {
      title: words.amount,
      isNumeric: true,
      cell: (part) => (
        <NumberCell
          {...{ name: `${part.key}.amount`, label: words.amountOf(nameOf(part)), fault: faultOf(`${part.key}.amount`) }}
          {...{ value: creditedPart(typed, part.key).amount, inputMode: 'decimal' }}
          onText={(amount) => setPart(part.key, { ...creditedPart(typed, part.key), amount })}
        />
      ),
    },
  ];
  return (
    <>
      <div className="pay-table">
        <ServerTable caption={words.parts} columns={columns} rows={parts} idOf={({ key }) => key} empty="" />
      </div>
      {overpaid && (
        <div className="acts">
          <Button onClick={() => set({ parts: overpaid })}>{words.overpaid}</Button>
        </div>
      )}
    </>
  );
}

/** The act, beside the sum in figures, in Chinese also as papers write it. */
function Bar({ isBusy, total }: { readonly isBusy: boolean; readonly total: Fen }): ReactNode {
  const words = useWords(CREDIT_WORDS);
  const isChinese = useLanguage() === 'zh-CN';
  return (
    <div className="delivery-bar">
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {words.submit}
      </Button>
      <span>
        {words.total} <strong className="pay-sum">{writeMoney(yuanOf(total))}</strong>{' '}
        {isChinese && <span className="secondary">{capitalsOf(total)}</span>}
      </span>
    </div>
  );
}
