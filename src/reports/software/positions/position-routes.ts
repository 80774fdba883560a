import type { Tx } from '../../../db/index.ts';
import { allPages, type ReportTable } from '../../../documents/index.ts';
import type { AnswerOf, Handler } from '../../../http/operation.ts';
import { civilDate, dayOf, type Text, text } from '../../../kernel/index.ts';
import { matchedOf, type PositionFigures, softwareWords } from '../../../register/index.ts';
import { getRuleSetInForce } from '../../../rules/index.ts';
import { findScope } from '../../find-scope.ts';
import { type ReportDeps, type ReportQuestion, reportHandler } from '../../report-handler.ts';
import { type PositionRow, positionReport } from './licence-positions.ts';
import { listShortfalls, type UncoveredCopy } from './list-shortfalls.ts';
import { complianceRate, coverageRate, POSITION_NOTES, positionColumns, seatsShown } from './position-table.ts';
import { recallPosition } from './recall-position.ts';
import { SHORTFALL_COLUMNS, SHORTFALL_NOTES } from './shortfall-table.ts';

/** Which installed copies licences cover, and what is left of either. */
export function positionHandler(deps: ReportDeps): Handler<'reportLicencePositions'> {
  return reportHandler(deps, {
    keys: ({ groupBy }) => (groupBy === 'category' ? ['string'] : ['string', 'string']),
    load: async (tx, question) => {
      const { on, isToday, head, loaded } = await load(tx, question);
      const { product, groupBy: grouping = 'product' } = question.query;
      const report = positionReport(loaded, { grouping, product });
      const table = {
        ...{ name: `licence-positions-${on}`, title: TITLE, head, columns: positionColumns(grouping, isToday) },
        ...{ total: report.total, notes: POSITION_NOTES },
      };
      return { ...report, on, isToday, grouping, table, pages: allPages(report.reading) };
    },
    head: ({ on, isToday, grouping, total }) => ({ on, groupBy: grouping, total: figuresBody(total, isToday) }),
    row: (row, { isToday }) => rowBody(row, isToday),
  });
}

/** Installed copies that no licence covers, each with its device. */
export function shortfallHandler(deps: ReportDeps): Handler<'listLicenceShortfalls'> {
  return reportHandler(deps, {
    keys: ['string', 'string', 'string'],
    load: async (tx, question) => {
      const { on, head, loaded } = await load(tx, question);
      const reading = listShortfalls(tx, loaded, question.query.product);
      const table = {
        ...{ name: `licence-shortfalls-${on}`, title: SHORTFALL_TITLE, head, columns: SHORTFALL_COLUMNS },
        ...{ total: null, notes: SHORTFALL_NOTES },
      };
      return { on, table, reading, pages: allPages(reading) };
    },
    head: ({ on }) => ({ on }),
    row: copyBody,
  });
}

interface Query {
  readonly agencyCode?: string;
  readonly subtree?: boolean;
  readonly region?: string;
  readonly category?: string;
  readonly product?: string;
  readonly on?: string;
}

/** What new orders may draw on is known of today only. */
async function load(tx: Tx, { query, grant, at, kept }: ReportQuestion<unknown, Query>) {
  const on = query.on === undefined ? dayOf(at) : civilDate(query.on);
  const { region, category, agencyCode } = query;
  const whose = await findScope(tx, { query, grant });
  const scope = { grant, region, agencyCode, isSubtree: query.subtree === true, category, on };
  const terms = { ruleSet: await getRuleSetInForce(tx, at), region: whose.region };
  const loaded = await recallPosition(tx, scope, terms, kept);
  const head: ReportTable<never>['head'] = [
    [DAY, on],
    whose.line,
    ...(query.subtree === true ? [[BELOW, INCLUDED] as const] : []),
    ...(category === undefined ? [] : [[CATEGORY, softwareWords(category)] as const]),
    ...(query.product === undefined ? [] : [[PRODUCT, query.product] as const]),
  ];
  return { loaded, head, on, isToday: on === dayOf(at) };
}

const DAY = text('统计日期', 'As of');
const BELOW = text('下级单位', 'Agencies below');
const INCLUDED = text('计入', 'included');
const CATEGORY = text('软件类别', 'Software');
const PRODUCT = text('软件产品', 'Product');

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
    held: isToday ? figures.held : null,
    allocated: isToday ? figures.allocated : null,
    freePool: isToday ? figures.freePool : null,
    declaredSeats: figures.declaredSeats,
    uncountedSeats: figures.uncountedSeats,
    computers: row.coverage && figures.computers,
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
