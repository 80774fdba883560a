import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver, getProposal } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useLanguage } from '../ui/use-preferences.ts';
import { titleOf } from '../words/operation-title.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { PROPOSAL_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import type { Proposal } from './proposal.ts';
import { ProposalActs } from './proposal-acts.tsx';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { ValueTree } from './value-tree.tsx';
import { OrderDecidedAgain, WaiverProposal } from './waiver-proposal.tsx';

const route = getRouteApi('/proposals/$id');

/** One request that waits for somebody else: word for word what is asked, and what a signature would bring about. */
export function ProposalScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(PROPOSAL_WORDS);
  const language = useLanguage();
  const proposal = useRead(getProposal, { path: { id } });
  const operation = proposal.data?.data.operation;
  return (
    <Screen title={operation === undefined ? words.title : titleOf(operation, language)}>
      <Reading read={proposal}>
        {({ data }) => (
          <>
            <Head proposal={data} />
            <InWords proposal={data} />
            <ProposalActs proposal={data} />
            <Request proposal={data} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Head({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const states = useWords(PROPOSAL_STATE_WORDS);
  const roles = useWords(ROLE_WORDS);
  const { maker, madeAt, slots, state, closing, digest } = proposal;
  return (
    <section>
      <p>
        <strong>{states[state]}</strong> ·{' '}
        {words.of(maker.name ?? words.erased, roles[maker.role], writeInstant(madeAt))}
      </p>
      <ul className="plain-list">
        {slots.map(({ roles: needed, signature }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is what it is by its place among the others.
          <li key={index}>
            {signature === null
              ? words.needs(needed.map((role) => roles[role]).join(' / '))
              : words.signed(signature.name ?? words.erased, writeInstant(signature.at))}
          </li>
        ))}
      </ul>
      {closing && <p>{words.closing(closing.by.name ?? words.erased, writeInstant(closing.at), closing.reason)}</p>}
      <p className="secondary">
        {words.digest} <span className="code">{digest}</span>
      </p>
    </section>
  );
}

/** What is asked in the words of its kind, where the console knows the kind. */
function InWords({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { operation, request, preview, result } = proposal;
  if (operation !== createWaiver.id || request === null) return null;
  // What the gate has kept passed the schema of the operation that it is of.
  const waiver = request.body as BodyOf<'createWaiver'>;
  const answer = (result?.body ?? preview.body) as Partial<Schemas['Waiver']>;
  const { order } = waiver.scope;
  return (
    <>
      <WaiverProposal waiver={waiver} />
      {order && answer.decidedAgain && (result !== null || proposal.state === 'open') && (
        <OrderDecidedAgain orderId={order.id} decided={answer.decidedAgain} isDone={result !== null} />
      )}
    </>
  );
}

function Request({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const { request, preview, result } = proposal;
  return (
    <>
      <h2>{words.request}</h2>
      {request === null ? (
        <p className="notice" data-kind="refusal">
          {words.noRequest}
        </p>
      ) : (
        <>
          <Stated values={{ ...request.params, ...request.query }} />
          {request.file ? <p>{words.file(request.file.characters)}</p> : <ValueTree value={request.body} />}
        </>
      )}
      <h2>{result === null ? words.preview : words.result}</h2>
      <ValueTree value={result?.body ?? preview.body} />
      {result && <p className="secondary">{words.log(result.logIndex)}</p>}
    </>
  );
}

/** What stood in the address of the request; nothing where nothing did. */
function Stated({ values }: { readonly values: object }): ReactNode {
  return Object.keys(values).length === 0 ? null : <ValueTree value={values} />;
}
