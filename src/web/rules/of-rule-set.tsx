import type { ReactNode } from 'react';
import { Reading } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { RULES_WORDS } from './rules-words.ts';
import { readSetNumber, useRuleSetInForce } from './use-rule-set.ts';

interface OfRuleSetProps {
  /** As it stands in the address; absent for the set in force. */
  readonly named: string | undefined;
  readonly children: (number: number) => ReactNode;
}

/** What belongs to the rule set that the address names, or else to the one in force. */
export function OfRuleSet({ named, children }: OfRuleSetProps): ReactNode {
  const words = useWords(RULES_WORDS).list;
  const number = readSetNumber(named);
  const current = useRuleSetInForce(number === undefined);
  if (number !== undefined) return children(number);
  return (
    <Reading read={current}>
      {({ data: { items } }) => {
        const [set] = items;
        return set === undefined ? <p className="empty">{words.noSet}</p> : children(set.number);
      }}
    </Reading>
  );
}
