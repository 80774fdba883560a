export { type CatalogueDecoding, type DecodedItem, decodeCatalogue } from './catalogue-decoding.ts';
export { factsNamedByRule, factsOfClause } from './clause-facts.ts';
export { type CompiledRule, isInForce } from './compile-rule.ts';
export { documentDiffs } from './document-diffs.ts';
export * from './evaluate.ts';
export {
  catalogueOf,
  FACT_SCOPES,
  type FactCatalogue,
  type FactDefinition,
  type FactScope,
  type Facts,
  type FactValue,
  isAcceptable,
  isOfType,
  isPolicyFact,
  parseFactCatalogue,
} from './fact-catalogue.ts';
export { valueWords } from './fact-value-words.ts';
export { findRuleSetInForce, findStanding, getRuleSetInForce, loadRuleSet } from './find-rule-set.ts';
export { EVIDENCE_WORDS } from './goods-fact-words.ts';
export { loadPack } from './load-pack.ts';
export { findSetBeforePack, loadRulePack, type PackLoading } from './load-rule-pack.ts';
export { type NeedsPerCategory, needsOf } from './needs-per-category.ts';
export { type ChangedRule, packChanges, type WitnessedParameter } from './pack-changes.ts';
export { factNamesIn, nameFacts, orAbsent, type PlacedFacts, pickFacts, placeFacts } from './placed-facts.ts';
export { coversDay, type Policy } from './policy-parameters.ts';
export type { KnownProduct } from './policy-values.ts';
export { type CheckedRule, checkRule } from './profile.ts';
export { renderText } from './render-text.ts';
export {
  type CompactInstance,
  type CompactResults,
  compactResults,
  parseCompact,
  type RuleCounts,
  summarize,
} from './result-summary.ts';
export type { Effect, Owner, RuleDocument, Stage } from './rule-document.ts';
export { OWNERS, STAGES, scopesOf } from './rule-document.ts';
export { MUTATION_SCORE_MIN_PERCENT, type RuleReview, reviewRule } from './rule-review.ts';
export { ruleSentences, stagesIn } from './rule-sentence.ts';
export {
  canonicalContent,
  contentOfPack,
  policyFor,
  type RuleSet,
  ruleSetFromContent,
  ruleSetFromStored,
} from './rule-set.ts';
export { toDocumentBody, toReadRuleBody } from './rule-set-body.ts';
export { contentDigest, manifestOf, type PackContent, packDigest, type RuleSetContent } from './rule-set-content.ts';
export { ruleNotFound } from './rule-set-refusals.ts';
export { findRuleSet, findRuleSetByDigest, listRuleSets } from './rule-set-repository.ts';
export { type RuleSetReview, reviewPack } from './rule-set-review.ts';
export { type PlacedInput, type PlacedInstance, placedMarks } from './screen-placed.ts';
export { settleRuleSets } from './settle-rule-sets.ts';
export type { StoredRuleSet } from './stored-rule-set.ts';
export { type TriedParameter, withTriedParameter } from './tried-parameter.ts';
export type { Witness } from './witness.ts';
