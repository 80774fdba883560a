import { canonicalJson } from '../kernel/index.ts';
import { checkPack } from './check-content.ts';
import { draftRefusal } from './offence.ts';
import { contentOfPack, type RuleSet, ruleSetFromContent } from './rule-set.ts';
import { type DraftParameter, draftPack } from './rule-set-draft.ts';

/** Another value of a parameter, as if it had always been so. */
export type TriedParameter = Pick<DraftParameter, 'name' | 'jurisdiction' | 'levels' | 'value'>;

/** A rule set with one other value in it, for a preview: it has no place in history and is kept nowhere. */
export function withTriedParameter(base: RuleSet, tried: TriedParameter): RuleSet {
  const parameter = { ...tried, from: null, until: null, document: null, article: null, verified: false };
  const drafted = draftPack(base.content, {
    rules: [],
    removedRules: [],
    parameters: [parameter],
    removedParameters: [],
  });
  const checked = checkPack(drafted);
  if ('offences' in checked) {
    throw draftRefusal(checked.offences.map((offence) => ({ ...offence, pointer: placeInRequest(offence.pointer) })));
  }
  const { number, digest, inForceFrom } = base;
  const header = { number, parent: digest, inForceFrom, changeNote: canonicalJson(tried) };
  return ruleSetFromContent(contentOfPack(checked.pack, header));
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
