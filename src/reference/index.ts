export { changeOfKind, createOfKind, describeOfKind, newDraft } from './change-of-kind.ts';
export { bodiesOfCsv, type CsvColumn, type CsvRow, ROWS_AT_ONCE, type RowError, rowValidator } from './csv-import.ts';
export { erasableKind } from './erase-of-kind.ts';
export { findOfKind, findOfKindAsOf, listOfKind } from './find-of-kind.ts';
export { type ImportOutcome, type ImportTrial, importOfKind, newTrial, planImport } from './import-of-kind.ts';
export { importSteps } from './import-steps.ts';
export { type ImportableKind, importableKind } from './importable-kind.ts';
export {
  counted,
  derived,
  exact,
  flag,
  folded,
  integer,
  json,
  jsonList,
  list,
  money,
  optionalFlag,
  optionalInteger,
  optionalJson,
  optionalMoney,
  optionalText,
  read,
  required,
  text as textField,
} from './kind-fields.ts';
export { findFirstLeafAfter, onlyChanged, onlyUnchanged, type PastState, statesOn } from './list-past-states.ts';
export { importAtOnce, tryImport } from './long-act-routes.ts';
export { referenceActs } from './reference-act-routes.ts';
export type { ReferenceImport } from './reference-import-routes.ts';
export {
  type Derivation,
  type Draft,
  type DraftProblem,
  merged,
  notFound as notFoundOf,
  periodProblems,
  type ReferenceKind,
  type ReferenceRecord,
  readKindRow,
  rowOf,
  type StoredRow,
  statedFields,
} from './reference-kind.ts';
export { canonicalMembers, referenceProjection } from './reference-projection.ts';
export { agenciesNamed } from './reference-repository.ts';
export { contextOf, type ReferenceContract, referenceReads, referenceRoutes } from './reference-routes.ts';
export type { RowsShape } from './rows-report.ts';
export { prepareJudge } from './validate-drafts.ts';
export {
  type Judge,
  type RecordedKind,
  type RecordedState,
  type RecordingContext,
  recordChanged,
  recordCreated,
} from './write-of-kind.ts';
