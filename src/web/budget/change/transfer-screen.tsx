import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { getBudgetLine, transferBudget } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { Proposed } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { amountOf } from './change-body.ts';
import { AwaitingChanges, ChangeFields, ChangeOutcome, ToLine } from './change-fields.tsx';
import { CHANGE_WORDS } from './change-words.ts';
import { LineField } from './line-field.tsx';
import { useChangeForm } from './use-change-form.ts';
import { useOfferedLines } from './use-offered-lines.ts';

const route = getRouteApi('/budget-lines/$code/transfer');

/** Money goes from one line to another of the same year, which a second person signs. */
export function TransferScreen(): ReactNode {
  const { code } = route.useParams();
  const words = useWords(CHANGE_WORDS).transfer;
  const line = useRead(getBudgetLine, { path: { code } });
  return (
    <Screen title={words.title(code)} acts={<ToLine code={code} />}>
      <Reading read={line}>{({ data }) => <Transfer from={data} />}</Reading>
    </Screen>
  );
}

function Transfer({ from }: { readonly from: Schemas['BudgetLine'] }): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const act = useAct(transferBudget);
  const form = useChangeForm(act);
  const [typedTo, setTo] = useState('');
  const [done, setDone] = useState<Called<'transferBudget'>>();
  const offered = useOfferedLines(typedTo, from);
  const to = offered.find(({ code }) => code === typedTo.trim());
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const stated = form.attempt();
    if (stated === undefined || to === undefined) return;
    setDone(await act.send({ body: { from: from.code, to: to.code, ...stated } }));
  };
  if (done) return <Proposed proposal={done.proposal} done={words.done} />;
  const amount = amountOf(form.typed);
  const gives = amount === undefined ? [] : [{ line: from, by: -amount }];
  const takes = amount === undefined || to === undefined ? [] : [{ line: to, by: amount }];
  const unknown = typedTo.trim() === '' ? words.needed : words.transfer.unknown;
  return (
    <>
      <p className="secondary">{words.transfer.help}</p>
      <AwaitingChanges line={from} />
      <TypedForm className="reason-form change-form" ref={form.ref} onSubmit={(event) => void send(event)} noValidate>
        <LineField
          {...{ label: words.transfer.to, name: 'to', help: words.transfer.toHelp, value: typedTo, offered }}
          error={form.isTried && to === undefined ? unknown : form.told.to}
          onChange={(code) => {
            act.reset();
            setTo(code);
          }}
        />
        <ChangeFields form={form} amountLabel={words.transfer.amount} />
        <ChangeOutcome {...{ changes: [...gives, ...takes], form, isBusy: act.isBusy }} />
      </TypedForm>
    </>
  );
}
