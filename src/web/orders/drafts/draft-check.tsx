import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { checkOrder } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today, writeInstant } from '../../ui/time.ts';
import { useText } from '../../words/in-language.ts';
import { titleOfFinding } from '../../words/rule-titles.ts';
import { useWords } from '../../words/use-words.ts';
import { FindingCard } from '../finding-card.tsx';
import { MissingFacts } from '../missing-facts.tsx';
import { ORDER_WORDS } from '../order-words.ts';
import { TwinOrders } from '../twin-orders.tsx';
import { FIELD_WORDS } from '../workspace/body/field-words.ts';
import { textAt } from '../workspace/body/paths.ts';
import { CHECK_WORDS } from '../workspace/check/check-words.ts';
import { type CheckResult, gathered, judged, keyOfFinding, type PlacedFinding } from '../workspace/check/judgement.ts';
import { openFields } from '../workspace/check/open-fields.ts';
import { standingOf } from '../workspace/check/standing.ts';
import { calledBy, rowOf } from '../workspace/grid/focus.ts';
import { NUMBER_OF } from '../workspace/grid/grid-keys.ts';
import { useRowWords } from '../workspace/grid/use-place-words.ts';
import { BudgetBars } from '../workspace/hints/budget-bars.tsx';
import { WORKSPACE_WORDS } from '../workspace/workspace-words.ts';
import { DRAFT_CHECK_WORDS } from './draft-check-words.ts';
import { type DraftOrder, orderInDraft } from './draft-order.ts';
import '../workspace/workspace.css';

interface DraftCheckProps {
  readonly draft: Pick<Schemas['Draft'], 'kind' | 'orderId'>;
  readonly content: object;
}

/** What the gate would say of a draft at this moment, for whoever reads it and may ask: nobody should agree to it blind. */
export function DraftCheck({ draft, content }: DraftCheckProps): ReactNode {
  const words = useWords(DRAFT_CHECK_WORDS);
  const may = useMay();
  const drafted = orderInDraft({ ...draft, content }, today());
  if (drafted === undefined || !may(checkOrder)) return null;
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      {drafted.built.body === undefined ? <Lacking of={drafted} /> : <Checked of={drafted} />}
    </section>
  );
}

function Lacking({ of }: { readonly of: DraftOrder }): ReactNode {
  const words = useWords(DRAFT_CHECK_WORDS);
  const fields = useWords(FIELD_WORDS);
  return <p>{words.cannot(of.built.lacks.map((name) => (name === 'lines' ? words.line : (fields[name] ?? name))))}</p>;
}

function Checked({ of }: { readonly of: DraftOrder }): ReactNode {
  const { verdict } = useWords(WORKSPACE_WORDS);
  const { body, pathOf } = of.built;
  const check = useRead(checkOrder, { body, query: { order: of.order } }, { isWanted: body !== undefined });
  const placeOf = usePlaces(of);
  // What was said of an earlier draft is not said of this one.
  const result = check.isPlaceholderData ? undefined : check.data?.data;
  return (
    <>
      {result && <Result of={of} result={result} />}
      {!result && !check.error && <p aria-busy="true">{verdict.stale}</p>}
      {check.error && <Refusal of={check.error} placeOf={(pointer) => placeOf(pathOf(pointer))} />}
    </>
  );
}

/** So many places are named; the form that the draft was typed in leads to all of them. */
const OPEN_NAMED = 12;

const GROUPS = ['reject', 'refer', 'open', 'warn'] as const;

function Result({ of, result }: { readonly of: DraftOrder; readonly result: CheckResult }): ReactNode {
  const { verdict } = useWords(WORKSPACE_WORDS);
  const words = useWords(DRAFT_CHECK_WORDS);
  const placeOf = usePlaces(of);
  const { typed, built } = of;
  const { outcome, indeterminate, ruleSet } = result.decision;
  const judgement = judged(typed, result, built);
  const open = openFields(typed, built.gaps, judgement);
  const isPart = built.gaps.some(({ path }) => rowOf(path) !== undefined);
  const standing = standingOf({ outcome, judgement, open, isPart });
  // What is to be filled in is named once, however many rules ask for it.
  const others = judgement.open.filter(({ finding, path }) => finding.rule !== 'INT-01' && !open.includes(path));
  const findings = GROUPS.flatMap((group) => gathered(group === 'open' ? others : judgement[group]));
  const isClean = findings.length + indeterminate.length + open.length === 0;
  return (
    <div className="findings">
      <p>
        {standing === 'open' ? <strong>{verdict.notFilled}</strong> : <OutcomeTag outcome={standing} />}{' '}
        <span className="secondary">{verdict.at(writeInstant(result.asOf.at))}</span>
      </p>
      <p className="secondary">{words.promise}</p>
      {isPart && <p className="secondary">{verdict.partly}</p>}
      {open.length > 0 && <p>{words.open(open.length, open.slice(0, OPEN_NAMED).map(placeOf))}</p>}
      {isClean && <p>{verdict.none}</p>}
      {findings.map((places) => (
        <Found key={places.map(({ finding }) => keyOfFinding(finding)).join()} at={places} of={of} />
      ))}
      <MissingFacts
        of={indeterminate.map((one) => ({ ...one, pointer: `/${built.pathOf(one.pointer).replaceAll('.', '/')}` }))}
        ruleSet={ruleSet.number}
      />
      <BudgetBars budget={result.budget} />
    </div>
  );
}

/** What one clause says of one place, or of several, which are folded. */
function Found({ at, of }: { readonly at: readonly PlacedFinding[]; readonly of: DraftOrder }): ReactNode {
  const { places } = useWords(CHECK_WORDS);
  const textOf = useText();
  const placeOf = usePlaces(of);
  const cards = at.map(({ finding, path }) => (
    <FindingCard
      key={keyOfFinding(finding)}
      finding={finding}
      place={placeOf(path)}
      submission={of.built.body as object}
    >
      <TwinOrders {...{ finding, submission: of.built.body as object, order: of.order }} on={today()} />
    </FindingCard>
  ));
  const [first] = at;
  if (first === undefined || cards.length === 1) return cards;
  return (
    <details>
      <summary>
        {textOf(titleOfFinding(first.finding))} {places(cards.length)}{' '}
        <span className="code">{first.finding.rule}</span>
      </summary>
      {cards}
    </details>
  );
}

/** A place of the form in words: its row by the number that stands at it, and its field. */
function usePlaces({ typed }: DraftOrder): (path: string) => string {
  const fields = useWords(FIELD_WORDS);
  const { whole } = useWords(ORDER_WORDS).findings;
  const called = useRowWords();
  return (path) => {
    const row = rowOf(path);
    const number = row && textAt(typed, `${row.grid}.${row.index}.${NUMBER_OF[row.grid]}`);
    const place = row ? called(row.grid, number || String(row.index + 1)) : '';
    return [place, calledBy(path, fields)].filter((word) => word !== '').join(' ') || whole;
  };
}
