import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { openMatter } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { AgencyField } from '../form/agency-field.tsx';
import { FormField } from '../form/form-field.tsx';
import { refusalByField } from '../form/refusal-by-field.ts';
import { useFirstFault } from '../form/use-first-fault.ts';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { Screen } from '../ui/screen.tsx';
import { today } from '../ui/time.ts';
import { isCreditCode, plainText, readDay } from '../ui/typed-values.ts';
import { SEVERITY_WORDS } from '../words/filing-states.ts';
import { useWords } from '../words/use-words.ts';
import { MATTER_WORDS } from './matter-words.ts';

/** Where each place of the request is typed. */
const FIELDS: { readonly [pointer: string]: string } = {
  '/title': 'what',
  '/owner': 'owner',
  '/severity': 'severity',
  '/dueOn': 'due',
};

/** The office opens something that a unit has to put right, without a filing that says so. */
export function NewMatterScreen(): ReactNode {
  const { form: words, act: common } = useWords(MATTER_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const navigate = useNavigate();
  const act = useAct(openMatter);
  const [what, setWhat] = useState('');
  const [owner, setOwner] = useState('');
  const [severity, setSeverity] = useState('high');
  const [due, setDue] = useState('');
  const [attempt, setAttempt] = useState(0);
  const isTried = attempt > 0;
  const form = useFirstFault(attempt, act.refusal);
  const { told, rest } = refusalByField(act.refusal, (pointer) => FIELDS[pointer]);
  const day = readDay(due, today());
  const missing = (text: string): string | undefined => (isTried && text.trim() === '' ? common.needed : undefined);
  const unknown = isTried && !isCreditCode(owner) ? words.badOwner : undefined;
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (what.trim() === '' || severity === '' || !isCreditCode(owner) || day === undefined) return;
    const opened = await act.send({
      body: {
        ...{ kind: 'rectification', title: what.trim(), owner: plainText(owner), dueOn: day },
        severity: severity as Schemas['MatterSeverity'],
      },
    });
    if (opened) await navigate({ to: '/matters/$id', params: { id: opened.data.id } });
  };
  const choices = Object.entries(severities).map(([value, label]) => ({ value, label }));
  return (
    <Screen title={words.title}>
      <TypedForm className="reason-form" ref={form} onSubmit={(event) => void send(event)} noValidate>
        <FormField label={words.what} name="what" value={what} onChange={setWhat} error={missing(what) ?? told.what} />
        <AgencyField
          {...{ label: words.owner, name: 'owner', value: owner, onChange: setOwner }}
          error={missing(owner) ?? unknown ?? told.owner}
        />
        <FormField
          {...{ label: words.severity, name: 'severity', value: severity, onChange: setSeverity, choices }}
          none="—"
          error={missing(severity) ?? told.severity}
        />
        <FormField
          isDay
          {...{ label: words.due, name: 'due', value: due, onChange: setDue }}
          error={isTried && day === undefined ? common.badDay : told.due}
        />
        {rest && <Refusal of={rest} />}
        <p className="acts">
          <Button type="primary" htmlType="submit" loading={act.isBusy}>
            {words.does}
          </Button>
        </p>
      </TypedForm>
    </Screen>
  );
}
