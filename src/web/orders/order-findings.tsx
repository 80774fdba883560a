import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getDecisionExplanation } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { type Judgement, JudgementIcon } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { EFFECT_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';
import { placeOf } from './place-of.ts';

type Decision = AnswerOf<'getDecision'>;
type Finding = Schemas['Finding'];

const JUDGEMENTS: { readonly [effect in Finding['effect']]: Judgement } = {
  reject: 'rejected',
  refer: 'referred',
  warn: 'warning',
};
const BY_WEIGHT: readonly Finding['effect'][] = ['reject', 'refer', 'warn'];

/** What is wrong comes first, with what to do about it; then what could not be judged; what passed is folded. */
export function OrderFindings({ decision }: { readonly decision: Decision }): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const findings = [...decision.findings].sort((a, b) => BY_WEIGHT.indexOf(a.effect) - BY_WEIGHT.indexOf(b.effect));
  return (
    <div className="findings">
      {findings.length === 0 && decision.indeterminate.length === 0 && <p>{words.none}</p>}
      {findings.map((finding) => (
        <FindingCard key={`${finding.rule} ${finding.clause} ${finding.pointer}`} finding={finding} />
      ))}
      {decision.indeterminate.map(({ rule, pointer, missing }) => (
        <section key={`${rule} ${pointer}`} className="finding" data-kind="indeterminate">
          <h2>
            <JudgementIcon of="indeterminate" /> {words.missing} · {rule}
          </h2>
          <p>{words.missingFacts(missing.join(', '))}</p>
        </section>
      ))}
      <p className="secondary">{words.ruleSet(decision.ruleSet.number)}</p>
      <Others decisionId={decision.id} />
    </div>
  );
}

function FindingCard({ finding }: { readonly finding: Finding }): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const effects = useWords(EFFECT_WORDS);
  const textOf = useText();
  const { effect, rule, title, message, remedy, pointer, waiver } = finding;
  const judgement = waiver === null ? JUDGEMENTS[effect] : 'waived';
  return (
    <section className="finding" data-kind={judgement}>
      <h2>
        <JudgementIcon of={judgement} /> {waiver === null ? effects[effect] : words.waived(waiver.until)} ·{' '}
        {textOf(title)} <span className="code">{rule}</span>
      </h2>
      <p>{textOf(message)}</p>
      <dl>
        <dt>{words.place}</dt>
        <dd>{placeOf(pointer, words)}</dd>
        <dt>{words.remedy}</dt>
        <dd>{textOf(remedy)}</dd>
        <dt>{words.basis}</dt>
        <dd>
          <Basis of={finding.legalBasis} />
        </dd>
      </dl>
    </section>
  );
}

function Basis({ of }: { readonly of: Finding['legalBasis'] }): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const textOf = useText();
  return (
    <ul className="plain-list">
      {of.map(({ document, article, quote, verified, reading }) => (
        <li key={`${document} ${article}`}>
          {document} {article}
          {!verified && ` (${words.unverified})`}
          {quote && <q lang="zh-CN">{quote}</q>}
          {reading && <span className="secondary"> {textOf(reading)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Others({ decisionId }: { readonly decisionId: string }): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const may = useMay();
  const explanation = useRead(
    getDecisionExplanation,
    { path: { id: decisionId } },
    { isFinal: true, isWanted: may(getDecisionExplanation) },
  );
  if (!may(getDecisionExplanation)) return null;
  return (
    <Reading read={explanation}>
      {({ data: { rules } }) => {
        const passed = rules.filter(({ result }) => result === 'pass');
        const outside = rules.filter(({ result }) => result === 'out-of-scope' || result === 'not-in-force');
        return (
          <>
            <Folded title={words.passed(passed.length)} rules={passed} />
            <Folded title={words.outside(outside.length)} rules={outside} />
          </>
        );
      }}
    </Reading>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly rules: AnswerOf<'getDecisionExplanation'>['rules'];
}

function Folded({ title, rules }: FoldedProps): ReactNode {
  const textOf = useText();
  return (
    <details>
      <summary>{title}</summary>
      <ul className="plain-list">
        {rules.map(({ id, title: ruleTitle }) => (
          <li key={id}>
            <span className="code">{id}</span> {textOf(ruleTitle)}
          </li>
        ))}
      </ul>
    </details>
  );
}
