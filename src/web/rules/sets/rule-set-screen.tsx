import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getRuleSet, withdrawRuleSet } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct, useRead } from '../../client/use-gate.ts';
import { Done } from '../../ui/done.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { readSetNumber } from '../use-rule-set.ts';
import { SetChanges } from './set-changes.tsx';
import { SetReview } from './set-review.tsx';
import { SET_WORDS } from './set-words.ts';

type RuleSet = Schemas['RuleSet'];

const route = getRouteApi('/rule-sets/$number');

/** A rule set: how it stands, what it changes in words, what its tests prove, and what it takes to enter into force. */
export function RuleSetScreen(): ReactNode {
  const { number: typed } = route.useParams();
  const { page: words, list } = useWords(SET_WORDS);
  // An address that names no number is answered as one that names none there is.
  const number = readSetNumber(typed) ?? NONE;
  const set = useRead(getRuleSet, { path: { number } });
  return (
    <Screen
      title={words.title(typed)}
      acts={
        <>
          <Link to="/rules" search={{ set: String(number) }}>
            {words.rules}
          </Link>
          <Link to="/rule-sets">{list.back}</Link>
        </>
      }
    >
      <Reading read={set}>
        {({ data }) => (
          <>
            <Facts set={data} />
            <Withdraw set={data} />
            {data.parentDigest === null ? (
              <p>{words.first}</p>
            ) : (
              <>
                <SetReview set={data} />
                <SetChanges set={data} />
              </>
            )}
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** The greatest number that an address may name; no gate gets so far. */
const NONE = 1_000_000;

function Facts({ set }: { readonly set: RuleSet }): ReactNode {
  const { page: words, states } = useWords(SET_WORDS);
  const { state, inForceFrom, inForceUntil, note, digest, logIndex, emergency } = set;
  return (
    <FactList
      facts={[
        [words.state, states[state]],
        [words.from, inForceFrom === null ? words.notYet : writeInstant(inForceFrom)],
        [words.until, inForceUntil !== null && writeInstant(inForceUntil)],
        [words.note, note],
        [words.emergency, emergency !== null && <Emergency of={emergency} />],
        [
          words.digest,
          <span key="digest" className="code">
            {digest}
          </span>,
        ],
        [words.log, logIndex],
      ]}
    />
  );
}

function Emergency({ of }: { readonly of: NonNullable<RuleSet['emergency']> }): ReactNode {
  const words = useWords(SET_WORDS).page;
  const { reason, confirmBy, confirmedAt } = of;
  const standing =
    confirmedAt === null
      ? confirmBy && words.confirmBy(writeInstant(confirmBy))
      : words.confirmed(writeInstant(confirmedAt));
  return (
    <>
      <bdi>{reason}</bdi> {standing}
    </>
  );
}

const REASON_MIN = 20;

function Withdraw({ set: { number, state } }: { readonly set: RuleSet }): ReactNode {
  const words = useWords(SET_WORDS).withdraw;
  const may = useMay();
  const act = useAct(withdrawRuleSet);
  const [isDone, setDone] = useState(false);
  if (isDone) return <Done>{words.done}</Done>;
  if (!may(withdrawRuleSet) || (state !== 'draft' && state !== 'scheduled')) return null;
  const send = async (reason: string): Promise<void> => {
    if (await act.send({ path: { number }, body: { reason } })) setDone(true);
  };
  return (
    <details className="screen-only">
      <summary>{words.does}</summary>
      <ReasonForm
        asks={words.reason}
        help={words.help}
        does={words.does}
        isBusy={act.isBusy}
        refusal={act.refusal}
        charactersMin={REASON_MIN}
        onReason={(reason) => void send(reason)}
      />
    </details>
  );
}
