import type { Database } from '../../db/index.ts';
import { allPages, asOfBody, readingOf } from '../../documents/index.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { dayOf, formatYuan, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { type AgencyWithoutSoftwareMoney, findScope, wholeReportHandler, YEAR } from '../../reports/index.ts';
import { findSoftwareAudit } from './find-software-audit.ts';
import { AUDIT_PARTS, type AuditFigure, PART_WORDS } from './software-audit.ts';
import { type FigureRow, softwareAuditTable } from './software-audit-table.ts';

/** Budget preparation, procurement and asset management, as an audit of genuine software asks about them. */
export function softwareAuditRoutes(db: Database, { clock, origin }: Pick<GovernedDeps, 'clock' | 'origin'>): Handlers {
  const read: Handler<'reportSoftwareAudit'> = wholeReportHandler(
    { db, clock, origin },
    {
      load: async (tx, { query, grant, at, asOf, kept }) => {
        const { fiscalYear, region, agencyCode } = query;
        const isSubtree = query.subtree === true;
        const whose = await findScope(tx, { query, grant });
        const scope = { fiscalYear, grant, region, agencyCode, isSubtree, on: dayOf(at) };
        const audit = await findSoftwareAudit(tx, { scope, policyRegion: whose.region, asOf, kept });
        const head = [
          [YEAR, String(fiscalYear)] as const,
          whose.line,
          ...(isSubtree ? [[BELOW, INCLUDED] as const] : []),
        ];
        const rows = audit.figures.map((figure, place): FigureRow => ({ figure, place }));
        const pages = allPages(readingOf(rows, ({ place }) => [place]));
        return { audit, table: softwareAuditTable(fiscalYear, head), pages };
      },
      body: ({ audit }, { query, asOf }) => ({
        ...{ fiscalYear: query.fiscalYear, asOf: asOfBody(asOf), logSize: audit.logSize },
        parts: AUDIT_PARTS.map((part) => partBody(part, audit.figures)),
        agencies: audit.agencies.map(agencyBody),
      }),
    },
  );
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
