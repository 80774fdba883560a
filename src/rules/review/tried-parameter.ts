import { canonicalJson } from '../../kernel/index.ts';
import { draftRefusal } from '../documents/offence.ts';
import { validatePack } from '../documents/validate-content.ts';
import { AGENCY_LEVELS, type PolicyDocument, type PolicyParameter } from '../policy/policy-document.ts';
import { contentOfPack, type RuleSet, ruleSetFromContent } from '../sets/rule-set.ts';
import type { PackContent } from '../sets/rule-set-content.ts';
import { type DraftParameter, draftPack } from '../sets/rule-set-draft.ts';

/** Another value of a parameter, as if it had always been so. */
export type TriedParameter = Pick<DraftParameter, 'name' | 'jurisdiction' | 'levels' | 'value'>;

/** A rule set with one other value in it, for a preview: it has no place in history and is kept nowhere. */
export function withTriedParameter(base: RuleSet, tried: TriedParameter): RuleSet {
  const parameter = { ...tried, from: null, until: null, document: null, article: null, verified: false };
  const drafted = draftPack(withoutRivals(base.content, tried), {
    rules: [],
    removedRules: [],
    parameters: [parameter],
    removedParameters: [],
  });
  const checked = validatePack(drafted);
  if ('offences' in checked) {
    throw draftRefusal(checked.offences.map((offence) => ({ ...offence, pointer: placeInRequest(offence.pointer) })));
  }
  const { number, digest, inForceFrom } = base;
  const header = { number, parent: digest, inForceFrom, changeNote: canonicalJson(tried) };
  return ruleSetFromContent(contentOfPack(checked.pack, header));
}

/**
 * The tried value takes the place of whatever the set says for its levels, on every day. Sets of other times may have
 * divided the levels otherwise, and nobody who asks about today's can know how.
 */
function withoutRivals({ policy, ...content }: PackContent, tried: TriedParameter): PackContent {
  const parameters = policy.parameters.map((document): PolicyDocument => {
    if (document.jurisdiction !== tried.jurisdiction) return document;
    return { ...document, parameters: document.parameters.flatMap((entry) => leftOf(entry, tried)) };
  });
  return { ...content, policy: { ...policy, parameters } };
}

/** An entry with the levels that are left to it; none when none is. */
function leftOf(entry: PolicyParameter, { name, levels: taken }: TriedParameter): readonly PolicyParameter[] {
  if (entry.name !== name) return [entry];
  if (taken === null) return [];
  const levels = (entry.levels ?? AGENCY_LEVELS).filter((level) => !taken.includes(level));
  return levels.length === 0 ? [] : [{ ...entry, levels }];
}

const NAMES: Readonly<Record<string, string>> = {
  name: '/parameter',
  levels: '/levels',
  jurisdiction: '/jurisdiction',
};

/** All that can be wrong stands in the one parameter of the request. */
function placeInRequest(pointer: string): string {
  const [, , , , member = '', entry, field = 'value'] = pointer.split('/');
  if (member === 'jurisdiction') return '/jurisdiction';
  return entry === undefined ? '/parameter' : (NAMES[field] ?? '/value');
}
