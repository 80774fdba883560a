import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { call } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { payOrder } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import { FormField } from '../../form/form-field.tsx';
import { type TrialState, useTrial } from '../../form/use-trial.ts';
import { capitalsOf } from '../../orders/index.ts';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { fenOf } from '../../ui/fen.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { writeMoney } from '../../ui/money.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { PAY_WORDS } from './pay-words.ts';
import { type PayablePart, whyNothingPayable } from './payable.ts';
import { allPayable, BLANK_PAYMENT, type PaymentBody, paymentBody, type TypedPayment } from './payment-body.ts';
import { PaymentDone, PaymentTrial } from './payment-outcome.tsx';
import { PaymentParts } from './payment-parts.tsx';

interface PaymentFormProps {
  readonly order: Pick<AnswerOf<'getOrder'>, 'id' | 'state'>;
  readonly etag: string | undefined;
  readonly parts: readonly PayablePart[];
}

const PAUSE_MS = 300;

/** One invoice. What was typed stays whatever the gate refuses; the outcome stands in the place of the form. */
export function PaymentForm({ order, etag, parts }: PaymentFormProps): ReactNode {
  const words = useWords(PAY_WORDS);
  const [typed, setAll] = useState<TypedPayment>(BLANK_PAYMENT);
  const [isChecked, setChecked] = useState(false);
  const [done, setDone] = useState<Schemas['DecidedPayment']>();
  const act = useAct(payOrder);
  const built = paymentBody(typed, parts, today());
  const setTyped = (next: TypedPayment): void => {
    // What was refused was said of other words.
    act.reset();
    setAll(next);
  };
  const trial = usePaymentTrial(order.id, built);
  const nothing = whyNothingPayable(parts);
  async function send(): Promise<void> {
    setChecked(true);
    const [first] = built.faults.keys();
    if (built.body === undefined) return focusField(first ?? '');
    const sent = await act.send({ path: { id: order.id }, body: built.body }, etag);
    if (sent !== undefined && 'payment' in sent.data) setDone(sent.data);
  }
  if (done !== undefined) {
    const again = (): void => {
      // What was turned down is mended, not typed again.
      if (done.decision.outcome === 'approved') setTyped(BLANK_PAYMENT);
      setChecked(false);
      setDone(undefined);
    };
    return <PaymentDone done={done} {...(done.order.state === 'closed' ? {} : { onAnother: again })} />;
  }
  if (order.state === 'closed') return <p className="empty">{words.notNow}</p>;
  const faultOf = (name: string): string | undefined => {
    const fault = isChecked ? built.faults.get(name) : undefined;
    return fault === undefined ? refusedAt(act.refusal, built, name) : words[fault];
  };
  return (
    <TypedForm
      className="delivery"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="delivery-main">
        <Invoice {...{ typed, setTyped, faultOf }} />
        {nothing && <p className="notice">{words.none[nothing]}</p>}
        <PaymentParts {...{ parts, typed, setTyped, faultOf }} />
        <Shortcuts {...{ parts, typed, setTyped }} />
        {isChecked && built.faults.has('') && <p className="field-error">{words.nothing}</p>}
        {act.refusal && <Refusal of={act.refusal} />}
        <Bar isBusy={act.isBusy} amount={built.total} />
      </div>
      <PaymentTrial trial={trial} />
    </TypedForm>
  );
}

/** All that can be paid at once, and that nothing will be paid afterwards. */
function Shortcuts({ parts, typed, setTyped }: Pick<PaymentFormProps, 'parts'> & Omit<TypedFieldsProps, 'faultOf'>) {
  const words = useWords(PAY_WORDS);
  return (
    <>
      <div className="acts">
        <Button onClick={() => setTyped({ ...typed, parts: allPayable(parts) })}>{words.all}</Button>
        <span className="secondary">{words.help}</span>
      </div>
      <label>
        <input
          type="checkbox"
          checked={typed.isFinal}
          onChange={({ target }) => setTyped({ ...typed, isFinal: target.checked })}
        />{' '}
        {words.isFinal}
      </label>
    </>
  );
}

function usePaymentTrial(id: string, { body }: PaymentBody): TrialState<object, Schemas['PlannedPayment']> {
  return useTrial({
    question: body,
    words: JSON.stringify(body ?? null),
    pauseMs: PAUSE_MS,
    ask: async (question, signal) => {
      const { data } = await call(payOrder, { path: { id }, query: { dryRun: true }, body: question }, { signal });
      return data as Schemas['PlannedPayment'];
    },
  });
}

/** What the gate said at a field, once it was asked in earnest. */
function refusedAt(refusal: Error | null, { fieldAt }: PaymentBody, name: string): string | undefined {
  if (!(refusal instanceof GateProblem)) return undefined;
  const error = refusal.errors.find(({ pointer }) => fieldAt(pointer ?? '') === name);
  return error?.message || undefined;
}

/** The act, beside the sum in figures, in Chinese also as papers write it. */
function Bar({ isBusy, amount }: { readonly isBusy: boolean; readonly amount: string }): ReactNode {
  const words = useWords(PAY_WORDS);
  const isChinese = useLanguage() === 'zh-CN';
  return (
    <div className="delivery-bar">
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {words.submit}
      </Button>
      <span>
        {words.total} <strong className="pay-sum">{writeMoney(amount)}</strong>{' '}
        {isChinese && <span className="secondary">{capitalsOf(fenOf(amount))}</span>}
      </span>
    </div>
  );
}

export interface TypedFieldsProps {
  readonly typed: TypedPayment;
  readonly setTyped: (typed: TypedPayment) => void;
  readonly faultOf: (name: string) => string | undefined;
}

function Invoice({ typed, setTyped, faultOf }: TypedFieldsProps): ReactNode {
  const words = useWords(PAY_WORDS);
  return (
    <div className="alike-fields">
      <FormField
        {...{ name: 'invoiceNumber', label: words.invoiceNumber, value: typed.invoiceNumber }}
        error={faultOf('invoiceNumber')}
        onChange={(invoiceNumber) => setTyped({ ...typed, invoiceNumber })}
      />
      <FormField
        isDay
        {...{ name: 'invoiceOn', label: words.invoiceOn, value: typed.invoiceOn, help: words.invoiceOnHelp }}
        error={faultOf('invoiceOn')}
        onChange={(invoiceOn) => setTyped({ ...typed, invoiceOn })}
      />
    </div>
  );
}
