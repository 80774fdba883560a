import { Button } from 'antd';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { acceptDelivery } from '../../client/operations.generated.ts';
import { useSession } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import { FormField } from '../../form/form-field.tsx';
import type { DraftPlace } from '../../form/saving/draft-keeper.ts';
import { DraftStanding } from '../../form/saving/draft-standing.tsx';
import { type OpenedDraft, type TypedDraft, useKeptDraft } from '../../form/use-kept-draft.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { readDay } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { AcceptContext, useAccepting } from './accept-context.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { Accepted } from './accepted.tsx';
import { type Contracted, linesToCome } from './contracted.ts';
import { type DeliveryBody, deliveryBody } from './delivery-body.ts';
import { blankDelivery, type DeliveryDraft, deliveryIn, mergedDelivery, withoutAccepted } from './delivery-draft.ts';
import { DeliveryFile } from './delivery-file.tsx';
import { GoodsSection, ItemsSection } from './items-section.tsx';
import { MachinesSection } from './machines-section.tsx';
import { wordsOfMachines } from './told-of.ts';
import { useDeliveryTrial } from './use-delivery-trial.ts';
import { Verdict } from './verdict.tsx';

interface DeliveryFormProps {
  readonly order: AnswerOf<'getOrder'>;
  readonly etag: string | undefined;
  readonly contracted: Contracted;
  readonly place: DraftPlace;
  readonly opened: OpenedDraft | undefined;
}

/** One delivery from its first scan to its decision. What was scanned stays whatever the gate refuses. */
export function DeliveryForm(props: DeliveryFormProps): ReactNode {
  const { order, etag, contracted } = props;
  const entering = useEntering(props);
  const { kept, built, change, isChecked, act, done } = entering;
  const { trial, isStale } = useDeliveryTrial(order.id, built);
  const scanField = useRef<HTMLInputElement>(null);
  const toScan = (): void => scanField.current?.focus();
  if (done !== undefined) return <Accepted done={done} onAnother={entering.again} />;
  const draft = kept.typed;
  const { setInScanField } = entering;
  return (
    <AcceptContext
      value={{
        ...{ agencyCode: order.agencyCode, contracted, draft, change, built, trial, isChecked },
        ...{ toScan, setInScanField },
      }}
    >
      <div className="delivery">
        <div className="delivery-main">
          <Head kept={kept} />
          {contracted.machines.length > 0 && <MachinesSection scanField={scanField} />}
          <ItemsSection />
          <GoodsSection />
          <DeliveryFile
            {...{ order, etag, contracted, acceptedOn: readDay(draft.acceptedOn, today()) }}
            onDone={entering.setDone}
          />
          {isChecked && <LeftOut />}
          {act.refusal && <Refusal of={act.refusal} />}
          <Bar isBusy={act.isBusy} onSend={() => void entering.send()} />
        </div>
        <Verdict isStale={isStale} />
      </div>
    </AcceptContext>
  );
}

/** What is typed, kept and sent of a delivery, and what became of it. */
function useEntering({ order, etag, contracted, place, opened }: DeliveryFormProps) {
  const lines = linesToCome(contracted);
  const [blank] = useState(() => blankDelivery(today(), lines.length === 1 ? (lines[0]?.line ?? '') : ''));
  const initial = opened === undefined ? blank : deliveryIn(opened.content, blank);
  const kept = useKeptDraft({ place, opened, initial, merge: mergedDelivery });
  const [inScanField, setInScanField] = useState('');
  const { agencyCode } = order;
  const built = useMemo(
    () => deliveryBody(kept.typed, today(), { agencyCode, inScanField }),
    [kept.typed, agencyCode, inScanField],
  );
  const act = useAct(acceptDelivery);
  const [isChecked, setChecked] = useState(false);
  const [done, setDone] = useState<Schemas['DecidedAcceptance']>();
  const change: typeof kept.change = (next) => {
    // What was refused was said of other words.
    if (act.refusal !== null) act.reset();
    kept.change(next);
  };
  async function take(decided: Schemas['DecidedAcceptance'], { partAt }: Pick<DeliveryBody, 'partAt'>): Promise<void> {
    setDone(decided);
    const words = wordsOfMachines(decided.acceptance.devices, partAt);
    let left = blank;
    kept.change((before) => {
      left = withoutAccepted(before, words, blank);
      return left;
    });
    if (left.machines.length === 0) await kept.remove(left);
  }
  async function send(): Promise<void> {
    setChecked(true);
    const [first] = built.faults.keys();
    if (first !== undefined) return leadTo(first, kept.change);
    const sent = await act.send({ path: { id: order.id }, ...(built.body && { body: built.body }) }, etag);
    if (sent !== undefined && 'acceptance' in sent.data) await take(sent.data, built);
  }
  const again = (): void => {
    setDone(undefined);
    setChecked(false);
  };
  return { kept, built, change, act, isChecked, done, setDone, send, again, setInScanField };
}

/** Leads to a field that is wrong. Of the groups only one is on the page. */
function leadTo(field: string, change: TypedDraft<DeliveryDraft>['change']): void {
  const [of, id] = field.split('.');
  if (of === 'alike') flushSync(() => change((before) => ({ ...before, current: id ?? before.current })));
  focusField(field);
}

function Head({ kept }: { readonly kept: TypedDraft<DeliveryDraft> }): ReactNode {
  const words = useWords(ACCEPT_WORDS);
  const { draft, change, built, isChecked, contracted } = useAccepting();
  const { person } = useSession();
  const isOwn = kept.mergedFrom?.person === person.id;
  const fault = isChecked ? built.faults.get('acceptedOn') : undefined;
  const isAllThere = [...contracted.machines, ...contracted.items, ...contracted.goods].every(
    ({ outstanding }) => outstanding === 0,
  );
  return (
    <div className="delivery-head">
      <FormField
        isDay
        {...{ name: 'acceptedOn', label: words.acceptedOn, value: draft.acceptedOn, help: words.acceptedOnHelp }}
        error={fault && words.faults[fault]}
        onChange={(acceptedOn) => change((before) => ({ ...before, acceptedOn }))}
      />
      <DraftStanding kept={kept} />
      {isAllThere && <p className="notice">{words.all}</p>}
      {kept.mergedFrom && <p className="notice">{words[isOwn ? 'mergedOwn' : 'merged']}</p>}
    </div>
  );
}

/** What is missing, each with the way to its field. */
function LeftOut(): ReactNode {
  const words = useWords(ACCEPT_WORDS);
  const { built, change } = useAccepting();
  const placeOf = usePlaceOfField();
  if (built.faults.size === 0) return null;
  return (
    <div className="notice" data-kind="refusal" role="alert">
      <strong>{words.left}</strong>
      <ul>
        {[...built.faults].map(([field, fault]) => (
          <li key={field}>
            {field === '' ? (
              words.faults[fault]
            ) : (
              <button type="button" className="plain-button" onClick={() => leadTo(field, change)}>
                {placeOf(field)} {words.faults[fault]}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function usePlaceOfField(): (field: string) => string {
  const { places } = useWords(ACCEPT_WORDS);
  const { draft } = useAccepting();
  return (field) => {
    const [of, id = ''] = field.split('.');
    if (of === 'machine') return places.machine(draft.machines.find((row) => row.id === id)?.serial ?? '');
    if (of === 'alike') return places.alike(String(draft.alike.findIndex((one) => one.id === id) + 1));
    if (of === 'item') return places.item(id);
    if (of === 'goods') return places.goods(id);
    return of === 'scan' ? places.scan : places.acceptedOn;
  };
}

function Bar({ isBusy, onSend }: { readonly isBusy: boolean; readonly onSend: () => void }): ReactNode {
  const words = useWords(ACCEPT_WORDS);
  return (
    <div className="delivery-bar">
      <Button type="primary" loading={isBusy} onClick={onSend}>
        {words.submit}
      </Button>
    </div>
  );
}
