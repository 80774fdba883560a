import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type Reading, type ReportTable, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type CivilDate, civilDate, dayOf, type Grant, type Text, text } from '../../kernel/index.ts';
import { matchedOf, type PositionFigures, softwareWords } from '../../register/index.ts';
import { getRuleSetInForce } from '../../rules/index.ts';
import type { ReportDeps } from '../budget/execution-routes.ts';
import { findAgency } from '../find-agency.ts';
import { findAsOf } from '../find-as-of.ts';
import { agencyIn, regionIn, scopeLine } from '../report-scope.ts';
import { type PositionGrouping, type PositionReport, type PositionRow, positionReport } from './licence-positions.ts';
import { listShortfalls, type UncoveredCopy } from './list-shortfalls.ts';
import { loadPosition } from './load-position.ts';
import { complianceRate, coverageRate, POSITION_NOTES, positionColumns, seatsShown } from './position-table.ts';
import { SHORTFALL_COLUMNS, SHORTFALL_NOTES } from './shortfall-table.ts';

interface Query {
  readonly agencyCode?: string;
  readonly subtree?: boolean;
  readonly region?: string;
  readonly category?: string;
  readonly product?: string;
  readonly on?: string;
}

interface PositionRequest {
  readonly query: Query;
  readonly grant: Grant;
}

/** Which installed copies licences cover, and what is left of either. */
export function positionHandler(deps: ReportDeps): Handler<'reportLicencePositions'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const { query } = req;
    const grouping = query.groupBy ?? 'product';
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const find = (tx: Tx) => findReport(tx, deps, { query, grant, grouping });
    if (format !== 'json') return answerDocument(res, { db: deps.db, format, language, load: find });
    const limit = limitOf(query);
    const after = cursorOf(query, grouping === 'category' ? ['string'] : ['string', 'string'])?.map(String);
    const body = await inSnapshot(deps.db, async (tx) => {
      const { reading, total, table, on, isToday } = await find(tx);
      const { items, next } = pageOf(await reading.page(after, limit + 1), limit, reading.keyOf);
      return {
        ...{ on, groupBy: grouping, asOf: asOfBody(table.asOf) },
        items: items.map((row) => rowBody(row, isToday)),
        total: figuresBody(total, isToday),
        next,
      };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

/** Installed copies that no licence covers, each with its device. */
export function shortfallHandler(deps: ReportDeps): Handler<'listLicenceShortfalls'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const { query } = req;
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const find = (tx: Tx) => findShortfalls(tx, deps, { query, grant });
    if (format !== 'json') return answerDocument(res, { db: deps.db, format, language, load: find });
    const limit = limitOf(query);
    const after = cursorOf(query, ['string', 'string', 'string'])?.map(String);
    const body = await inSnapshot(deps.db, async (tx) => {
      const { reading, table, on } = await find(tx);
      const { items, next } = pageOf(await reading.page(after, limit + 1), limit, reading.keyOf);
      return { on, asOf: asOfBody(table.asOf), items: items.map(copyBody), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

interface Day {
  readonly on: CivilDate;
  /** What new orders may draw on is known of today only. */
  readonly isToday: boolean;
}

async function load(tx: Tx, { clock, origin }: ReportDeps, { query, grant }: PositionRequest) {
  const at = clock();
  const on = query.on === undefined ? dayOf(at) : civilDate(query.on);
  const code = agencyIn(query, grant);
  const agency = await findAgency(tx, code, grant);
  const { region, category } = query;
  const scope = { grant, region, agencyCode: query.agencyCode, isSubtree: query.subtree === true, category, on };
  const policyRegion = agency?.region ?? regionIn(query, grant);
  const loaded = await loadPosition(tx, scope, { ruleSet: await getRuleSetInForce(tx, at), region: policyRegion });
  const head: ReportTable<never>['head'] = [
    [DAY, on],
    scopeLine(query, grant, agency),
    ...(query.subtree === true ? [[BELOW, INCLUDED] as const] : []),
    ...(category === undefined ? [] : [[CATEGORY, softwareWords(category)] as const]),
    ...(query.product === undefined ? [] : [[PRODUCT, query.product] as const]),
  ];
  const table = { head, total: null, asOf: await findAsOf(tx, {}), gate: origin, printedAt: at };
  return { loaded, table, on, isToday: on === dayOf(at) };
}

const DAY = text('统计日期', 'As of');
const BELOW = text('下级单位', 'Agencies below');
const INCLUDED = text('计入', 'included');
const CATEGORY = text('软件类别', 'Software');
const PRODUCT = text('软件产品', 'Product');

interface FoundReport extends PositionReport, Day {
  readonly table: ReportTable<PositionRow>;
}

async function findReport(
  tx: Tx,
  deps: ReportDeps,
  { grouping, ...asked }: PositionRequest & { readonly grouping: PositionGrouping },
): Promise<FoundReport> {
  const { loaded, table, on, isToday } = await load(tx, deps, asked);
  const report = positionReport(loaded, { grouping, product: asked.query.product });
  return {
    ...{ ...report, on, isToday },
    table: {
      ...table,
      ...{ name: `licence-positions-${on}`, title: TITLE, notes: POSITION_NOTES },
      columns: positionColumns(grouping, isToday),
      total: report.total,
    },
  };
}

async function findShortfalls(
  tx: Tx,
  deps: ReportDeps,
  asked: PositionRequest,
): Promise<Day & { readonly table: ReportTable<UncoveredCopy>; readonly reading: Reading<UncoveredCopy> }> {
  const { loaded, table, on, isToday } = await load(tx, deps, asked);
  return {
    ...{ on, isToday, reading: listShortfalls(tx, loaded, asked.query.product) },
    table: {
      ...table,
      ...{ name: `licence-shortfalls-${on}`, title: SHORTFALL_TITLE },
      ...{ columns: SHORTFALL_COLUMNS, notes: SHORTFALL_NOTES },
    },
  };
}

const TITLE: Text = text('软件授权余缺表', 'Licence positions');
const SHORTFALL_TITLE: Text = text('软件授权缺口设备明细', 'Devices without a licence');

type Body = AnswerOf<'reportLicencePositions', 200>;

function rowBody(row: PositionRow, isToday: boolean): Body['items'][number] {
  const { agencyCode, agencyName, category, product } = row;
  return {
    ...{ agencyCode, agencyName, product },
    category: category as Body['items'][number]['category'],
    figures: figuresBody(row, isToday),
  };
}

function figuresBody(row: PositionRow, isToday: boolean): Body['total'] {
  const { figures } = row;
  return {
    ...copiesBody(figures),
    complianceRate: complianceRate(row),
    seats: seatsShown(figures),
    surplus: figures.surplus,
    held: figures.held,
    allocated: figures.allocated,
    freePool: isToday ? figures.freePool : null,
    declaredSeats: figures.declaredSeats,
    uncountedSeats: figures.uncountedSeats,
    computers: row.product === null ? figures.computers : null,
    coverageRate: coverageRate(row),
  };
}

function copiesBody(figures: PositionFigures) {
  const { installations, free, oem, own, fromAbove, shortfall, unproven, unverified, coveredIfVerified } = figures;
  return {
    ...{ installations, matched: matchedOf(figures), free, oem, own, fromAbove, shortfall },
    ...{ unproven, unverified, coveredIfVerified },
  };
}

type CopyBody = AnswerOf<'listLicenceShortfalls', 200>['items'][number];

function copyBody({ copy, agencyName, isUnverified }: UncoveredCopy): CopyBody {
  return {
    installation: copy.id,
    ...{ agencyCode: copy.agency_code, agencyName },
    category: copy.category as CopyBody['category'],
    ...{ product: copy.product, edition: copy.edition, version: copy.version },
    source: copy.source as CopyBody['source'],
    ...{ seenFrom: copy.seen_from, seenLast: copy.seen_last, isUnverified },
    device: {
      id: copy.device_id,
      category: copy.device_category as CopyBody['device']['category'],
      assetNumber: copy.asset_number,
      serial: copy.serial,
      state: copy.state as CopyBody['device']['state'],
    },
  };
}
