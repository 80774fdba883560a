export { listUnfinishedImports } from './append-import.ts';
export { prepareJudge } from './check-subjects.ts';
export { bodiesOfCsv, type CsvColumn, type CsvRow, ROWS_AT_ONCE, type RowError, rowChecker } from './csv-import.ts';
export { erasableKind } from './erase-subjects.ts';
export { findSubject, findSubjectAsOf, listSubjects } from './find-subjects.ts';
export { importSteps } from './import-steps.ts';
export { type ImportOutcome, type ImportTrial, importSubjects, newTrial, planImport } from './import-subjects.ts';
export { importAtOnce, tryImport } from './long-act-routes.ts';
export { changeSubject, createSubject, newDraft } from './record-subjects.ts';
export { referenceActs } from './reference-act-routes.ts';
export type { ReferenceImport } from './reference-import-routes.ts';
export { type ReferenceKind, referenceKind } from './reference-kind.ts';
export { contextOf, type ReferenceContract, referenceRoutes } from './reference-routes.ts';
export type { RowsShape } from './rows-report.ts';
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
  required,
  text as textField,
} from './subject-fields.ts';
export {
  type Derivation,
  type Draft,
  merged,
  notFound as notFoundOf,
  periodProblems,
  readSubject,
  rowOf,
  type StoredRow,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
  statedFields,
} from './subject-kind.ts';
export { agenciesNamed } from './subjects-repository.ts';
export { subjectProjection } from './verify-subjects.ts';
export {
  type Judge,
  type Recorded,
  type RecordedKind,
  recordChanged,
  recordCreated,
  type SubjectContext,
} from './write-subjects.ts';
