import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listResponsiblePersons, submitFiling } from '../client/operations.generated.ts';
import { useAct, useRead } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { contentOf } from '../sheet/sheet-content.ts';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

interface SendProps {
  readonly campaign: Schemas['Campaign'];
  readonly form: SheetForm;
  readonly state: FilingDraftState;
  readonly acknowledged: readonly string[];
  readonly onTry: () => void;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

/** Hands the filing to the unit's approver, naming whose signature stands on the paper. */
export function SendToSigner({ campaign, form, state, acknowledged, onTry, onSent }: SendProps): ReactNode {
  const words = useWords(FILING_WORDS).send;
  const { reporter } = state.saved;
  const heads = useHeads(reporter);
  const [chosen, setChosen] = useState<string>();
  const [reason, setReason] = useState('');
  const act = useAct(submitFiling);
  const isCorrection = campaign.state === 'closed';
  const signedFor = chosen ?? heads[0]?.value ?? '';
  const send = async (): Promise<void> => {
    onTry();
    await state.flush();
    const { content } = contentOf(form, state.typed, today());
    const sent = await act.send({
      path: { id: campaign.id },
      body: {
        ...{ ...content, reporter, acknowledged: [...acknowledged], signedFor: signedFor || null },
        ...(isCorrection && { reason: reason.trim() }),
      },
    });
    if (sent) onSent(sent.proposal);
  };
  return (
    <section className="screen-only reason-form">
      <h2>{words.title}</h2>
      <FormField
        label={words.signedFor}
        name="signedFor"
        value={signedFor}
        choices={heads}
        none={words.nobody}
        onChange={setChosen}
      />
      {isCorrection && <FormField label={words.reason} name="reason" value={reason} onChange={setReason} isLong />}
      <p className="secondary">{words.says}</p>
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" loading={act.isBusy} disabled={state.wrong.length > 0} onClick={() => void send()}>
          {words.does}
        </Button>
      </p>
    </section>
  );
}

const DUTIES: readonly Schemas['Duty'][] = ['head', 'leader-in-charge'];
const TERMS_MAX = 200;

/** Who stands for the unit today: its head first. */
function useHeads(agencyCode: string): readonly { readonly value: string; readonly label: string }[] {
  const people = useRead(listResponsiblePersons, { query: { agencyCode, limit: TERMS_MAX } });
  const on = today();
  const holders = (people.data?.data.items ?? []).filter(
    ({ duty, from, until }) => DUTIES.includes(duty) && from <= on && (until === null || until >= on),
  );
  return holders
    .toSorted((one, other) => DUTIES.indexOf(one.duty) - DUTIES.indexOf(other.duty))
    .map(({ id, name, position }) => ({ value: id, label: [name, position].filter(Boolean).join(' · ') }));
}
