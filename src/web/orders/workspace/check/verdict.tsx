import { memo, type ReactNode, Suspense } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { OutcomeTag } from '../../../ui/outcome.tsx';
import { Refusal } from '../../../ui/refusal.tsx';
import { writeInstant } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import type { OrderBody } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { usePlaceWords } from '../grid/use-place-words.ts';
import { SeatOffers } from '../hints/seat-offers.tsx';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { CHECK_WORDS } from './check-words.ts';
import { FieldLinks } from './field-links.tsx';
import { FindingCard } from './finding-card.tsx';
import { GatheredCard } from './gathered-card.tsx';
import { type CheckResult, gathered, type Judgement, keyOfFinding } from './judgement.ts';
import { openFields } from './open-fields.ts';
import { standingOf } from './standing.ts';
import type { LiveCheck } from './use-live-check.ts';

/** What an order leaves of the money is known with the first answer, and not before. */
const BudgetBars = lazyPart(async () => (await import('../hints/budget-bars.tsx')).BudgetBars);

/** What machines need is known with the first answer, too. */
const SeatNeeds = lazyPart(async () => (await import('../hints/seat-needs.tsx')).SeatNeeds);

interface VerdictProps {
  readonly check: LiveCheck;
  readonly judgement: Judgement;
  readonly order: string | undefined;
  readonly currentDraft: () => OrderDraft;
  readonly onMended: (draft: OrderDraft) => void;
}

const GROUPS = ['reject', 'refer', 'open', 'warn'] as const;

/** What the gate would say of what is typed, while it is typed. Grey while it is about older words. */
export const Verdict = memo(function Verdict(props: VerdictProps): ReactNode {
  const { check, judgement, order, currentDraft, onMended } = props;
  const words = useWords(WORKSPACE_WORDS).verdict;
  const placeOf = usePlaceWords();
  const { built, answer, isStale } = check;
  const result = answer?.result;
  const open = openFields(check.draft, built.gaps, judgement);
  const { reject, refer, warn } = judgement;
  const others = judgement.open.filter(({ finding, path }) => finding.rule !== 'INT-01' && !open.includes(path));
  const found = { reject: reject.length, refer: refer.length, warn: warn.length };
  const shown = { ...found, open: open.length + others.length };
  // What is to be filled in is counted by its fields, however many rules ask for them.
  const counts = { ...found, open: open.length };
  const isPart = built.gaps.some(({ path }) => /^(lines|softwarePlan)\./.test(path));
  return (
    <aside className="verdict" aria-label={words.title} data-stale={isStale && answer !== undefined}>
      <h2>{words.title}</h2>
      <div className="verdict-outcome" aria-live="polite">
        {result ? (
          <Outcome {...{ result, isStale, judgement, open, isPart }} />
        ) : (
          <p>{answer?.refusal ? '' : <Waiting for={built.lacks} />}</p>
        )}
        {result && isPart && <p className="secondary">{words.partly}</p>}
        {answer?.refusal && <Refusal of={answer.refusal} onAgain={check.checkNow} />}
      </div>
      {GROUPS.map((group) => (
        <section key={group} hidden={shown[group] === 0}>
          <h3>
            {words[group]} {counts[group] > 0 && counts[group]}
          </h3>
          {group === 'open' && <FieldLinks paths={open} />}
          {gathered(judgement[group]).map((places) => {
            const cards = places.map((placed) => ({
              ...{ placed, check, order, currentDraft, onMended, place: placeOf(placed.path) },
              isOpenField: group === 'open',
            }));
            const [first] = cards;
            if (first === undefined) return null;
            const key = keyOfFinding(first.placed.finding);
            return cards.length === 1 ? <FindingCard key={key} {...first} /> : <GatheredCard key={key} of={cards} />;
          })}
        </section>
      ))}
      {result && answer && <Unjudged result={result} pathOf={answer.of.pathOf} />}
      {result && <Counted {...{ result, currentDraft, onMended }} draft={check.draft} />}
    </aside>
  );
});

/** What has to be typed before anything can be checked, by the names that stand at the fields. */
function Waiting({ for: lacks }: { readonly for: OrderBody['lacks'] }): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const words = useWords(CHECK_WORDS);
  const { stale } = useWords(WORKSPACE_WORDS).verdict;
  const called = lacks.filter((name) => name !== 'lines').map((name) => fields[name] ?? name);
  return lacks.length === 0 ? stale : words.waiting(called, lacks.includes('lines'));
}

interface CountedProps extends Pick<VerdictProps, 'currentDraft' | 'onMended'> {
  readonly result: CheckResult;
  readonly draft: OrderDraft;
}

/** Seats and money, as the last check counted them. */
function Counted({ result, draft, currentDraft, onMended }: CountedProps): ReactNode {
  const { needs, offers } = result.decision.register;
  return (
    <>
      <Suspense>
        <SeatNeeds needs={needs ?? []} draft={draft} />
      </Suspense>
      <SeatOffers offers={offers ?? []} agencyCode={draft.agencyCode} {...{ currentDraft, onUsed: onMended }} />
      <Suspense>
        <BudgetBars budget={result.budget} />
      </Suspense>
    </>
  );
}

interface OutcomeProps extends Omit<Parameters<typeof standingOf>[0], 'outcome'> {
  readonly result: CheckResult;
  readonly isStale: boolean;
}

function Outcome({ result, isStale, ...told }: OutcomeProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).verdict;
  const { outcome, findings, indeterminate } = result.decision;
  const standing = standingOf({ outcome, ...told });
  return (
    <>
      <p>
        {standing === 'open' ? (
          <span className="tag" data-kind="open">
            {words.notFilled}
          </span>
        ) : (
          <OutcomeTag outcome={standing} />
        )}{' '}
        <span className="secondary">{isStale ? words.stale : words.at(writeInstant(result.asOf.at))}</span>
      </p>
      {findings.length + indeterminate.length === 0 && <p>{words.none}</p>}
    </>
  );
}

/** What could not be judged is told with the titles of the facts, which come when there is such a thing. */
const MissingFacts = lazyPart(async () => (await import('../../missing-facts.tsx')).MissingFacts);

function Unjudged({
  result,
  pathOf,
}: {
  readonly result: CheckResult;
  readonly pathOf: OrderBody['pathOf'];
}): ReactNode {
  const words = useWords(WORKSPACE_WORDS).verdict;
  const { indeterminate, ruleSet } = result.decision;
  if (indeterminate.length === 0) return null;
  // Rows that are not complete are not sent; a person counts those on the form.
  const onForm = indeterminate.map((one) => ({ ...one, pointer: `/${pathOf(one.pointer).replaceAll('.', '/')}` }));
  return (
    <section>
      <h3>
        {words.indeterminate} {indeterminate.length}
      </h3>
      <Suspense>
        <MissingFacts of={onForm} ruleSet={ruleSet.number} />
      </Suspense>
    </section>
  );
}
