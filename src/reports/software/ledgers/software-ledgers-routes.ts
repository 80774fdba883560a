import { allPages, pagesOf, readingOf } from '../../../documents/index.ts';
import type { AnswerOf, Handler } from '../../../http/operation.ts';
import { text } from '../../../kernel/index.ts';
import { recallPages } from '../../kept/recall-pages.ts';
import { type ReportDeps, reportHandler } from '../../report-handler.ts';
import { dayLine, findLedgerDay, ledgerHead, periodIn, periodLine } from './find-ledger.ts';
import { type LedgerMask, shownTo, softwareNumber } from './ledger-words.ts';
import { type Computer, listComputers } from './list-computers.ts';
import { listSoftwareChanges } from './list-software-changes.ts';
import { recallSoftwareSummary } from './list-software-summary.ts';
import type { ChangeRow } from './software-ledger-rows.ts';
import {
  CHANGE_NOTES,
  CHANGE_SECTIONS,
  changeColumns,
  IN_USE_NOTES,
  inUseColumns,
  inUseRows,
  LEDGER_SIGNATURES,
  SUMMARY_COLUMNS,
  SUMMARY_NOTES,
  type SummaryRow,
} from './software-ledger-tables.ts';
import type { Pairing, SoftwareName } from './software-match.ts';

/** How many computers agencies have, and how much software of which kind (软件使用情况汇总表). */
export function softwareSummaryHandler(deps: ReportDeps): Handler<'reportSoftwareSummary'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, question) => {
      const day = await findLedgerDay(tx, question);
      const { scope, head } = await ledgerHead(tx, question, dayLine(day.on));
      const { agencies, total } = await recallSoftwareSummary(tx, { scope, day }, question.kept);
      const table = {
        ...{ name: `software-summary-${day.on}`, title: SUMMARY_TITLE, head, columns: SUMMARY_COLUMNS },
        ...{ total: { agency: null, figures: total }, notes: SUMMARY_NOTES, signatures: LEDGER_SIGNATURES },
      };
      const reading = readingOf(agencies, ({ agencyCode }) => [agencyCode]);
      const pages = pagesOf(reading, (agency): readonly SummaryRow[] => [{ agency, figures: agency.figures }]);
      return { on: day.on, total, table, reading, pages };
    },
    head: ({ on, total }) => ({ on, total }),
    row: (agency) => agency,
  });
}

const SUMMARY_TITLE = text('软件使用情况汇总表', 'Summary of software in use');
const IN_USE_TITLE = text('软件使用情况明细表', 'Software in use, in detail');
const CHANGES_TITLE = text('软件安装维护情况明细表', 'Software installed and maintained');

/** Every computer with its user and its software (软件使用情况明细表). */
export function softwareInUseHandler(deps: ReportDeps): Handler<'reportSoftwareInUse'> {
  return reportHandler(deps, {
    keys: ['string', 'string'],
    load: async (tx, question) => {
      const day = await findLedgerDay(tx, question);
      const { scope, head, isOfOne } = await ledgerHead(tx, question, dayLine(day.on));
      const reading = await listComputers(tx, scope, day, question.kept);
      const columns = inUseColumns(shownTo(question.actor), isOfOne);
      const table = {
        ...{ name: `software-in-use-${day.on}`, title: IN_USE_TITLE, head, columns },
        ...{ total: null, notes: IN_USE_NOTES, signatures: LEDGER_SIGNATURES },
      };
      return { on: day.on, table, reading, pages: pagesOf(reading, inUseRows) };
    },
    head: ({ on }) => ({ on }),
    row: (computer, _loaded, { actor }) => computerBody(computer, shownTo(actor)),
  });
}

/** What was put on and taken off, a sheet for each software number (软件安装维护情况明细表). */
export function softwareMaintenanceHandler(deps: ReportDeps): Handler<'reportSoftwareMaintenance'> {
  return reportHandler(deps, {
    keys: CHANGE_KEYS,
    load: async (tx, question) => {
      const period = periodIn(question.query, question.at);
      const { scope, head } = await ledgerHead(tx, question, periodLine(period));
      const name = `software-maintenance-${period.from}-${period.until}`;
      const table = {
        ...{ name, title: CHANGES_TITLE, head, columns: changeColumns(shownTo(question.actor)), total: null },
        ...{ sections: CHANGE_SECTIONS, notes: CHANGE_NOTES, signatures: LEDGER_SIGNATURES },
      };
      const changes = listSoftwareChanges(tx, scope, period);
      const reading = recallPages(tx, changes, { of: ['software-changes', scope, period], kept: question.kept });
      return { period, table, reading, pages: allPages(changes) };
    },
    head: ({ period }) => period,
    row: (row, _loaded, { actor }) => changeBody(row, shownTo(actor)),
  });
}

const CHANGE_KEYS = Array.from({ length: 7 }, () => 'string' as const);

function computerBody(computer: Computer, shown: LedgerMask): AnswerOf<'reportSoftwareInUse', 200>['items'][number] {
  const { id, agencyCode, agencyName, category, isClassified } = computer;
  return {
    ...{ deviceId: id, agencyCode, agencyName, category },
    assetNumber: shown.text(computer.assetNumber, isClassified),
    serial: shown.text(computer.serial, isClassified),
    department: shown.text(computer.department, isClassified),
    usedBy: shown.name(computer.usedBy, isClassified),
    software: computer.software.map(softwareBody),
  };
}

function softwareBody({ category, right, copy, agreement }: Pairing) {
  return {
    ...{ category, agreement },
    licensed: right && nameBody(right),
    authorisation: right?.channel ?? null,
    validFrom: right?.validFrom ?? null,
    validUntil: right?.validUntil ?? null,
    entitlementId: right?.entitlementId ?? null,
    allocationId: right?.allocationId ?? null,
    installed: copy && nameBody(copy),
    installationId: copy?.id ?? null,
    seenFrom: copy?.seenFrom ?? null,
  };
}

function nameBody({ product, edition, version }: SoftwareName): SoftwareName {
  return { product, edition, version };
}

function changeBody(row: ChangeRow, shown: LedgerMask): AnswerOf<'reportSoftwareMaintenance', 200>['items'][number] {
  const isClassified = Number(row.is_classified) === 1;
  return {
    number: softwareNumber(row.category, row),
    ...{ category: row.category, software: nameBody(row), on: row.happened_on, change: row.happened },
    ...{ agencyCode: row.agency_code, agencyName: row.agency_name, deviceId: row.device_id },
    assetNumber: shown.text(row.asset_number, isClassified),
    department: shown.text(row.department, isClassified),
    usedBy: shown.name(row.used_by, isClassified),
    ...{ source: row.source, installationId: row.id, logIndex: Number(row.log_index) },
  };
}
