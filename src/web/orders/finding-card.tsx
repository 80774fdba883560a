import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getRuleInSet } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import { type Judgement, JudgementIcon } from '../ui/outcome.tsx';
import { useText } from '../words/in-language.ts';
import { groundsOf } from '../words/legal-grounds.ts';
import { titleOfFinding } from '../words/rule-titles.ts';
import { EFFECT_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { budgetLinesAt } from './lines-at.ts';
import { MONEY_WORDS } from './money/money-words.ts';
import { ORDER_WORDS } from './order-words.ts';
import { placeOf } from './place-of.ts';

type Finding = Schemas['Finding'];

const JUDGEMENTS: { readonly [effect in Finding['effect']]: Judgement } = {
  reject: 'rejected',
  refer: 'referred',
  warn: 'warning',
};

interface FindingCardProps {
  readonly finding: Finding;
  /** Where it is, in words, for what points into something else than an order. */
  readonly place?: string;
  /** What it points into, if that is what an order submitted: a finding of a budget rule names the lines there. */
  readonly submission?: object;
  /** The rule set that it was judged by, where that is on record: its code then leads to the rule as it stood. */
  readonly ruleSet?: number;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** What one rule says against the order, where, what mends it and on what basis. */
export function FindingCard({ finding, place, submission = {}, ruleSet, children }: FindingCardProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const effects = useWords(EFFECT_WORDS);
  const textOf = useText();
  const { effect, rule, message, remedy, pointer, waiver } = finding;
  const judgement = waiver === null ? JUDGEMENTS[effect] : 'waived';
  return (
    <section className="finding" data-kind={judgement}>
      <h2>
        <JudgementIcon of={judgement} /> {waiver === null ? effects[effect] : words.waived(waiver.until)} ·{' '}
        {textOf(titleOfFinding(finding))} <RuleCode rule={rule} ruleSet={ruleSet} />
      </h2>
      <p>{textOf(message)}</p>
      <dl>
        <dt>{words.place}</dt>
        <dd>{place ?? placeOf(pointer, words)}</dd>
        <BudgetLines of={budgetLinesAt(finding, submission)} />
        <dt>{words.remedy}</dt>
        <dd>{textOf(remedy)}</dd>
        <dt>{words.basis}</dt>
        <dd>
          <Basis of={finding.legalBasis} />
        </dd>
      </dl>
      {children}
    </section>
  );
}

interface RuleCodeProps {
  readonly rule: string;
  readonly ruleSet: number | undefined;
}

function RuleCode({ rule, ruleSet }: RuleCodeProps): ReactNode {
  const may = useMay();
  if (ruleSet === undefined || !may(getRuleInSet)) return <span className="code">{rule}</span>;
  return (
    <Link className="code" to="/rules/$id" params={{ id: rule }} search={{ set: String(ruleSet) }}>
      {rule}
    </Link>
  );
}

function BudgetLines({ of }: { readonly of: readonly string[] }): ReactNode {
  const words = useWords(MONEY_WORDS);
  if (of.length === 0) return null;
  return (
    <>
      <dt>{words.line}</dt>
      <dd>
        {of.map((code) => (
          <span key={code}>
            <BudgetLineLink code={code} />{' '}
          </span>
        ))}
      </dd>
    </>
  );
}

function Basis({ of }: { readonly of: Finding['legalBasis'] }): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const textOf = useText();
  const { documents, readings, unverified } = groundsOf(of);
  return (
    <>
      {documents.length === 0 && words.noDocument}
      <ul className="plain-list">
        {documents.map(({ document, article, quote }) => (
          <li key={`${document} ${article}`}>
            {document} {article}
            {quote && <q lang="zh-CN">{quote}</q>}
          </li>
        ))}
      </ul>
      {readings.length + unverified.length > 0 && (
        <details className="secondary">
          <summary>{words.applied}</summary>
          <ul className="plain-list">
            {readings.map((reading) => (
              <li key={reading.en}>{textOf(reading)}</li>
            ))}
            {unverified.length > 0 && <li>{words.unverified(unverified.join('、'))}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
