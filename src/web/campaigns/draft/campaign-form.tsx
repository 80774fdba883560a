import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { listForms } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { AgencyField } from '../../form/agency-field.tsx';
import { FormField } from '../../form/form-field.tsx';
import { refusalByField } from '../../form/refusal-by-field.ts';
import { RegionField } from '../../form/region-field.tsx';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useText } from '../../words/in-language.ts';
import { regionCodeOf } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';
import '../campaigns.css';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { type CampaignDraft, faultsIn, fieldOf } from './campaign-draft.ts';
import { LeftOutFields } from './left-out-fields.tsx';

interface CampaignFormProps {
  readonly start: CampaignDraft;
  /** A campaign that is there stays in its region. */
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onSend: (draft: CampaignDraft) => void;
  readonly back: ReactNode;
}

interface PartProps {
  readonly draft: CampaignDraft;
  /** What is wrong, by the name of the field. */
  readonly errors: { readonly [field: string]: string };
  readonly set: (change: Partial<CampaignDraft>) => void;
}

type TextField = {
  readonly [name in keyof CampaignDraft]: CampaignDraft[name] extends string ? name : never;
}[keyof CampaignDraft];

/** What is asked, of whom, about which days and by when. What was typed stays whatever the gate refuses. */
export function CampaignForm({ start, isNew, isBusy, refusal, onSend, back }: CampaignFormProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).form;
  const [draft, setDraft] = useState(start);
  const checked = useChecked(refusal);
  const form = useFirstFault(checked.attempt, refusal);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (checked.check(draft) && !isBusy) onSend(draft);
  };
  const set = (change: Partial<CampaignDraft>): void => {
    setDraft((was) => ({ ...was, ...change }));
    checked.forget(Object.keys(change));
  };
  const part = { draft, errors: checked.errors, set };
  return (
    <TypedForm className="reason-form" ref={form} onSubmit={send} noValidate>
      <WhatIsAsked {...part} isNew={isNew} />
      <Days {...part} />
      <WhomItAsks {...part} />
      {checked.rest && <Refusal of={checked.rest} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {words.does}
        </Button>
        {back}
      </p>
    </TypedForm>
  );
}

/** What the form itself and the gate say of each field. What is changed is wrong no more until it is sent again. */
function useChecked(refusal: Error | null) {
  const words = useWords(CAMPAIGN_WORDS).form;
  const [faults, setFaults] = useState<{ readonly [field: string]: string }>({});
  const [changed, setChanged] = useState<readonly string[]>([]);
  const [attempt, setAttempt] = useState(0);
  const { told, rest } = refusalByField(refusal, fieldOf);
  const isChanged = (field: string): boolean => changed.includes(field.replace(/-.*/, ''));
  const errors = Object.entries({ ...told, ...faults }).filter(([field]) => !isChanged(field));
  const check = (draft: CampaignDraft): boolean => {
    const found = Object.entries(faultsIn(draft, today())).map(([field, fault]) => [field, words[fault]] as const);
    setFaults(Object.fromEntries(found));
    setChanged([]);
    setAttempt((before) => before + 1);
    return found.length === 0;
  };
  const forget = (fields: readonly string[]): void => setChanged((before) => [...before, ...fields]);
  return { ...{ check, forget, attempt, rest }, errors: Object.fromEntries(errors) };
}

/** What a text field of the form needs, by its name. */
function useTextField({ draft, errors, set }: PartProps): (name: TextField) => {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
} {
  const words = useWords(CAMPAIGN_WORDS).form;
  return (name) => ({
    ...{ label: words[name], name, value: draft[name], error: errors[name] },
    onChange: (value) => set({ [name]: value }),
  });
}

function WhatIsAsked({ isNew, ...part }: PartProps & { readonly isNew: boolean }): ReactNode {
  const { form: words, purposes } = useWords(CAMPAIGN_WORDS);
  const field = useTextField(part);
  const text = useText();
  const forms = useAll(listForms, {});
  const { draft } = part;
  const usable = forms.items.filter(({ key, withdrawnAt }) => withdrawnAt === null || key === draft.form);
  const choices = usable.map(({ key, title }) => ({ value: key, label: `${text(title)} ${key}` }));
  const uses = Object.entries(purposes).map(([value, label]) => ({ value, label }));
  return (
    <>
      <FormField {...field('titleZh')} />
      <FormField {...field('titleEn')} />
      <FormField {...field('purpose')} choices={uses} none={words.choose} />
      <FormField {...field('form')} choices={choices} none={words.choose} />
      <FormField {...field('documents')} help={words.documentsHelp} isLong />
      {isNew && <RegionField {...field('region')} />}
      <AgencyField {...field('office')} help={words.officeHelp} region={regionCodeOf(draft.region) ?? ''} />
    </>
  );
}

function Days(part: PartProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).form;
  const field = useTextField(part);
  const { draft, set } = part;
  return (
    <>
      <FormField {...field('asOf')} help={words.asOfHelp} />
      <FormField {...field('due')} />
      <FormField {...field('from')} />
      <FormField {...field('until')} />
      {(['gating', 'needsReasons'] as const).map((name) => (
        <label key={name}>
          <input type="checkbox" checked={draft[name]} onChange={({ target }) => set({ [name]: target.checked })} />{' '}
          {words[name]}
        </label>
      ))}
    </>
  );
}

function WhomItAsks(part: PartProps): ReactNode {
  const { form: words, kinds, levels } = useWords(CAMPAIGN_WORDS);
  const field = useTextField(part);
  const { draft, errors, set } = part;
  return (
    <>
      <h2>{words.asks}</h2>
      <RegionField {...field('regions')} areSeveral />
      <Several legend={words.kinds} words={kinds} chosen={draft.kinds} onChoice={(chosen) => set({ kinds: chosen })} />
      <Several
        legend={words.levels}
        words={levels}
        chosen={draft.levels}
        onChoice={(chosen) => set({ levels: chosen })}
      />
      <FormField {...field('agencies')} isLong />
      <LeftOutFields
        {...{ leftOut: draft.except, errors, region: regionCodeOf(draft.region) ?? '' }}
        onChange={(except) => set({ except })}
      />
    </>
  );
}

interface SeveralProps {
  readonly legend: string;
  readonly words: { readonly [value: string]: string };
  readonly chosen: readonly string[];
  readonly onChoice: (chosen: readonly string[]) => void;
}

function Several({ legend, words, chosen, onChoice }: SeveralProps): ReactNode {
  return (
    <fieldset className="several">
      <legend>{legend}</legend>
      {Object.entries(words).map(([value, word]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChoice(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />{' '}
          {word}
        </label>
      ))}
    </fieldset>
  );
}
