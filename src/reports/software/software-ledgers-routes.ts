import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type Reading, type ReportTable, readingOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { text } from '../../kernel/index.ts';
import type { ReportDeps } from '../budget/execution-routes.ts';
import {
  dayLine,
  findLedgerDay,
  type LedgerQuery,
  type LedgerRequest,
  ledgerHead,
  periodIn,
  periodLine,
} from './find-ledger.ts';
import { type LedgerMask, shownTo, softwareNumber } from './ledger-words.ts';
import { type Computer, listComputers } from './list-computers.ts';
import { listSoftwareChanges } from './list-software-changes.ts';
import { listSoftwareSummary } from './list-software-summary.ts';
import type { ChangeRow } from './software-ledger-rows.ts';
import {
  CHANGE_NOTES,
  CHANGE_SECTIONS,
  changeColumns,
  IN_USE_NOTES,
  type InUseRow,
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
  return async (req, res) => {
    const asked: LedgerRequest = { actor: actorOf(req), query: req.query, at: deps.clock() };
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    if (format !== 'json') {
      const load = async (tx: Tx) => {
        const { head, summary } = await loadSummary(tx, deps, asked);
        const rows = summary.agencies.map((agency): SummaryRow => ({ agency, figures: agency.figures }));
        const table: ReportTable<SummaryRow> = {
          ...{ ...head, name: `software-summary-${head.on}`, title: SUMMARY_TITLE, columns: SUMMARY_COLUMNS },
          ...{ total: { agency: null, figures: summary.total }, notes: SUMMARY_NOTES, signatures: LEDGER_SIGNATURES },
        };
        return { table, reading: readingOf(rows, ({ agency }) => [agency?.agencyCode ?? '']) };
      };
      return answerDocument(res, { db: deps.db, format, language, load });
    }
    const [after, limit] = [textCursorOf(req.query), limitOf(req.query)];
    const { head, summary } = await inSnapshot(deps.db, (tx) => loadSummary(tx, deps, asked));
    const start = after === undefined ? 0 : summary.agencies.findIndex(({ agencyCode }) => agencyCode > after);
    const rows = start < 0 ? [] : summary.agencies.slice(start, start + limit + 1);
    const { items, next } = pageOf(rows, limit, ({ agencyCode }) => [agencyCode]);
    const body = { on: head.on, asOf: asOfBody(head.asOf), items, total: summary.total, next };
    res.status(200).set('Vary', VARY).json(body);
  };
}

const SUMMARY_TITLE = text('软件使用情况汇总表', 'Summary of software in use');
const IN_USE_TITLE = text('软件使用情况明细表', 'Software in use, in detail');
const CHANGES_TITLE = text('软件安装维护情况明细表', 'Software installed and maintained');

async function loadSummary(tx: Tx, deps: ReportDeps, asked: LedgerRequest) {
  const day = await findLedgerDay(tx, asked);
  const head = await ledgerHead(tx, deps, { asked, line: dayLine(day.on) });
  return { head: { ...head, on: day.on }, summary: await listSoftwareSummary(tx, head.scope, day) };
}

/** Every computer with its user and its software (软件使用情况明细表). */
export function softwareInUseHandler(deps: ReportDeps): Handler<'reportSoftwareInUse'> {
  return async (req, res) => {
    const asked: LedgerRequest = { actor: actorOf(req), query: req.query, at: deps.clock() };
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const shown = shownTo(asked.actor);
    if (format !== 'json') {
      const load = async (tx: Tx) => {
        const { head, reading } = await loadInUse(tx, deps, asked);
        const table: ReportTable<InUseRow> = {
          ...{
            ...head,
            name: `software-in-use-${head.on}`,
            title: IN_USE_TITLE,
            columns: inUseColumns(shown, head.isOfOne),
          },
          ...{ total: null, notes: IN_USE_NOTES, signatures: LEDGER_SIGNATURES },
        };
        return { table, reading: softwareOf(reading) };
      };
      return answerDocument(res, { db: deps.db, format, language, load });
    }
    const [after, limit] = [cursorOf(req.query, ['string', 'string'])?.map(String), limitOf(req.query)];
    const body = await inSnapshot(deps.db, async (tx) => {
      const { head, reading } = await loadInUse(tx, deps, asked);
      const { items, next } = pageOf(await reading.page(after, limit + 1), limit, reading.keyOf);
      return { on: head.on, asOf: asOfBody(head.asOf), items: items.map((one) => computerBody(one, shown)), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

async function loadInUse(tx: Tx, deps: ReportDeps, asked: LedgerRequest) {
  const day = await findLedgerDay(tx, asked);
  const head = await ledgerHead(tx, deps, { asked, line: dayLine(day.on) });
  return { head: { ...head, on: day.on }, reading: await listComputers(tx, head.scope, day) };
}

/** A row for each piece of software: a page of computers is never fewer rows than computers. */
function softwareOf({ page, keyOf }: Reading<Computer>): Reading<InUseRow> {
  return {
    page: async (after, limit) => inUseRows(await page(after, limit)),
    keyOf: ({ computer }) => keyOf(computer),
  };
}

/** What was put on and taken off, a sheet for each software number (软件安装维护情况明细表). */
export function softwareMaintenanceHandler(deps: ReportDeps): Handler<'reportSoftwareMaintenance'> {
  return async (req, res) => {
    const query: LedgerQuery = req.query;
    const asked: LedgerRequest = { actor: actorOf(req), query, at: deps.clock() };
    const period = periodIn(req.query, asked.at);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const shown = shownTo(asked.actor);
    const load = async (tx: Tx) => {
      const head = await ledgerHead(tx, deps, { asked, line: periodLine(period) });
      const name = `software-maintenance-${period.from}-${period.until}`;
      const table: ReportTable<ChangeRow> = {
        ...{ ...head, name, title: CHANGES_TITLE, columns: changeColumns(shown), total: null },
        ...{ sections: CHANGE_SECTIONS, notes: CHANGE_NOTES, signatures: LEDGER_SIGNATURES },
      };
      return { table, reading: listSoftwareChanges(tx, head.scope, period) };
    };
    if (format !== 'json') return answerDocument(res, { db: deps.db, format, language, load });
    const [after, limit] = [cursorOf(req.query, CHANGE_SHAPE)?.map(String), limitOf(req.query)];
    const body = await inSnapshot(deps.db, async (tx) => {
      const { table, reading } = await load(tx);
      const { items, next } = pageOf(await reading.page(after, limit + 1), limit, reading.keyOf);
      return { ...period, asOf: asOfBody(table.asOf), items: items.map((row) => changeBody(row, shown)), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

const CHANGE_SHAPE = Array.from({ length: 7 }, () => 'string' as const);

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
