import { type Text, text } from '../../kernel/index.ts';
import type { StandingUnit } from './counts.ts';
import { type Grouping, OTHER } from './roll-up.ts';

const KINDS: Readonly<Record<string, Text>> = {
  'party-government-organ': text('党政机关', 'Party and government organs'),
  'direct-institution': text('直属事业单位', 'Institutions directly under an organ'),
  'support-institution': text('参公和财政补助事业单位', 'Institutions supported by the budget'),
  'other-institution': text('其他单位', 'Other institutions'),
};

/** What groups are called, by what was frozen when their units were asked: the same answer for ever. */
export function namesOfGroups(by: Grouping, all: readonly StandingUnit[]): (key: string) => Text {
  const names = new Map(all.map(({ participant: { agencyCode, name } }) => [agencyCode, name]));
  return (key) => {
    if (key === OTHER) return text('其他', 'Others');
    if (by === 'kind') return KINDS[key] ?? text(key, key);
    if (by === 'region') return text(key, key);
    const name = names.get(key) ?? key;
    return text(name, name);
  };
}
