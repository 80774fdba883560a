import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { listTimeRequests, refuseMoreTime } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { useWords } from '../../words/use-words.ts';
import { ExtendForm } from '../acts/unit-forms.tsx';
import { UNIT_WORDS } from '../acts/unit-words.ts';

/** A unit that asks, with the campaign. */
type AskingUnit = Schemas['OwedFiling'];

const route = getRouteApi('/time-requests');
const PAGE_ROWS = 50;

interface Answer {
  readonly asked: AskingUnit;
  readonly gives: boolean;
}

/** Units that ask for more time: the office gives it, which may be another day than the one asked for, or says why not. */
export function TimeRequestsScreen(): ReactNode {
  const words = useWords(UNIT_WORDS).time;
  const { after } = route.useSearch();
  const requests = useRead(listTimeRequests, { query: { after, limit: PAGE_ROWS } });
  const [answer, setAnswer] = useState<Answer>();
  const [done, setDone] = useState('');
  const columns = useColumns((chosen) => {
    setDone('');
    setAnswer(chosen);
  });
  return (
    <Screen title={words.title}>
      <p role="status">{done}</p>
      {answer && (
        <AnswerForm
          key={`${keyOf(answer.asked)} ${answer.gives}`}
          answer={answer}
          onEnd={(says) => {
            setAnswer(undefined);
            setDone(says);
          }}
        />
      )}
      <Reading read={requests}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={keyOf}
            empty={words.none}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

function keyOf({ campaign, unit }: AskingUnit): string {
  return `${campaign.id} ${unit.agencyCode}`;
}

function AnswerForm({ answer, onEnd }: { readonly answer: Answer; readonly onEnd: (says: string) => void }): ReactNode {
  const { time: words, acts } = useWords(UNIT_WORDS);
  const act = useAct(refuseMoreTime);
  const { campaign, unit } = answer.asked;
  if (answer.gives)
    return (
      <section aria-label={words.giveTo(unit.name)}>
        <h2>{words.giveTo(unit.name)}</h2>
        <ExtendForm
          id={campaign.id}
          chosen={[unit.agencyCode]}
          day={unit.timeRequest?.dueOn}
          onEnd={(isDone) => onEnd(isDone ? acts.done.extend : '')}
        />
      </section>
    );
  return (
    <section aria-label={words.refuseTo(unit.name)}>
      <h2>{words.refuseTo(unit.name)}</h2>
      <ReasonForm
        asks={words.why}
        help={words.whyHelp}
        charactersMin={1}
        does={words.refuse}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onCancel={() => onEnd('')}
        onReason={async (reason) => {
          const sent = await act.send({ path: { id: campaign.id }, body: { agencies: [unit.agencyCode], reason } });
          if (sent) onEnd(words.refusedNow(unit.name));
        }}
      />
    </section>
  );
}

function useColumns(onAnswer: (answer: Answer) => void): readonly Column<AskingUnit>[] {
  const words = useWords(UNIT_WORDS).time;
  const titleOf = useCampaignTitle();
  const { columns } = words;
  return [
    { title: columns.unit, cell: ({ unit }) => unit.name },
    {
      title: columns.campaign,
      cell: ({ campaign }) => (
        <Link to="/campaigns/$id" params={{ id: campaign.id }}>
          {titleOf(campaign.title)}
        </Link>
      ),
    },
    {
      title: columns.due,
      cell: ({ unit }) => (
        <span className={unit.timeliness === 'missing' || unit.timeliness === 'late' ? 'field-error' : undefined}>
          {unit.dueOn}
        </span>
      ),
    },
    { title: columns.asked, cell: ({ unit }) => unit.timeRequest?.dueOn },
    { title: columns.why, cell: ({ unit }) => unit.timeRequest?.reason ?? words.erased },
    {
      title: columns.answer,
      cell: (asked) => (
        <>
          <Button onClick={() => onAnswer({ asked, gives: true })} aria-label={words.giveTo(asked.unit.name)}>
            {words.give}
          </Button>{' '}
          <Button onClick={() => onAnswer({ asked, gives: false })} aria-label={words.refuseTo(asked.unit.name)}>
            {words.refuse}
          </Button>
        </>
      ),
    },
  ];
}
