import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getRuleInSet, readRuleStatistics } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { FactList } from '../ui/fact-list.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { nameOfRule } from '../words/rule-titles.ts';
import { EFFECT_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { OfRuleSet } from './of-rule-set.tsx';
import { RuleBasis } from './rule-basis.tsx';
import { RuleCases } from './rule-cases.tsx';
import { RuleFigures } from './rule-figures.tsx';
import { RuleParameters } from './rule-parameters.tsx';
import { RULES_WORDS } from './rules-words.ts';
import { useFactWords } from './use-fact-words.ts';

const route = getRouteApi('/rules/$id');

/** One rule as an article of a law, in the set that the address names or the one in force. */
export function RuleScreen(): ReactNode {
  const { id } = route.useParams();
  const { set } = route.useSearch();
  return <OfRuleSet named={set}>{(number) => <Rule key={`${number} ${id}`} number={number} id={id} />}</OfRuleSet>;
}

interface RuleProps {
  readonly number: number;
  readonly id: string;
}

function Rule({ number, id }: RuleProps): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const textOf = useText();
  const may = useMay();
  const { set } = route.useSearch();
  const rule = useRead(getRuleInSet, { path: { number, rule: id } });
  const title = rule.data?.data.read.title;
  return (
    <Screen
      title={title === undefined ? words.title(id) : `${id} ${textOf(nameOfRule(id, title))}`}
      acts={
        <Link to="/rules" search={{ set }}>
          {words.back}
        </Link>
      }
    >
      <Reading read={rule}>
        {({ data: { read, document } }) => (
          <>
            <Facts read={read} waivable={document.waivable} number={number} />
            <Clauses number={number} read={read} clauses={document.clauses} />
            <RuleBasis of={read.legalBasis} />
            <RuleParameters number={number} rule={document} />
            <RuleCases number={number} rule={document} />
            {may(readRuleStatistics) && <RuleFigures rule={id} />}
          </>
        )}
      </Reading>
    </Screen>
  );
}

interface FactsProps {
  readonly number: number;
  readonly read: Schemas['ReadRule'];
  readonly waivable: Schemas['RuleDocument']['waivable'];
}

function Facts({ number, read, waivable }: FactsProps): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const { separator } = useWords(RULES_WORDS).values;
  const roles: { readonly [role: string]: string } = useWords(ROLE_WORDS);
  const grounds: { readonly [reason: string]: string } = useWords(WAIVER_REASON_WORDS);
  const textOf = useText();
  const reasons = waivable?.reasons.map((reason) => grounds[reason] ?? reason).join(separator) ?? '';
  return (
    <FactList
      facts={[
        [words.set, words.setIs(number, read.revision)],
        [words.scope, textOf(read.scope)],
        [words.force, textOf(read.force)],
        [words.owner, roles[read.owner]],
        [
          words.waivable,
          waivable === null
            ? words.notWaivable
            : words.waiver(roles[waivable.by] ?? waivable.by, waivable.daysMax, reasons),
        ],
      ]}
    />
  );
}

interface ClausesProps {
  readonly number: number;
  readonly read: Schemas['ReadRule'];
  readonly clauses: Schemas['RuleDocument']['clauses'];
}

/** What the rule says, clause by clause, with what an order is answered and how it is mended. */
function Clauses({ number, read, clauses }: ClausesProps): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const effects = useWords(EFFECT_WORDS);
  const textOf = useText();
  const { filled } = useFactWords(number);
  return (
    <section>
      <h2>{words.clauses}</h2>
      <p className="secondary">{words.clausesSay}</p>
      {read.clauses.map(({ id, effect, sentence }, at) => {
        const written = clauses.find((clause) => clause.id === id);
        return (
          <section key={id}>
            <h3>
              {words.clause(at + 1)} · {effects[effect]}
            </h3>
            <p>{textOf(sentence)}</p>
            {written && (
              <FactList
                facts={[
                  [words.message, filled(textOf(written.message))],
                  [words.remedy, filled(textOf(written.remedy))],
                ]}
              />
            )}
          </section>
        );
      })}
    </section>
  );
}
