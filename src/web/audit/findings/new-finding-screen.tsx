import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { createAuditFinding, getOrder } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { AgencyField } from '../../form/agency-field.tsx';
import { FormField } from '../../form/form-field.tsx';
import { refusalByField } from '../../form/refusal-by-field.ts';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { useRulesInForce } from '../../rules/index.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { isCreditCode, plainText, readDay } from '../../ui/typed-values.ts';
import { SEVERITY_WORDS } from '../../words/filing-states.ts';
import { useText } from '../../words/in-language.ts';
import { nameOfRule } from '../../words/rule-titles.ts';
import { useWords } from '../../words/use-words.ts';
import { FINDING_WORDS } from './finding-words.ts';

const route = getRouteApi('/audit-findings/new');

/** Where each place of the request is typed. */
const FIELDS: { readonly [pointer: string]: string } = {
  '/agencyCode': 'agency',
  '/severity': 'severity',
  '/text': 'text',
  '/rule': 'rule',
  '/legalBasis': 'basis',
  '/dueOn': 'due',
};

type Typed = Readonly<Record<'agency' | 'severity' | 'text' | 'rule' | 'basis' | 'due', string>>;

/** What of it cannot be sent. */
function wrongIn({ agency, severity, text, due }: Typed) {
  const day = readDay(due, today());
  return {
    agency: !isCreditCode(agency),
    severity: severity === '',
    text: text.trim() === '',
    due: day === undefined || day < today(),
  };
}

function bodyOf({ agency, severity, text, rule, basis, due }: Typed, order: string | undefined) {
  return {
    agencyCode: plainText(agency),
    severity: severity as Schemas['AuditSeverity'],
    text: text.trim(),
    order: order ?? null,
    rule: rule === '' ? null : rule,
    dueOn: readDay(due, today()) ?? '',
    legalBasis: basis.trim() === '' ? null : basis.trim(),
  };
}

/** The audit bureau records what it found at an agency, about an order or about the whole of it. */
export function NewFindingScreen(): ReactNode {
  const { form: words, act: common } = useWords(FINDING_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const navigate = route.useNavigate();
  const act = useAct(createAuditFinding);
  const { order, agencyCode = '', rule = '' } = route.useSearch();
  const [typed, setTyped] = useState<Typed>({
    agency: agencyCode,
    severity: 'medium',
    text: '',
    rule,
    basis: '',
    due: '',
  });
  const [attempt, setAttempt] = useState(0);
  const form = useFirstFault(attempt, act.refusal);
  const { told: refused, rest } = refusalByField(act.refusal, (pointer) => FIELDS[pointer]);
  const wrong: { readonly [name in keyof Typed]?: boolean } = wrongIn(typed);
  const fieldOf = (name: keyof Typed, label: string, says = '') => ({
    name,
    label,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    error: attempt > 0 && wrong[name] ? says : refused[name],
  });
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (Object.values(wrong).includes(true)) return;
    const created = await act.send({ body: bodyOf(typed, order) });
    if (created) await navigate({ to: '/audit-findings/$id', params: { id: created.data.id } });
  };
  const choices = Object.entries(severities).map(([value, label]) => ({ value, label }));
  return (
    <Screen title={words.title}>
      <TypedForm className="reason-form" ref={form} onSubmit={(event) => void send(event)} noValidate>
        {order !== undefined && <OrderLine id={order} />}
        <AgencyField {...fieldOf('agency', words.agency, words.badAgency)} />
        <FormField {...fieldOf('text', words.text, common.needed)} isLong lines={5} />
        <FormField {...fieldOf('severity', words.severity, common.needed)} choices={choices} none="—" />
        <RuleField {...fieldOf('rule', words.rule)} />
        <FormField {...fieldOf('basis', words.basis)} />
        <FormField {...fieldOf('due', words.due, common.badDay)} isDay />
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

/** Which order it is about, as people call it. */
function OrderLine({ id }: { readonly id: string }): ReactNode {
  const words = useWords(FINDING_WORDS).form;
  const order = useRead(getOrder, { path: { id } });
  return <Reading read={order}>{({ data }) => <p>{words.ofOrder(data.reference)}</p>}</Reading>;
}

interface RuleFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (rule: string) => void;
  readonly error: string | undefined;
}

/** A rule of the set in force, by its name; one that only an older set has stays chosen where it came with the address. */
function RuleField(field: RuleFieldProps): ReactNode {
  const words = useWords(FINDING_WORDS).form;
  const textOf = useText();
  const rules = useRulesInForce();
  const { value } = field;
  const named = rules.map(({ id, title }) => ({ value: id, label: `${id} ${textOf(nameOfRule(id, title))}` }));
  const isNamed = value === '' || named.some((one) => one.value === value);
  const choices = isNamed ? named : [{ value, label: value }, ...named];
  return <FormField {...field} choices={choices} none={words.noRule} />;
}
