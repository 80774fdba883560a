import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { GateProblem } from '../client/gate-problem.ts';
import type { Schemas } from '../client/operation.ts';
import { submitFiling } from '../client/operations.generated.ts';
import { type Act, useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { contentOf } from '../sheet/sheet-content.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
import { InSight } from '../ui/in-sight.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { SendBar } from './filing-bar.tsx';
import { FILING_WORDS } from './filing-words.ts';
import { ScansField } from './scans-field.tsx';
import { SignersOf } from './signers-of.tsx';
import type { FilingDraftState } from './use-filing-draft.ts';
import { useHeads } from './use-heads.ts';

interface SendProps {
  readonly campaign: Schemas['Campaign'];
  readonly form: SheetForm;
  readonly state: FilingDraftState;
  readonly acknowledged: readonly string[];
  readonly onTry: () => void;
  /** What stands beside the acts. */
  readonly says: ReactNode;
  /** The act that comes before, and what it does. */
  readonly check: Pick<Act<'checkFilingDraft'>, 'isBusy' | 'refusal'>;
  readonly onCheck: () => void;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

type Sending = Pick<SendProps, 'campaign' | 'form' | 'state' | 'acknowledged' | 'onTry' | 'onCheck' | 'onSent'>;

/** Sends it once everything is saved, and checks it anew after it was refused. */
function useSending({ campaign, form, state, acknowledged, onTry, onCheck, onSent }: Sending, signedFor: string) {
  const [isUnread, setUnread] = useState(false);
  const act = useAct(submitFiling);
  const send = async (): Promise<void> => {
    onTry();
    const settled = await state.settle();
    // A page of a colleague, or another one of this person, was quicker: what came in is read before it is handed on.
    setUnread(settled === undefined);
    if (settled === undefined) return;
    const { cells, texts, rows, reasons } = contentOf(form, settled.typed, today()).content;
    const { files, reason } = state.sending;
    const { reporter } = state.saved;
    const sent = await act.send({
      path: { id: campaign.id },
      body: {
        ...{ cells, texts, rows, reasons, reporter, acknowledged: [...acknowledged], signedFor: signedFor || null },
        ...{ draftVersion: settled.version, files: [...files] },
        ...(campaign.state === 'closed' && { reason: reason.trim() }),
      },
    });
    if (sent) onSent(sent.proposal);
  };
  // Why it was not sent is of the sheet as it was then: a check says how it stands now.
  const look = (): void => {
    act.reset();
    setUnread(false);
    onCheck();
  };
  return { act, isUnread, send, look };
}

/** Hands the filing to the unit's approver, naming whose signature stands on the paper where one does: nobody's is taken for given. */
export function SendToSigner(props: SendProps): ReactNode {
  const { campaign, form, state, says, check } = props;
  const { send: words, draft } = useWords(FILING_WORDS);
  const placeOf = usePlaceOfCell(form);
  const { reporter } = state.saved;
  const heads = useHeads(reporter);
  const { act, isUnread, send, look } = useSending(props, state.sending.signedFor ?? '');
  return (
    <>
      <section className="screen-only reason-form">
        <h2>{words.title}</h2>
        <WhatGoesWithIt {...{ state, heads, isCorrection: campaign.state === 'closed' }} />
        <p className="secondary">{words.says}</p>
        <SignersOf campaign={campaign.id} reporter={reporter} />
        {act.refusal && <SendingRefused {...{ form, state, of: act.refusal }} onRead={act.reset} />}
        {check.refusal && (
          <InSight>
            <Refusal of={check.refusal} placeOf={placeOf} />
          </InSight>
        )}
        {isUnread && <FieldAlert says={words.unread} />}
      </section>
      <SendBar
        says={says}
        check={
          <Button onClick={look} loading={check.isBusy}>
            {draft.check}
          </Button>
        }
      >
        <Button type="primary" loading={act.isBusy} disabled={state.wrong.length > 0} onClick={() => void send()}>
          {words.does}
        </Button>
      </SendBar>
    </>
  );
}

interface WhatGoesProps extends Pick<SendProps, 'state'> {
  readonly heads: ReturnType<typeof useHeads>;
  readonly isCorrection: boolean;
}

/** Whose signature stands on the paper, why it is corrected, and its scans: kept with the draft. */
function WhatGoesWithIt({ state, heads, isCorrection }: WhatGoesProps): ReactNode {
  const words = useWords(FILING_WORDS).send;
  const { files, reason } = state.sending;
  const agencyCode = state.saved.reporter;
  return (
    <>
      <FormField
        label={words.signedFor}
        name="signedFor"
        value={state.sending.signedFor ?? ''}
        choices={heads}
        none={words.nobody}
        onChange={(one) => state.choose({ signedFor: one || null })}
      />
      {isCorrection && (
        <FormField
          label={words.reason}
          name="reason"
          value={reason}
          onChange={(text) => state.choose({ reason: text })}
          isLong
        />
      )}
      <ScansField {...{ agencyCode, files, words }} onFiles={(all) => state.choose({ files: all })} />
    </>
  );
}

function FieldAlert({ says }: { readonly says: string }): ReactNode {
  return (
    <InSight>
      <p className="field-error" role="alert">
        {says}
      </p>
    </InSight>
  );
}

interface SendingRefusedProps extends Pick<SendProps, 'form' | 'state'> {
  readonly of: Error;
  readonly onRead: () => void;
}

/** What the gate says, and for an old draft the way to the newer one. */
function SendingRefused({ form, state, of, onRead }: SendingRefusedProps): ReactNode {
  const placeOf = usePlaceOfCell(form);
  const words = useWords(FILING_WORDS).send;
  const isOfOldDraft = of instanceof GateProblem && of.code === 'filing.draft_changed';
  return (
    <InSight>
      <Refusal of={of} placeOf={placeOf} />
      {isOfOldDraft && (
        <button
          type="button"
          className="plain-button"
          onClick={() => void state.readAnew().then(onRead, () => undefined)}
        >
          {words.readAnew}
        </button>
      )}
    </InSight>
  );
}
