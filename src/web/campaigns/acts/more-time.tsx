import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { requestMoreTime } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { useWords } from '../../words/use-words.ts';
import { Fields } from './unit-forms.tsx';
import { UNIT_WORDS } from './unit-words.ts';

interface MoreTimeProps {
  readonly campaign: Pick<Schemas['Campaign'], 'id' | 'state'>;
  readonly unit: Schemas['Participant'];
}

/** What a unit asked of its office and what that answered, and the form by which it asks. */
export function MoreTime({ campaign, unit }: MoreTimeProps): ReactNode {
  const words = useWords(UNIT_WORDS).time;
  const may = useMay();
  const act = useAct(requestMoreTime);
  const [isOpen, setOpen] = useState(false);
  const request = unit.timeRequest;
  const isAsking = campaign.state === 'open' || campaign.state === 'closed';
  const canAsk =
    may(requestMoreTime) &&
    isAsking &&
    unit.state !== 'excused' &&
    unit.timeliness !== 'on-time' &&
    request?.state !== 'waiting';
  const isAfter = campaign.state === 'closed' || unit.timeliness === 'late' || unit.timeliness === 'missing';
  if (!canAsk && !(request && isAsking)) return null;
  return (
    <section className="screen-only">
      <h2>{words.heading}</h2>
      {request && isAsking && <p role="status">{words[request.state](toldOf(unit, request, words.erased))}</p>}
      {canAsk && !isOpen && <Button onClick={() => setOpen(true)}>{words.ask}</Button>}
      {canAsk && isOpen && (
        <>
          {isAfter && <p className="secondary">{words.onlyExcuses}</p>}
          <Fields
            does={words.ask}
            asks={['askedDay', 'reason']}
            isBusy={act.isBusy}
            refusal={act.refusal}
            onCancel={() => setOpen(false)}
            onSend={async ({ askedDay, reason }) => {
              const sent = await act.send({
                path: { id: campaign.id },
                query: { reporter: unit.agencyCode },
                body: { dueOn: askedDay, reason },
              });
              if (sent) setOpen(false);
            }}
          />
        </>
      )}
    </section>
  );
}

/** What its office answered: the day of the extension that came with the answer, and why. */
function toldOf(unit: Schemas['Participant'], request: Schemas['TimeRequest'], erased: string) {
  const given = unit.extensions.find(({ on }) => on === request.answeredOn);
  return {
    askedOn: request.on,
    dueOn: request.dueOn,
    answeredOn: request.answeredOn ?? '',
    givenOn: given?.dueOn ?? request.dueOn,
    isExcuse: given?.moves === false,
    why: (request.state === 'refused' ? request.refusal : request.reason) ?? erased,
  };
}
