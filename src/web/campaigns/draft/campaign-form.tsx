import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { listForms } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { FormField } from '../../form/form-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useText } from '../../words/in-language.ts';
import { regionNameOf } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { AgencyField } from '../agency-field.tsx';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';
import '../campaigns.css';
import { type CampaignDraft, type DraftFaults, faultsIn } from './campaign-draft.ts';

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
  readonly faults: DraftFaults;
  readonly set: (change: Partial<CampaignDraft>) => void;
}

type TextField = {
  readonly [name in keyof CampaignDraft]: CampaignDraft[name] extends string ? name : never;
}[keyof CampaignDraft];

/** What is asked, of whom, about which days and by when. What was typed stays whatever the gate refuses. */
export function CampaignForm({ start, isNew, isBusy, refusal, onSend, back }: CampaignFormProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).form;
  const [draft, setDraft] = useState(start);
  const [faults, setFaults] = useState<DraftFaults>({});
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultsIn(draft, today());
    setFaults(found);
    if (Object.keys(found).length === 0 && !isBusy) onSend(draft);
  };
  const set = (change: Partial<CampaignDraft>): void => {
    setDraft((was) => ({ ...was, ...change }));
    // What is changed is wrong no more until it is sent again.
    setFaults((was) => Object.fromEntries(Object.entries(was).filter(([name]) => !Object.hasOwn(change, name))));
  };
  const part = { draft, faults, set };
  return (
    <form className="reason-form" onSubmit={send} noValidate>
      <WhatIsAsked {...part} isNew={isNew} />
      <Days {...part} />
      <WhomItAsks {...part} />
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {words.does}
        </Button>
        {back}
      </p>
    </form>
  );
}

/** What a text field of the form needs, by its name. */
function useTextField({ draft, faults, set }: PartProps): (name: TextField) => {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
} {
  const words = useWords(CAMPAIGN_WORDS).form;
  return (name) => {
    const fault = faults[name];
    const error = fault && words[fault];
    return { label: words[name], name, value: draft[name], error, onChange: (value) => set({ [name]: value }) };
  };
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
      <FormField {...field('documents')} isLong />
      {isNew && <FormField {...field('region')} inputMode="numeric" help={regionNameOf(draft.region.trim()) ?? ''} />}
      <AgencyField {...field('office')} help={words.officeHelp} region={draft.region.trim()} />
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
  const { draft, set } = part;
  return (
    <>
      <h2>{words.asks}</h2>
      <FormField {...field('regions')} />
      <Several legend={words.kinds} words={kinds} chosen={draft.kinds} onChoice={(chosen) => set({ kinds: chosen })} />
      <Several
        legend={words.levels}
        words={levels}
        chosen={draft.levels}
        onChoice={(chosen) => set({ levels: chosen })}
      />
      <FormField {...field('agencies')} isLong />
      <FormField {...field('except')} isLong />
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
