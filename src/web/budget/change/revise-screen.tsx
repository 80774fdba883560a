import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { BodyOf, Schemas } from '../../client/operation.ts';
import { getBudgetLine, reviseBudgetLine } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import { Proposed } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { amountOf } from './change-body.ts';
import { AwaitingChanges, ChangeFields, ChangeOutcome, ToLine } from './change-fields.tsx';
import { CHANGE_WORDS } from './change-words.ts';
import { useChangeForm } from './use-change-form.ts';

type Direction = BodyOf<'reviseBudgetLine'>['direction'];
const route = getRouteApi('/budget-lines/$code/revise');

/** A document gives a line more money or less, which a second person signs. */
export function ReviseScreen(): ReactNode {
  const { code } = route.useParams();
  const words = useWords(CHANGE_WORDS).revise;
  const line = useRead(getBudgetLine, { path: { code } });
  return (
    <Screen title={words.title(code)} acts={<ToLine code={code} />}>
      <Reading read={line}>{({ data }) => <Revision line={data} />}</Reading>
    </Screen>
  );
}

function Revision({ line }: { readonly line: Schemas['BudgetLine'] }): ReactNode {
  const words = useWords(CHANGE_WORDS);
  const act = useAct(reviseBudgetLine);
  const form = useChangeForm(act);
  const [direction, setDirection] = useState<Direction>();
  const [done, setDone] = useState<Called<'reviseBudgetLine'>>();
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const stated = form.attempt();
    if (stated === undefined || direction === undefined) return;
    setDone(await act.send({ body: { budgetLine: line.code, direction, ...stated } }));
  };
  if (done) return <Proposed proposal={done.proposal} done={words.done} />;
  const amount = amountOf(form.typed);
  const changes =
    amount === undefined || direction === undefined ? [] : [{ line, by: direction === 'increase' ? amount : -amount }];
  const choices = (['increase', 'decrease'] as const).map((value) => ({
    value,
    label: words.revise.directions[value],
  }));
  return (
    <>
      <p className="secondary">{words.revise.help}</p>
      <AwaitingChanges line={line} />
      <TypedForm className="reason-form change-form" ref={form.ref} onSubmit={(event) => void send(event)} noValidate>
        <FormField
          {...{ label: words.revise.direction, name: 'direction', choices, none: words.revise.choose }}
          value={direction ?? ''}
          error={form.isTried && direction === undefined ? words.needed : form.told.direction}
          onChange={(chosen) => {
            act.reset();
            setDirection(choices.find(({ value }) => value === chosen)?.value);
          }}
        />
        <ChangeFields form={form} amountLabel={words.revise.amount} />
        <ChangeOutcome {...{ changes, form, isBusy: act.isBusy }} />
      </TypedForm>
    </>
  );
}
