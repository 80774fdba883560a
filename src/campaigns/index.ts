export { refuseRecalled } from './asked/campaign.ts';
export { toCampaignBody, toUnitBody } from './asked/campaign-body.ts';
export { countCampaignsToClose } from './asked/campaigns-repository.ts';
export { campaignBody, launchedBody, regionOf } from './asked/campaigns-routes.ts';
export { type CampaignRecord, findCampaign, getOwnCampaign, getVisibleCampaign } from './asked/find-campaign.ts';
export { getFormOf, getFormToLaunch } from './asked/find-form.ts';
export { countAwaited, countOwed } from './asked/find-owed.ts';
export { listLaunchNotes } from './asked/list-launch-notes.ts';
export { findUnit, listStandingOf, type StandingParticipant as UnitOfCampaign } from './asked/list-participants.ts';
export { countTimeRequests } from './asked/list-time-requests.ts';
export type { Timeliness } from './asked/participant.ts';
export { toParticipantBody } from './asked/participant-body.ts';
export {
  type BroughtAbout,
  findBroughtAbout,
  getCampaignToRecall,
  recallCampaign,
} from './asked/recall-campaign.ts';
export {
  askUnits,
  beginLaunch,
  endLaunch,
  getStartedCampaign,
  type LaunchPlan,
  listAsked,
  planLaunch,
  previewLaunch,
  requireAskable,
} from './asked/settle-launch.ts';
export {
  type AssessedSheet,
  type AssessedUnit,
  findAssessedSheet,
  getVisibleAssessment,
  listAssessedUnits,
} from './assessment/find-assessed.ts';
export { factsOfFilings } from './facts-of-filings.ts';
export { listUncountedAmong, listUncountedUnits } from './filings/figures-repository.ts';
export type { AssessmentState, OpenedByFiling } from './filings/filing.ts';
export { filingsActs } from './filings/filings-routes.ts';
export { findFilingBody } from './filings/find-filing-body.ts';
export { countAssessed, countFilings } from './filings/find-filing-count.ts';
export type { MattersOfFilings, Openings, OpeningsToMake } from './filings/find-opened-matters.ts';
export type { FiguresOfCells } from './filings/judged-filing.ts';
export {
  acceptFiling,
  type FilingToSettle,
  getFilingToSettle,
  listOpenings,
  requireReadable,
} from './filings/settle-filing.ts';
export {
  type CountedFigures,
  type CountedFiguresOfUnits,
  countedFigures,
  writeFigures,
} from './filings/write-figures.ts';
export { cellText, EMPTY, spokenCell } from './forms/cell-text.ts';
export { type CompileOptions, compileForm, type FormCompilation } from './forms/compile-form.ts';
export type * from './forms/compiled-form.ts';
export { isTotal, partsOf } from './forms/computation-parts.ts';
export type { FigureCatalogue, FigureDefinition, FigureHistory, FigureUnit } from './forms/figure-catalogue.ts';
export {
  type FiledReading,
  type FilingBody,
  type ReadOptions,
  readFiledForm,
} from './forms/filed-form.ts';
export * from './forms/form-document.ts';
export { cellsIn } from './forms/form-index.ts';
export { revisionOffences } from './forms/form-revision.ts';
export { hundredthsOf, hundredthsText } from './forms/fraction.ts';
export { placeInForm } from './forms/place-in-form.ts';
export { shippedFigures } from './forms/shipped-figures.ts';
export { shippedForms } from './forms/shipped-forms.ts';
export { findForm, type UsableForm } from './published/find-form.ts';
export { FORM_PUBLISHED, FORM_WITHDRAWN, formSubject } from './published/published-form.ts';
export type { Counts } from './sums/counts.ts';
export { type CountedFiling, findCountedFiling } from './sums/find-counted-filing.ts';
export { findRollUp } from './sums/find-roll-up.ts';
export { namesOfGroups } from './sums/group-names.ts';
export { recallStanding } from './sums/recall-standing.ts';
export { type Basis, type GroupSum, OTHER } from './sums/roll-up.ts';
export { isSummed, toRollUpColumns, toRollUpRow } from './sums/roll-up-body.ts';
