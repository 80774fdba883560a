import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getAuditFinding } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { ScanLink } from '../../ui/papers/scan-link.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { SEVERITY_WORDS } from '../../words/filing-states.ts';
import { ROLE_WORDS } from '../../words/roles.ts';
import { useWords } from '../../words/use-words.ts';
import { FindingActs } from './finding-acts.tsx';
import { FINDING_WORDS } from './finding-words.ts';

const route = getRouteApi('/audit-findings/$id');

/** One finding: what it is, what was answered and returned, and what can be done now. */
export function FindingScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(FINDING_WORDS).page;
  const finding = useRead(getAuditFinding, { path: { id } });
  return (
    <Screen title={words.title} acts={<Link to="/audit-findings">{words.back}</Link>}>
      <Reading read={finding}>
        {({ data, etag }) => (
          <>
            <Facts finding={data} />
            <FindingActs finding={data} etag={etag} />
            <Steps steps={data.steps} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Facts({ finding }: { readonly finding: Schemas['AuditFinding'] }): ReactNode {
  const { page: words, list, states } = useWords(FINDING_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const byWhom = useByWhom();
  const { text, agencyCode, state, severity, dueOn, overdue, actedBy, raisedOn, order, rule, legalBasis } = finding;
  return (
    <FactList
      facts={[
        [words.text, <bdi key="text">{text}</bdi>],
        [words.agency, <AgencyName key="agency" code={agencyCode} />],
        [words.state, states[state]],
        [
          words.due,
          <span key="due">
            {dueOn} {overdue && <strong className="field-error">{list.late}</strong>}
          </span>,
        ],
        [words.severity, severities[severity]],
        [
          words.rule,
          rule !== null && (
            <Link to="/rules/$id" params={{ id: rule }} search={{}}>
              {rule}
            </Link>
          ),
        ],
        [words.basis, legalBasis],
        [
          words.order,
          order !== null && (
            <Link to="/orders/$id" params={{ id: order }}>
              {words.openOrder}
            </Link>
          ),
        ],
        [words.raised, byWhom(actedBy, raisedOn)],
      ]}
    />
  );
}

function useByWhom(): (actor: Schemas['ActedBy'] | null | undefined, day: string) => string {
  const words = useWords(FINDING_WORDS).page;
  const roles = useWords(ROLE_WORDS);
  return (actor, day) => {
    const role = actor?.role ? `${roles[actor.role]} ` : '';
    return words.by(`${role}${actor?.name ?? words.erased}`, day);
  };
}

function Steps({ steps }: Pick<Schemas['AuditFinding'], 'steps'>): ReactNode {
  const { page: words, steps: acts } = useWords(FINDING_WORDS);
  const byWhom = useByWhom();
  return (
    <section>
      <h2>{words.history}</h2>
      {steps.length === 0 && <p className="empty">{words.noSteps}</p>}
      <ol className="plain-list">
        {steps.map(({ act, text, file, actedBy, on, dueOn }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <li key={at}>
            <p>
              <strong>{acts[act]}</strong> <span className="secondary">{byWhom(actedBy, on)}</span>{' '}
              {dueOn !== null && <span className="secondary">{words.until(dueOn)}</span>}
            </p>
            <p>
              <bdi>{text}</bdi> <ScanLink file={file} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
