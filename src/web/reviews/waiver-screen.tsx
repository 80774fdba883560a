import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../client/call.ts';
import type { Schemas } from '../client/operation.ts';
import { getWaiver, revokeWaiver } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAct, useRead } from '../client/use-gate.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { Papers } from '../ui/papers/waiver-papers.tsx';
import { ReasonForm } from '../ui/reason-form.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS, WAIVER_STATE_WORDS } from '../words/waiver-words.ts';
import { useBureau } from './review-list.ts';
import { REVIEW_WORDS } from './review-words.ts';
import { RuleNames } from './rule-names.tsx';
import { useNameOf } from './use-name-of.ts';
import { Scope } from './waivers-screen.tsx';

type Waiver = Schemas['Waiver'];
const route = getRouteApi('/waivers/$id');

/** One waiver: what it sets aside, on what grounds, who answers for it, and its end. */
export function WaiverScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(REVIEW_WORDS);
  const waiver = useRead(getWaiver, { path: { id } });
  const rules = waiver.data?.data.rules.map(({ rule }) => rule).join(' ') ?? '';
  return (
    <Screen title={words.waiver.title(rules)} acts={<Link to="/waivers">{words.waivers.title}</Link>}>
      <Reading read={waiver}>
        {(read) => (
          <>
            <Facts waiver={read.data} />
            <Revocation read={read} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Facts({ waiver }: { readonly waiver: Waiver }): ReactNode {
  const { waiver: words, waivers } = useWords(REVIEW_WORDS);
  const states = useWords(WAIVER_STATE_WORDS);
  const reasons = useWords(WAIVER_REASON_WORDS);
  const roles = useWords(ROLE_WORDS);
  const nameOf = useNameOf();
  const { revocation } = waiver;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [waivers.state, states[waiver.state]],
    [waivers.rules, <RuleNames key="rules" of={waiver} />],
    [waivers.scope, <Scope key="scope" of={waiver} />],
    [words.agency, <AgencyName key="agency" code={waiver.agencyCode} />],
    [words.from, waiver.from],
    [words.until, waiver.until],
    [words.ground, reasons[waiver.reasonCode]],
    [words.text, waiver.text],
    [words.evidence, <Papers key="papers" of={waiver.evidence} />],
    [words.owner, roles[waiver.owner]],
    [waivers.madeBy, nameOf(waiver.madeBy)],
    [waivers.signedBy, waiver.signedBy?.map(nameOf).join(', ')],
    [words.granted, writeInstant(waiver.grantedAt)],
    [words.used, words.usedOf(waiver.uses, waiver.devicesUsed)],
  ];
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {revocation && (
        <p className="notice" data-kind="refusal">
          {words.revoked(nameOf(revocation.actedBy), writeInstant(revocation.at), revocation.reason)}
        </p>
      )}
    </>
  );
}

/** One person of the bureau that granted it may end it, since that only makes things stricter. */
function Revocation({ read: { data, etag } }: { readonly read: Called<'getWaiver'> }): ReactNode {
  const words = useWords(REVIEW_WORDS).waiver;
  const may = useMay();
  const bureau = useBureau();
  const act = useAct(revokeWaiver);
  const [isAsking, setAsking] = useState(false);
  const isOpen = data.state === 'in-force' || data.state === 'upcoming';
  if (!isOpen || !may(revokeWaiver) || data.owner !== bureau) return null;
  return (
    <section className="acts">
      {isAsking ? (
        <ReasonForm
          asks={words.revokeReason}
          help={words.revokeHelp}
          does={words.revoke}
          charactersMin={1}
          isBusy={act.isBusy}
          refusal={act.refusal}
          onReason={(reason) => void act.send({ path: { id: data.id }, body: { reason } }, etag)}
        />
      ) : (
        <Button onClick={() => setAsking(true)}>{words.revoke}</Button>
      )}
    </section>
  );
}
