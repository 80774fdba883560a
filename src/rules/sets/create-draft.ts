import { type Actor, type CivilDate, canonicalJson, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import { draftRefusal, type Offence } from '../documents/offence.ts';
import { validateRule } from '../documents/profile.ts';
import { validatePack } from '../documents/validate-content.ts';
import { digestOfReview, type RuleSetReview } from '../review/rule-set-review.ts';
import { canonicalContent, contentOfPack, type RuleSet, ruleSetFromContent } from './rule-set.ts';
import type { PackContent } from './rule-set-content.ts';
import {
  absenceOffences,
  type DraftChanges,
  type DraftedPack,
  draftPack,
  ownerOffences,
  revisionOffences,
} from './rule-set-draft.ts';
import { insertRuleSet, lastNumber } from './rule-set-repository.ts';

export interface DraftRequest {
  readonly base: RuleSet;
  readonly changes: DraftChanges;
  readonly actor: Actor;
  /** Of the request; the place in the body of everything that is wrong is told. */
  readonly inForceFrom: CivilDate;
  readonly on: CivilDate;
}

export interface ValidatedDraft {
  readonly pack: PackContent;
  readonly catalogue: FactCatalogue;
}

/** Holds changes against the profile, the set they are made to, and who makes them. Refuses with everything that is wrong. */
export function validateDraft({ base, changes, actor, inForceFrom, on }: DraftRequest): ValidatedDraft {
  if (inForceFrom < on) throw inThePast();
  const own = [
    ...absenceOffences(base.content, changes),
    ...ownerOffences(base.content, changes, actor.role),
    ...ruleOffences(base, changes),
  ];
  const drafted = draftPack(base.content, changes);
  const checked = validatePack(drafted);
  if ('offences' in checked) throw draftRefusal([...own, ...otherOffences(checked.offences, drafted, changes)]);
  const revised = changes.rules.flatMap((document) => {
    const rule = validateRule(document, base.catalogue);
    return 'document' in rule ? [rule.document] : [];
  });
  const offences = [...own, ...revisionOffences(base.content, revised)];
  if (offences.length > 0) throw draftRefusal(offences);
  return checked;
}

/** Each document by itself, so that what is wrong with it is told by its place in the request. */
function ruleOffences(base: RuleSet, { rules }: DraftChanges): readonly Offence[] {
  return rules.flatMap((document, index) => {
    const checked = validateRule(document, base.catalogue);
    if (!('offences' in checked)) return [];
    return checked.offences.map((offence) => ({ ...offence, pointer: `/rules/${index}${offence.pointer}` }));
  });
}

/** What is wrong with the whole: of an entry that the request brings, by its place there. Rules were told before. */
function otherOffences(offences: readonly Offence[], drafted: DraftedPack, changes: DraftChanges): readonly Offence[] {
  return offences
    .filter(({ pointer, code }) => !pointer.startsWith('/rules/') || code === 'pack.duplicate_rule')
    .map((offence) => ({ ...offence, pointer: placeInRequest(offence.pointer, drafted, changes) }));
}

function placeInRequest(pointer: string, drafted: DraftedPack, { parameters }: DraftChanges): string {
  const [, , , document = '', , entry = '', ...rest] = pointer.split('/');
  if (!pointer.startsWith('/policy/parameters/')) return pointer.startsWith('/rules/') ? '/rules' : pointer;
  const documents = (drafted.policy as PackContent['policy']).parameters;
  const { jurisdiction = '', parameters: all = [] } = documents[Number(document)] ?? {};
  const added = parameters.flatMap((parameter, index) => (parameter.jurisdiction === jurisdiction ? [index] : []));
  const place = added[Number(entry) - (all.length - added.length)];
  return place === undefined ? '/parameters' : ['/parameters', place, ...rest].join('/');
}

/** Whoever thought of the change: that person does not sign for it, whoever adds tests to it. */
export interface Author {
  /** Null for what came with the program. */
  readonly personId: string | null;
  readonly role: string | null;
}

interface Draft extends Pick<DraftRequest, 'base' | 'inForceFrom' | 'actor'> {
  readonly changeNote: string;
  readonly author: Author;
}

/** Keeps a checked draft as the next rule set: a leaf with its manifest, in the name of whoever drafted it. */
export async function createDraft(
  entry: Governed,
  { base, changeNote, inForceFrom, actor, author }: Draft,
  { pack, review }: { readonly pack: PackContent; readonly review: RuleSetReview },
): Promise<RuleSet> {
  const number = (await lastNumber(entry.tx)) + 1;
  const ruleSet = ruleSetFromContent(contentOfPack(pack, { number, parent: base.digest, inForceFrom, changeNote }));
  const reviewDigest = digestOfReview(review);
  const { logIndex } = entry.append({
    type: 'rule-set.drafted',
    subject: `rule-set/${number}`,
    by: actor,
    body: {
      ...{ digest: ruleSet.digest, manifest: ruleSet.manifest, review: reviewDigest },
      ...{ author: author.personId, role: author.role },
    },
  });
  await insertRuleSet(entry.tx, {
    ...{ number, digest: ruleSet.digest, parentDigest: base.digest, content: canonicalContent(ruleSet) },
    ...{ state: 'draft', inForceAt: null },
    ...{ author: author.personId, authorRole: author.role, review: canonicalJson(review), reviewDigest, logIndex },
  });
  return ruleSet;
}

function inThePast(): Refusal {
  const says = text('生效日期不能早于今天。', 'A rule set cannot come into force in the past.');
  return new Refusal('unprocessable', 'rule_set.day_past', says, [{ pointer: '/inForceFrom', message: '' }]);
}
