import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, readingOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { dayOf, formatYuan, type Grant, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import {
  type AgencyWithoutSoftwareMoney,
  agencyIn,
  findAgency,
  findAsOf,
  regionIn,
  scopeLine,
  YEAR,
} from '../../reports/index.ts';
import { findSoftwareAudit } from './find-software-audit.ts';
import { AUDIT_PARTS, type AuditFigure, PART_WORDS } from './software-audit.ts';
import { type FigureRow, softwareAuditTable } from './software-audit-table.ts';

interface Query {
  readonly fiscalYear: number;
  readonly region?: string;
  readonly agencyCode?: string;
  readonly subtree?: boolean;
}

/** Budget preparation, procurement and asset management, as an audit of genuine software asks about them. */
export function softwareAuditRoutes(db: Database, { clock, origin }: GovernedDeps): Handlers {
  const load = async (tx: Tx, query: Query, grant: Grant) => {
    const at = clock();
    const { fiscalYear, region, agencyCode } = query;
    const isSubtree = query.subtree === true;
    const agency = await findAgency(tx, agencyIn(query, grant), grant);
    const asOf = await findAsOf(tx, {});
    const scope = { fiscalYear, grant, region, agencyCode, isSubtree, on: dayOf(at) };
    const policyRegion = agency?.region ?? regionIn(query, grant);
    const audit = await findSoftwareAudit(tx, { scope, policyRegion, asOf });
    const head = [
      [YEAR, String(fiscalYear)] as const,
      scopeLine(query, grant, agency),
      ...(isSubtree ? [[BELOW, INCLUDED] as const] : []),
    ];
    return { audit, table: softwareAuditTable({ fiscalYear, head, asOf, gate: origin, printedAt: at }) };
  };

  const read: Handler<'reportSoftwareAudit'> = async (req, res) => {
    const { grant } = actorOf(req);
    const { query } = req;
    const format = formatOf(req);
    if (format === 'json') {
      const { audit, table } = await inSnapshot(db, (tx) => load(tx, query, grant));
      const parts = AUDIT_PARTS.map((part) => partBody(part, audit.figures));
      const agencies = audit.agencies.map(agencyBody);
      const { fiscalYear } = query;
      const body = { fiscalYear, asOf: asOfBody(table.asOf), logSize: audit.logSize, parts, agencies };
      res.status(200).set('Vary', VARY).json(body);
      return;
    }
    const print = async (tx: Tx) => {
      const { audit, table } = await load(tx, query, grant);
      const rows = audit.figures.map((figure, place): FigureRow => ({ figure, place }));
      return { table, reading: readingOf(rows, ({ place }) => [place]) };
    };
    return answerDocument(res, { db, format, language: languageOf(req.get('accept-language')), load: print });
  };
  return { reportSoftwareAudit: read };
}

const BELOW = text('下级单位', 'Agencies below');
const INCLUDED = text('计入', 'included');

type Body = AnswerOf<'reportSoftwareAudit', 200>;

function partBody(part: AuditFigure['part'], figures: readonly AuditFigure[]): Body['parts'][number] {
  const own = figures.filter((figure) => figure.part === part);
  return {
    ...{ part, title: PART_WORDS[part] },
    figures: own.map(({ id, title, count, amount, rate, isTotal }) => ({
      ...{ id, title, count, amount: amount === null ? null : formatYuan(amount), rate, isTotal },
    })),
  };
}

function agencyBody(agency: AgencyWithoutSoftwareMoney): Body['agencies'][number] {
  const { agencyCode, agencyName, region, state, computerOrders, softwareNeeded } = agency;
  return {
    ...{ agencyCode, agencyName, region, state, computerOrders },
    hardwareAppropriation: formatYuan(agency.hardwareAppropriation),
    hardwareAvailable: formatYuan(agency.hardwareAvailable),
    softwareAppropriation: formatYuan(agency.softwareAppropriation),
    softwareAvailable: formatYuan(agency.softwareAvailable),
    softwareNeeded: softwareNeeded === null ? null : formatYuan(softwareNeeded),
  };
}
