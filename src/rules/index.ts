export {
  CATALOGUE_EDITIONS,
  type CatalogueDecoding,
  type CatalogueEdition,
  type DecodedItem,
  decodeCatalogue,
} from './catalogue-decoding.ts';
export { factsNamedByRule, factsOfClause } from './clause-facts.ts';
export * from './evaluate.ts';
export {
  FACT_SCOPES,
  FACT_TYPES,
  type FactCatalogue,
  type FactDefinition,
  type FactScope,
  type FactSupplier,
  type Facts,
  type FactType,
  type FactValue,
  isAcceptable,
  isOfType,
  isPolicyFact,
  parseFactCatalogue,
  type Standing,
} from './fact-catalogue.ts';
export { loadPack } from './load-pack.ts';
export { findRuleSetInForce, loadRulePack, loadRuleSet, type PackLoading } from './load-rule-pack.ts';
export { type CategoryNeeds, type NeedsPerCategory, type NeedUnit, needsOf } from './needs-per-category.ts';
export { describeOffence, type Offence } from './offence.ts';
export { AGENCY_LEVELS, type AgencyLevel, type PolicyDocument, type PolicyParameter } from './policy-document.ts';
export { coversDay, type Policy, type PolicyFor, type PolicyQuestion } from './policy-parameters.ts';
export type {
  BannedOperatingSystem,
  FreeSoftware,
  KnownEdition,
  KnownProduct,
  KnownRight,
  KnownVersion,
  ParameterName,
  RatedCpu,
  RatedOperatingSystem,
} from './policy-values.ts';
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
export type {
  Acquisition,
  AppliesTo,
  Clause,
  Condition,
  Effect,
  Goods,
  Leaf,
  LegalBasis,
  Owner,
  RuleDocument,
  Stage,
} from './rule-document.ts';
export { EFFECTS, STAGES, scopesOf } from './rule-document.ts';
export {
  canonicalContent,
  contentOfPack,
  policyFor,
  type RuleSet,
  type RuleSetHeader,
  ruleSetFromContent,
  ruleSetFromStored,
} from './rule-set.ts';
export {
  contentDigest,
  manifestOf,
  type PackContent,
  packDigest,
  type RuleSetContent,
  type RuleSetManifest,
} from './rule-set-content.ts';
export { findRuleSet, listRuleSets, type RuleSetState, type StoredRuleSet } from './rule-set-repository.ts';
