export { citedPlace } from './documents/cited-place.ts';
export { factsNamedByRule, factsOfClause } from './documents/clause-facts.ts';
export { deepFreeze } from './documents/deep-freeze.ts';
export * from './documents/document-reader.ts';
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
} from './documents/fact-catalogue.ts';
export { demandOf, valueWords } from './documents/fact-value-words.ts';
export {
  below,
  type Offence,
  type OffenceCode,
  type OffenceCollector,
  offenceCollector,
  type Report,
} from './documents/offence.ts';
export { type ValidatedRule, validateRule } from './documents/profile.ts';
export { type ConditionContext, validateCondition } from './documents/profile-conditions.ts';
export { validateRuleText } from './documents/profile-texts.ts';
export { renderText } from './documents/render-text.ts';
export type { Condition, Effect, Leaf, Owner, RuleDocument, Stage } from './documents/rule-document.ts';
export { factsNamedIn, OWNERS, STAGES, scopesOf } from './documents/rule-document.ts';
export { ruleSentences, stagesIn } from './documents/rule-sentence.ts';
export { compileCondition, type Holds } from './evaluate/compile-condition.ts';
export { type CompiledRule, isInForce } from './evaluate/compile-rule.ts';
export * from './evaluate/evaluate.ts';
export { factNamesIn, nameFacts, orAbsent, type PlacedFacts, pickFacts, placeFacts } from './evaluate/placed-facts.ts';
export {
  type CompactInstance,
  type CompactResults,
  compactResults,
  parseCompact,
  type RuleCounts,
  summarize,
} from './evaluate/result-summary.ts';
export { type PlacedInput, type PlacedInstance, placedMarks } from './evaluate/screen-placed.ts';
export { type CatalogueDecoding, type DecodedItem, decodeCatalogue } from './policy/catalogue-decoding.ts';
export { isCivilDay } from './policy/civil-day.ts';
export { type NeedsPerCategory, needsOf } from './policy/needs-per-category.ts';
export { bindingParameters, coversDay, type Policy } from './policy/policy-parameters.ts';
export type { KnownProduct } from './policy/policy-values.ts';
export type { CalendarYear } from './policy/work-calendar.ts';
export { isDayOff, isWorkingDay, workingDaysAfter } from './policy/working-days.ts';
export { BUCKET_WORDS, BUCKETS, type Bucket } from './review/bucket.ts';
export type { CounterExample } from './review/counter-example.ts';
export { documentDiffs } from './review/document-diffs.ts';
export { MUTATION_SCORE_MIN_PERCENT, type RuleReview, reviewRule } from './review/rule-review.ts';
export { type RuleSetReview, reviewPack } from './review/rule-set-review.ts';
export { type TriedParameter, withTriedParameter } from './review/tried-parameter.ts';
export { findKnownProducts, findProductWords } from './sets/find-known-products.ts';
export { findDecidingRuleSet, findRuleSetInForce, getRuleSetInForce, loadRuleSet } from './sets/find-rule-set.ts';
export { loadPack, openPack } from './sets/load-pack.ts';
export { findSetBeforePack, loadRulePack, type PackLoading } from './sets/load-rule-pack.ts';
export { type ChangedRule, type ParameterWithExamples, packChanges } from './sets/pack-changes.ts';
export {
  canonicalContent,
  contentOfPack,
  policyFor,
  type RuleSet,
  ruleSetFromContent,
  ruleSetFromStored,
} from './sets/rule-set.ts';
export { toDocumentBody, toReadRuleBody } from './sets/rule-set-body.ts';
export {
  contentDigest,
  manifestOf,
  type PackContent,
  packDigest,
  type RuleSetContent,
} from './sets/rule-set-content.ts';
export { ruleNotFound } from './sets/rule-set-refusals.ts';
export { countRuleSets, findRuleSet, findRuleSetByDigest, listRuleSets } from './sets/rule-set-repository.ts';
export { settleRuleSets } from './sets/settle-rule-sets.ts';
export type { StoredRuleSet } from './sets/stored-rule-set.ts';
