import { type ReactNode, Suspense } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { FindingCard } from '../../orders/index.ts';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { useAccepting } from './accept-context.ts';
import type { DeliveryBody, Part } from './delivery-body.ts';
import type { DeliveryDraft } from './delivery-draft.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';
import { leftAfter } from './left-after.ts';
import { groupedFindings } from './told-of.ts';

/** What would become of the delivery as it stands: the gate's own trial, never a guess. */
export function Verdict({ isStale }: { readonly isStale: boolean }): ReactNode {
  const words = useWords(DELIVERY_WORDS).verdict;
  const { trial, built, draft } = useAccepting();
  return (
    <aside className="delivery-verdict" aria-label={words.title} aria-busy={isStale}>
      <h2>
        {words.title} {trial?.planned && <OutcomeTag outcome={trial.planned.decision.outcome} />}
      </h2>
      {isStale && <p className="secondary">{words.asking}</p>}
      {trial === undefined && <p className="secondary">{words.none}</p>}
      {trial !== undefined && built.faults.size > 0 && <p className="secondary">{words.partly}</p>}
      {trial?.refusal && <Refusal of={trial.refusal} />}
      {trial?.planned && <Planned {...{ planned: trial.planned, partAt: trial.of.partAt, draft }} />}
    </aside>
  );
}

interface PlannedProps {
  readonly planned: Schemas['PlannedAcceptance'];
  readonly partAt: DeliveryBody['partAt'];
  readonly draft: DeliveryDraft;
}

function Planned({ planned, partAt, draft }: PlannedProps): ReactNode {
  const words = useWords(DELIVERY_WORDS).verdict;
  const states = useWords(ORDER_STATE_WORDS);
  const { decision, devices, state } = planned;
  const matched = devices.filter((device) => device.matched).length;
  return (
    <>
      {devices.length > 0 && <p>{words.machines(matched, devices.length - matched)}</p>}
      {matched < devices.length && <p className="secondary">{words.differing}</p>}
      <p>{words.after(states[state])}</p>
      <StillToCome after={planned} />
      {decision.findings.length === 0 && <p>{words.good}</p>}
      <DeliveryFindings {...{ findings: decision.findings, partAt, draft }} />
    </>
  );
}

/** What a delivery leaves to be accepted: without it an order looks finished that is not. */
function StillToCome({ after }: { readonly after: Schemas['PlannedAcceptance'] }): ReactNode {
  const words = useWords(DELIVERY_WORDS).verdict;
  const { contracted } = useAccepting();
  const left = leftAfter(contracted, after);
  if (left.length === 0) return null;
  return (
    <div className="still-to-come">
      <strong>{words.left}</strong>
      <ul>
        {left.map(({ of, number, what, left: count }) => (
          <li key={`${of} ${number}`}>{words.leftOf[of](number, what, count)}</li>
        ))}
      </ul>
    </div>
  );
}

interface DeliveryFindingsProps {
  readonly findings: readonly Schemas['Finding'][];
  readonly partAt: DeliveryBody['partAt'];
  /** Absent where machines are named by their serials already. */
  readonly draft?: Pick<DeliveryDraft, 'machines'>;
}

/** What the rules say of a delivery, each once, with the machines or licences that it is about and what mends it. */
export function DeliveryFindings({ findings, partAt, draft }: DeliveryFindingsProps): ReactNode {
  const placeOf = usePlace(draft);
  return (
    <Suspense>
      <div className="findings">
        {groupedFindings(findings, partAt).map(({ finding, parts }) => (
          <FindingCard
            key={`${finding.rule} ${finding.clause} ${finding.message.en}`}
            finding={finding}
            place={placeOf(parts)}
          />
        ))}
      </div>
    </Suspense>
  );
}

function usePlace(draft: Pick<DeliveryDraft, 'machines'> | undefined): (parts: readonly Part[]) => string {
  const words = useWords(DELIVERY_WORDS).parts;
  const serials = new Map(draft?.machines.map(({ id, serial }) => [id, serial]));
  const one = (part: Part): string => {
    if (part.of === 'machine') return words.machine(serials.get(part.id) ?? part.id);
    if (part.of === 'item') return words.item(part.number);
    return part.of === 'goods' ? words.goods(part.line) : words.delivery;
  };
  return (parts) => {
    const machines = parts.filter(({ of }) => of === 'machine');
    const [first] = machines;
    const others = parts.filter(({ of }) => of !== 'machine').map(one);
    const told =
      first === undefined ? [] : [machines.length === 1 ? one(first) : words.machines(machines.length, one(first))];
    return [...new Set([...told, ...others])].join(' · ');
  };
}
