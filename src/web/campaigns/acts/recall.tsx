import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { recallCampaign } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { aboutThing, useOpenProposals } from '../../client/use-open-proposals.ts';
import { RecalledFacts } from '../../table/recalled-facts.tsx';
import { Awaiting, NobodySigns, Proposed, slotsLacking } from '../../ui/done.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { RECALL_WORDS } from '../../words/recall-words.ts';
import { useWords } from '../../words/use-words.ts';

interface RecallProps {
  readonly campaign: Schemas['Campaign'];
}

/** First what it would undo, then the recall itself, which a second person signs. It stands apart: it is for mistakes. */
export function Recall({ campaign: { id } }: RecallProps): ReactNode {
  const words = useWords(RECALL_WORDS);
  const may = useMay();
  const awaiting = aboutThing(useOpenProposals(recallCampaign.id, { isWanted: may(recallCampaign) }), id);
  const [done, setDone] = useState<Called<'recallCampaign'>>();
  if (!may(recallCampaign)) return null;
  if (done) return <Proposed proposal={done.proposal} done={words.done} />;
  if (awaiting) return <Awaiting proposal={awaiting} says={words.awaiting} />;
  return (
    <details className="screen-only">
      <summary>{words.title}</summary>
      <p className="secondary">{words.says}</p>
      <TriedRecall id={id} onDone={setDone} />
    </details>
  );
}

interface TriedProps {
  readonly id: string;
  readonly onDone: (done: Called<'recallCampaign'> | undefined) => void;
}

function TriedRecall({ id, onDone }: TriedProps): ReactNode {
  const words = useWords(RECALL_WORDS);
  const trial = useAct(recallCampaign);
  const act = useAct(recallCampaign);
  const [undone, setUndone] = useState<Schemas['RecalledCampaign']>();
  const look = async (): Promise<void> => {
    const tried = await trial.send({ path: { id }, query: { dryRun: true }, body: { reason: words.tries } });
    setUndone(tried?.data);
  };
  const recall = async (reason: string): Promise<void> => onDone(await act.send({ path: { id }, body: { reason } }));
  return (
    <>
      <p className="acts">
        <Button onClick={() => void look()} loading={trial.isBusy}>
          {words.tries}
        </Button>
      </p>
      {trial.refusal && <Refusal of={trial.refusal} />}
      {undone && (
        <>
          <RecalledFacts of={undone} />
          <NobodySigns slots={slotsLacking(undone.lackingSigners)} />
          <ReasonForm
            asks={words.reason}
            help={words.reasonHelp}
            charactersMin={1}
            does={words.does}
            isBusy={act.isBusy}
            refusal={act.refusal}
            onReason={(reason) => void recall(reason)}
          />
        </>
      )}
    </>
  );
}
