import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { GateProblem } from '../client/gate-problem.ts';
import type { Schemas } from '../client/operation.ts';
import { submitFiling } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { contentOf } from '../sheet/sheet-content.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
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
  /** What stands beside the acts, and the act that comes before. */
  readonly says: ReactNode;
  readonly check: ReactNode;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

/** Hands the filing to the unit's approver, naming whose signature stands on the paper. */
export function SendToSigner(props: SendProps): ReactNode {
  const { campaign, form, state, acknowledged, onTry, says, check, onSent } = props;
  const words = useWords(FILING_WORDS).send;
  const { reporter } = state.saved;
  const heads = useHeads(reporter);
  const [isUnread, setUnread] = useState(false);
  const act = useAct(submitFiling);
  const place = useRef<HTMLElement>(null);
  const isRefused = act.refusal !== null || isUnread;
  useEffect(() => {
    if (isRefused) place.current?.scrollIntoView({ block: 'end' });
  }, [isRefused]);
  const isCorrection = campaign.state === 'closed';
  const { files, reason } = state.sending;
  const signedFor = signerIn(state, heads);
  const send = async (): Promise<void> => {
    onTry();
    const settled = await state.settle();
    // A page of a colleague, or another one of this person, was quicker: what came in is read before it is handed on.
    setUnread(settled === undefined);
    if (settled === undefined) return;
    const { cells, texts, rows, reasons } = contentOf(form, settled.typed, today()).content;
    const sent = await act.send({
      path: { id: campaign.id },
      body: {
        ...{ cells, texts, rows, reasons, reporter, acknowledged: [...acknowledged], signedFor: signedFor || null },
        ...{ draftVersion: settled.version, files: [...files] },
        ...(isCorrection && { reason: reason.trim() }),
      },
    });
    if (sent) onSent(sent.proposal);
  };
  return (
    <>
      <section className="screen-only reason-form" ref={place}>
        <h2>{words.title}</h2>
        <WhatGoesWithIt {...{ state, heads, isCorrection }} />
        <p className="secondary">{words.says}</p>
        <SignersOf campaign={campaign.id} reporter={reporter} />
        {act.refusal && <SendingRefused {...{ form, state, of: act.refusal }} onRead={act.reset} />}
        {isUnread && <FieldAlert says={words.unread} />}
      </section>
      <SendBar says={says} check={check}>
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
        value={signerIn(state, heads)}
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

/** Who was chosen, or the head where nobody has chosen yet. */
function signerIn({ sending: { signedFor } }: FilingDraftState, heads: ReturnType<typeof useHeads>): string {
  return signedFor === undefined ? (heads[0]?.value ?? '') : (signedFor ?? '');
}

function FieldAlert({ says }: { readonly says: string }): ReactNode {
  return (
    <p className="field-error" role="alert">
      {says}
    </p>
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
    <>
      <Refusal of={of} placeOf={placeOf} />
      {isOfOldDraft && (
        <button type="button" className="plain-button" onClick={() => void state.readAnew().then(onRead)}>
          {words.readAnew}
        </button>
      )}
    </>
  );
}
