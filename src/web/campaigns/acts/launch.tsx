import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { cancelCampaign, launchCampaign } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { aboutThing, useOpenProposals } from '../../client/use-open-proposals.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { Awaiting, NobodySigns, Proposed, slotsLacking } from '../../ui/done.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';

interface LaunchProps {
  readonly id: string;
  readonly etag: string | undefined;
}

type Launched = Schemas['LaunchedCampaign'];

/** First whom it would ask, then the launch itself, which a second person signs. */
export function Launch({ id, etag }: LaunchProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).launch;
  const trial = useAct(launchCampaign);
  const act = useAct(launchCampaign);
  const [planned, setPlanned] = useState<Launched>();
  const [done, setDone] = useState<Called<'launchCampaign'>>();
  const look = async (): Promise<void> => {
    const tried = await trial.send({ path: { id }, query: { dryRun: true }, body: { reason: words.tries } }, etag);
    setPlanned(tried?.data);
  };
  const launch = async (reason: string): Promise<void> => {
    setDone(await act.send({ path: { id }, body: { reason } }, etag));
  };
  const awaiting = aboutThing(useOpenProposals(launchCampaign.id), id);
  if (done) return <Proposed proposal={done.proposal} done={words.done} />;
  return (
    <section>
      <h2>{words.title}</h2>
      {awaiting && <Awaiting proposal={awaiting} says={words.awaiting} />}
      <p className="acts">
        <Button onClick={() => void look()} loading={trial.isBusy}>
          {words.tries}
        </Button>
      </p>
      {trial.refusal && <Refusal of={trial.refusal} />}
      {planned && <Asked planned={planned} />}
      {planned && <Notes notes={planned.notes ?? []} />}
      {planned && <NobodySigns slots={slotsLacking(planned.lackingSigners)} />}
      {planned && !awaiting && (
        <>
          <p className="notice launch-final" data-kind="warning">
            {words.final}
          </p>
          <ReasonForm
            asks={words.reason}
            help={words.reasonHelp}
            charactersMin={1}
            does={words.does}
            isBusy={act.isBusy}
            refusal={act.refusal}
            onReason={(reason) => void launch(reason)}
          />
        </>
      )}
      <Cancel id={id} etag={etag} />
    </section>
  );
}

/** What to think of first; nothing of it keeps anybody from launching. */
function Notes({ notes }: { readonly notes: NonNullable<Launched['notes']> }): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).launch;
  const inLanguage = useText();
  if (notes.length === 0) return null;
  return (
    <div className="notice" data-kind="warning" role="status">
      <strong>{words.notes}</strong>
      {notes.map(({ code, text, campaign }) => (
        <p key={`${code} ${campaign}`}>
          {inLanguage(text)}{' '}
          {campaign !== null && (
            <Link to="/campaigns/$id" params={{ id: campaign }}>
              {words.otherCampaign}
            </Link>
          )}
        </p>
      ))}
    </div>
  );
}

function Asked({ planned: { asked, units } }: { readonly planned: Launched }): ReactNode {
  const { launch: words, kinds, levels } = useWords(CAMPAIGN_WORDS);
  const kindsByName: { readonly [kind: string]: string } = kinds;
  const levelsByName: { readonly [level: string]: string } = levels;
  const columns: readonly Column<Launched['units'][number]>[] = [
    { title: words.columns.unit, cell: ({ name }) => name },
    { title: words.columns.code, cell: ({ agencyCode }) => <span className="code">{agencyCode}</span> },
    { title: words.columns.kind, cell: ({ kind }) => kindsByName[kind] ?? kind },
    { title: words.columns.level, cell: ({ level }) => levelsByName[level] ?? level },
    { title: words.columns.region, cell: ({ region }) => writeRegion(region) },
  ];
  return (
    <>
      <p role="status">
        {words.asked(asked)} {units.length < asked && words.cut(units.length)}
      </p>
      <ServerTable
        caption={words.asked(asked)}
        columns={columns}
        rows={units}
        idOf={({ agencyCode }) => agencyCode}
        empty={words.none}
      />
    </>
  );
}

function Cancel({ id, etag }: LaunchProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).launch;
  const act = useAct(cancelCampaign);
  return (
    <details>
      <summary>{words.cancel}</summary>
      <ReasonForm
        asks={words.cancelReason}
        help={words.cancelHelp}
        charactersMin={1}
        does={words.cancelDoes}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onReason={(reason) => void act.send({ path: { id }, body: { reason } }, etag)}
      />
    </details>
  );
}
