import { canonicalJson } from '../../kernel/index.ts';
import { changedParameters } from './pack-changes.ts';
import type { PackContent } from './rule-set-content.ts';

export interface ThreePacks {
  /** The pack that the set in force came from. */
  readonly origin: PackContent;
  readonly current: PackContent;
  readonly next: PackContent;
}

/** Rules and parameters that a gate has changed by itself, and that another pack has otherwise: it would undo them. */
export function undoneChanges(packs: ThreePacks): readonly string[] {
  return [...undoneRules(packs), ...undoneParameters(packs)];
}

function undoneRules({ origin, current, next }: ThreePacks): readonly string[] {
  const textIn = ({ rules }: PackContent, id: string): string =>
    canonicalJson(rules.find((rule) => rule.id === id) ?? null);
  const ids = new Set([...origin.rules, ...current.rules].map(({ id }) => id));
  return [...ids].sort().filter((id) => {
    const own = textIn(current, id);
    return own !== textIn(origin, id) && own !== textIn(next, id);
  });
}

function undoneParameters({ origin, current, next }: ThreePacks): readonly string[] {
  const namesOf = (changes: ReturnType<typeof changedParameters>) =>
    changes.map(({ jurisdiction, name }) => `${name} (${jurisdiction})`);
  const undone = new Set(namesOf(changedParameters(current, next)));
  return [...new Set(namesOf(changedParameters(origin, current)))].filter((name) => undone.has(name));
}
