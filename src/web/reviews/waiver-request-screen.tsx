import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FindingCard, OpenWaivers } from '../orders/index.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { useRule } from './findings-of-bureau.tsx';
import { REVIEW_WORDS } from './review-words.ts';
import { WaiverForm } from './waiver-form.tsx';

const route = getRouteApi('/orders/$id/waiver');

/** An agency asks the bureau that owns a rule to set a finding on its order aside. */
export function WaiverRequestScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(REVIEW_WORDS).request;
  const order = useRead(getOrder, { path: { id } });
  return (
    <Screen
      title={`${words.title} ${order.data?.data.reference ?? ''}`}
      acts={
        <Link to="/orders/$id" params={{ id }}>
          {words.order}
        </Link>
      }
    >
      <Reading read={order}>{({ data }) => <Request order={data} />}</Reading>
    </Screen>
  );
}

function Request({ order }: { readonly order: AnswerOf<'getOrder'> }): ReactNode {
  const words = useWords(REVIEW_WORDS).request;
  const { rule: asked = '', clause = '' } = route.useSearch();
  const decision = useRead(getDecision, { path: { id: order.decisionId } }, { isFinal: true });
  const rule = useRule(order.decisionId, asked);
  if (asked === '') return <p>{words.choose}</p>;
  return (
    <Reading read={decision}>
      {({ data: { findings } }) => {
        const meant = findings.filter((one) => one.rule === asked && one.clause === clause && one.waiver === null);
        if (meant.length === 0) return <p>{words.gone}</p>;
        return (
          <Suspense>
            <OpenWaivers order={order} />
            {meant.map((finding) => (
              <FindingCard key={finding.pointer} finding={finding} />
            ))}
            <Reading read={rule}>{({ data }) => <WaiverForm order={order} rule={data} clause={clause} />}</Reading>
          </Suspense>
        );
      }}
    </Reading>
  );
}
