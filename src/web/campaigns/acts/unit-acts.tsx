import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { closeCampaign, listParticipants } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { useAct } from '../../client/use-gate.ts';
import { aboutThing, useOpenProposals } from '../../client/use-open-proposals.ts';
import { Awaiting, Proposed } from '../../ui/done.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useWords } from '../../words/use-words.ts';
import { CoverForm, ExcuseForm, ExtendForm, JoinForm } from './unit-forms.tsx';
import { UNIT_WORDS } from './unit-words.ts';

const ACTS = { extend: ExtendForm, excuse: ExcuseForm, join: JoinForm, cover: CoverForm } as const;
type ActName = keyof typeof ACTS;

/** Acts that are about the units that are chosen in the table, and the only ones after the close. */
const OF_CHOSEN: readonly ActName[] = ['extend', 'excuse'];

interface UnitActsProps {
  readonly campaign: Schemas['Campaign'];
  readonly chosen: readonly string[];
  readonly onDone: () => void;
}

/** What the office can do about asked units, and about the whole. */
export function UnitActs({ campaign, chosen, onDone }: UnitActsProps): ReactNode {
  const { acts: words, units } = useWords(UNIT_WORDS);
  const [open, setOpen] = useState<ActName | 'close'>();
  const [told, setTold] = useState('');
  const isOpen = campaign.state === 'open';
  const closing = aboutThing(useOpenProposals(closeCampaign.id), campaign.id);
  const Form = open !== undefined && open !== 'close' ? ACTS[open] : undefined;
  const start = (act: ActName | 'close'): void => {
    setTold('');
    setOpen(act);
  };
  const end = (act: ActName, isDone: boolean): void => {
    setOpen(undefined);
    if (!isDone) return;
    setTold(words.done[act]);
    onDone();
  };
  return (
    <div>
      {closing && <Awaiting proposal={closing} says={words.closing} />}
      <p className="acts">
        {(isOpen ? (Object.keys(ACTS) as ActName[]) : OF_CHOSEN).map((act) => (
          <Button key={act} onClick={() => start(act)} disabled={OF_CHOSEN.includes(act) && chosen.length === 0}>
            {words[act]}
          </Button>
        ))}
        {isOpen && !closing && <Button onClick={() => start('close')}>{words.close}</Button>}
        <span className="secondary">{chosen.length === 0 ? words.needsUnits : units.chosen(chosen.length)}</span>
      </p>
      <p role="status">{told}</p>
      {Form && open !== undefined && open !== 'close' && (
        <Form key={open} id={campaign.id} chosen={chosen} onEnd={(isDone) => end(open, isDone)} />
      )}
      {open === 'close' && !closing && <Close campaign={campaign} />}
    </div>
  );
}

function Close({ campaign: { id, counts } }: Pick<UnitActsProps, 'campaign'>): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const act = useAct(closeCampaign);
  const [done, setDone] = useState<Called<'closeCampaign'>>();
  const unfiled = counts?.missing ?? 0;
  if (done) return <Proposed proposal={done.proposal} done={words.closed} />;
  const close = async (reason: string): Promise<void> => setDone(await act.send({ path: { id }, body: { reason } }));
  return (
    <>
      {unfiled > 0 && <ClosesEarly id={id} unfiled={unfiled} />}
      <ReasonForm
        asks={words.reason}
        help={words.closeHelp}
        charactersMin={1}
        does={words.close}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onReason={(reason) => void close(reason)}
      />
    </>
  );
}

interface ClosesEarlyProps {
  readonly id: string;
  readonly unfiled: number;
}

/** How many have not filed, and how many of them still have time, before anybody asks for the close. */
function ClosesEarly({ id, unfiled }: ClosesEarlyProps): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const pending = useAll(listParticipants, { path: { id }, query: { timeliness: 'pending' } });
  return (
    <p className="notice" data-kind="warning" role="status">
      {words.closesEarly(unfiled, pending.items.length)}
    </p>
  );
}
