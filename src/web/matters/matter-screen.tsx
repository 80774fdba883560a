import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getMatter } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { MATTER_STATE_WORDS, SEVERITY_WORDS } from '../words/filing-states.ts';
import { useWords } from '../words/use-words.ts';
import { MatterActs } from './matter-acts.tsx';
import { MATTER_WORDS } from './matter-words.ts';
import { RegisterNow } from './register-now.tsx';

type Matter = Schemas['Matter'];

const route = getRouteApi('/matters/$id');

/** Something that a unit has to put right: what it is, what was done about it, and what can be done now. */
export function MatterScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(MATTER_WORDS).page;
  const matter = useRead(getMatter, { path: { id } });
  const known = matter.data?.data;
  return (
    <Screen
      title={known ? `${known.number} ${known.title}` : words.title}
      acts={<Link to="/matters">{words.back}</Link>}
    >
      <Reading read={matter}>
        {({ data, etag }) => (
          <>
            <Facts matter={data} />
            <RegisterNow matter={data} />
            <MatterActs matter={data} etag={etag} />
            <Steps matter={data} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Facts({ matter }: { readonly matter: Matter }): ReactNode {
  const { page: words, list, outcomes } = useWords(MATTER_WORDS);
  const states = useWords(MATTER_STATE_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  return (
    <dl className="facts">
      <div>
        <dt>{words.owner}</dt>
        <dd>
          <AgencyName code={matter.owner} />
        </dd>
      </div>
      <div>
        <dt>{words.state}</dt>
        <dd>
          {states[matter.state]}
          {matter.outcome !== null && ` · ${outcomes[matter.outcome]}`}
          {matter.closedOn !== null && ` · ${words.closed(matter.closedOn)}`}
        </dd>
      </div>
      <div>
        <dt>{words.due}</dt>
        <dd>
          {matter.dueOn} {matter.overdue && <strong className="field-error">{list.late}</strong>}
        </dd>
      </div>
      <div>
        <dt>{words.severity}</dt>
        <dd>{severities[matter.severity]}</dd>
      </div>
      <div>
        <dt>{words.opened}</dt>
        <dd>{words.by(matter.actedBy?.name ?? words.erased, matter.openedOn)}</dd>
      </div>
      {matter.source !== null && (
        <div>
          <dt>{words.source}</dt>
          <dd>
            <Link to="/filed/$id" params={{ id: matter.source.filing }}>
              {words.fromFiling}
            </Link>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Steps({ matter: { steps } }: { readonly matter: Matter }): ReactNode {
  const { page: words, steps: acts, outcomes } = useWords(MATTER_WORDS);
  return (
    <section>
      <h2>{words.history}</h2>
      {steps.length === 0 && <p className="empty">{words.noSteps}</p>}
      <ol className="plain-list">
        {steps.map(({ seq, act, text, files, actedBy, signedBy = [], on, dueOn, outcome }) => (
          <li key={seq}>
            <p>
              <strong>{acts[act]}</strong>{' '}
              <span className="secondary">{words.by(actedBy?.name ?? words.erased, on)}</span>{' '}
              {signedBy.length > 0 && (
                <span className="secondary">
                  {words.signed(signedBy.map(({ name }) => name ?? words.erased).join(words.comma))}
                </span>
              )}{' '}
              {dueOn !== null && <span className="secondary">{words.until(dueOn)}</span>}{' '}
              {outcome !== null && outcomes[outcome]}
            </p>
            <p>
              <bdi>{text}</bdi>{' '}
              {files.map((file) => (
                <ScanLink key={file} file={file} />
              ))}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
