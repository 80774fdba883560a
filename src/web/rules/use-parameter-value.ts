import type { Schemas } from '../client/operation.ts';
import { yuanOf } from '../ui/fen.ts';
import { writeMoney } from '../ui/money.ts';
import { useWords } from '../words/use-words.ts';
import { RULES_WORDS } from './rules-words.ts';

type Value = Schemas['PolicyParameter']['value'];
type Kind = Pick<Schemas['CatalogueParameter'], 'kind' | 'unit'> | undefined;

/** How a value of a policy parameter is written; of words and products only how many there are. */
export function useParameterValue(): (value: Value, kind: Kind) => string {
  const words = useWords(RULES_WORDS).values;
  return (value, kind) => {
    if (value === null) return words.nothing;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') {
      if (kind?.kind === 'fen') return words.yuan(writeMoney(yuanOf(BigInt(value))));
      const unit = kind?.unit ?? null;
      return `${value}${unit === null || unit === 'fen' ? '' : words.units[unit]}`;
    }
    const members = Array.isArray(value) ? value : Object.keys(value);
    return members.every((one) => typeof one === 'string') && Array.isArray(value)
      ? members.join(words.separator)
      : words.entries(members.length);
  };
}
