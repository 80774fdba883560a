import type { MigrationStep } from '../step.ts';
import { steps as log } from './0001-log.ts';
import { steps as access } from './0002-access.ts';
import { steps as referenceData } from './0003-reference-data.ts';
import { steps as decisions } from './0004-decisions.ts';
import { steps as proposals } from './0005-proposals.ts';
import { steps as sessions } from './0006-sessions.ts';
import { steps as waivers } from './0007-waivers.ts';
import { steps as fulfilment } from './0008-fulfilment.ts';
import { steps as budget } from './0009-budget.ts';
import { steps as reports } from './0010-reports.ts';
import { steps as yearEnd } from './0011-year-end.ts';
import { steps as register } from './0012-register.ts';
import { steps as acceptances } from './0013-acceptances.ts';
import { steps as payments } from './0014-payments.ts';
import { steps as inventory } from './0015-inventory.ts';
import { steps as alerts } from './0016-alerts.ts';
import { steps as ruleSets } from './0017-rule-sets.ts';
import { steps as ruleSetLife } from './0018-rule-set-life.ts';
import { steps as backtests } from './0019-backtests.ts';
import { steps as audit } from './0020-audit.ts';
import { steps as machinesAgain } from './0021-machines-again.ts';
import { steps as checkpoints } from './0022-checkpoints.ts';
import { steps as redemptions } from './0023-redemptions.ts';
import { steps as deliveries } from './0024-deliveries.ts';
import { steps as restoredLog } from './0025-restored-log.ts';
import { steps as platforms } from './0026-platforms.ts';
import { steps as backtestBuild } from './0027-backtest-build.ts';
import { steps as undelivered } from './0028-undelivered.ts';
import { steps as erasedTexts } from './0029-erased-texts.ts';
import { steps as factChunks } from './0030-fact-chunks.ts';
import { steps as machineLines } from './0031-machine-lines.ts';
import { steps as growth } from './0032-growth.ts';
import { steps as signingAgain } from './0034-signing-again.ts';
import { steps as reachesAndReferences } from './0035-reaches-and-references.ts';
import { steps as knownDevices } from './0036-known-devices.ts';
import { steps as foldedNumbers } from './0038-folded-numbers.ts';
import { steps as sharedSeats } from './0039-shared-seats.ts';
import { steps as orderLists } from './0044-order-lists.ts';
import { steps as drafts } from './0045-drafts.ts';
import { steps as evidencePieces } from './0046-evidence-pieces.ts';
import { steps as flatLists } from './0048-flat-lists.ts';
import { steps as roster } from './0051-roster.ts';
import { steps as forms } from './0052-forms.ts';
import { steps as campaigns } from './0053-campaigns.ts';
import { steps as filings } from './0054-filings.ts';
import { steps as matters } from './0055-matters.ts';
import { steps as commitmentLetters } from './0056-commitment-letters.ts';
import { steps as auditedScores } from './0057-audited-scores.ts';
import { steps as assessments } from './0058-assessments.ts';
import { steps as coveredUnits } from './0059-covered-units.ts';
import { steps as withdrawnForms } from './0060-withdrawn-forms.ts';
import { steps as sealedReasons } from './0061-sealed-reasons.ts';
import { steps as proposalsOfAgencies } from './0062-proposals-of-agencies.ts';
import { steps as positionsByIndex } from './0063-positions-by-index.ts';
import { steps as ruleStatisticsByResult } from './0064-rule-statistics-by-result.ts';
import { steps as sumsAndLooks } from './0065-sums-and-looks.ts';
import { steps as copiesByRelease } from './0066-copies-by-release.ts';
import { steps as entitlementsByAgency } from './0067-entitlements-by-agency.ts';
import { steps as preparedApart } from './0068-prepared-apart.ts';
import { steps as draftsOfBureaus } from './0069-drafts-of-bureaus.ts';
import { steps as orderProofs } from './0071-order-proofs.ts';
import { steps as owedUndertakings } from './0072-owed-undertakings.ts';
import { steps as comparedNumbers } from './0074-compared-numbers.ts';
import { steps as supplierNames } from './0075-supplier-names.ts';
import { steps as looseTwins } from './0076-loose-twins.ts';
import { steps as mediansOfPrices } from './0077-medians-of-prices.ts';
import { steps as machineCosts } from './0078-machine-costs.ts';
import { steps as digitsOfInvoices } from './0079-digits-of-invoices.ts';
import { steps as digitsOfCreditNotes } from './0080-digits-of-credit-notes.ts';
import { steps as registerStatements } from './0084-register-statements.ts';
import { steps as unreadNames } from './0085-unread-names.ts';
import { steps as replacedOnce } from './0086-replaced-once.ts';
import { steps as leavesByPerson } from './0087-leaves-by-person.ts';
import { steps as timeRequests } from './0088-time-requests.ts';

/** Every step in order. A released step never changes; what comes later is a new file at the end. */
export const MIGRATIONS: readonly MigrationStep[] = [
  ...log,
  ...access,
  ...referenceData,
  ...decisions,
  ...proposals,
  ...sessions,
  ...waivers,
  ...fulfilment,
  ...budget,
  ...reports,
  ...yearEnd,
  ...register,
  ...acceptances,
  ...payments,
  ...inventory,
  ...alerts,
  ...ruleSets,
  ...ruleSetLife,
  ...backtests,
  ...audit,
  ...machinesAgain,
  ...checkpoints,
  ...redemptions,
  ...backtestBuild,
  ...restoredLog,
  ...deliveries,
  ...platforms,
  ...undelivered,
  ...erasedTexts,
  ...factChunks,
  ...machineLines,
  ...growth,
  ...signingAgain,
  ...reachesAndReferences,
  ...knownDevices,
  ...foldedNumbers,
  ...sharedSeats,
  ...orderLists,
  ...drafts,
  ...evidencePieces,
  ...flatLists,
  ...roster,
  ...forms,
  ...campaigns,
  ...filings,
  ...matters,
  ...commitmentLetters,
  ...auditedScores,
  ...assessments,
  ...coveredUnits,
  ...withdrawnForms,
  ...sealedReasons,
  ...proposalsOfAgencies,
  ...positionsByIndex,
  ...ruleStatisticsByResult,
  ...sumsAndLooks,
  ...copiesByRelease,
  ...entitlementsByAgency,
  ...preparedApart,
  ...draftsOfBureaus,
  ...orderProofs,
  ...owedUndertakings,
  ...comparedNumbers,
  ...supplierNames,
  ...looseTwins,
  ...mediansOfPrices,
  ...machineCosts,
  ...digitsOfInvoices,
  ...digitsOfCreditNotes,
  ...registerStatements,
  ...unreadNames,
  ...replacedOnce,
  ...leavesByPerson,
  ...timeRequests,
];
