import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { OPEN_RULES_WORDS } from './open-rules-words.ts';
import type { RowWithRules, RuleNames } from './rule-names.ts';

const BY_WEIGHT: readonly Schemas['Effect'][] = ['reject', 'refer', 'warn'];

interface OpenRulesProps {
  readonly of: RowWithRules['openFindings'];
  readonly names: RuleNames;
  /** How many are named where the row opens the rest. */
  readonly most?: number;
}

/** What is open on one row, the weightiest first: a rule by its name and its code. */
export function OpenRules({ of, names, most = of.length }: OpenRulesProps): ReactNode {
  const words = useWords(OPEN_RULES_WORDS);
  const textOf = useText();
  const sorted = [...of].sort((a, b) => BY_WEIGHT.indexOf(a.effect) - BY_WEIGHT.indexOf(b.effect));
  const rules = [...new Set(sorted.map(({ rule }) => rule))];
  if (rules.length === 0) return null;
  return (
    <ul className="plain-list">
      {rules.slice(0, most).map((rule) => {
        const name = names.get(rule);
        return (
          <li key={rule}>
            {name && textOf(name)} <span className="code unbroken">{rule}</span>
          </li>
        );
      })}
      {rules.length > most && <li className="secondary">{words.more(rules.length - most)}</li>}
    </ul>
  );
}
