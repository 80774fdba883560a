import { getVisibleCampaign, recallStanding, refuseRecalled, toParticipantBody } from '../../campaigns/index.ts';
import type { Database } from '../../db/index.ts';
import { allPages, asOfBody, percentOf, readingOf } from '../../documents/index.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Text, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { recallWhile, wholeReportHandler } from '../../reports/index.ts';
import { CAMPAIGN_COLUMNS, CAMPAIGN_NOTES } from './campaign-table.ts';

type ReportDeps = Pick<GovernedDeps, 'clock' | 'origin'> & { readonly db: Database };

/** Who of a campaign has filed, on paper and for programs. */
export function campaignReportRoutes(deps: ReportDeps): Handlers {
  const report: Handler<'reportCampaign'> = wholeReportHandler(deps, {
    load: async (tx, { actor, params, at, kept }) => {
      const campaign = await getVisibleCampaign(tx, actor, params.id);
      refuseRecalled(campaign.state);
      const standing = { campaignId: campaign.key, grant: actor.grant, at };
      const { counts, units } = await recallStanding(tx, standing, (asked) => recallWhile(kept, asked));
      const { title, dueOn } = campaign.state;
      const head: [Text, Text | string][] = [
        [text('报送任务', 'Campaign'), text(title['zh-CN'], title.en ?? title['zh-CN'])],
        [text('报送期限', 'Due'), dueOn],
        ...COUNTED.map(([name, count]): [Text, string] => [name, String(counts[count])]),
        [text('报送率（%）', 'Completeness (%)'), percentOf(counts.filed, counts.expected) ?? '—'],
        [text('按期率（%）', 'Timeliness (%)'), percentOf(counts.onTime, counts.expected) ?? '—'],
      ];
      const table = {
        ...{ name: `campaign-${campaign.key}`, title: text('报送情况表', 'Who has filed'), head, total: null },
        ...{ columns: CAMPAIGN_COLUMNS, notes: CAMPAIGN_NOTES },
      };
      return {
        ...{ campaign, counts, units, table, isRead: true },
        // In order only where all of them are drawn on paper.
        get pages() {
          return allPages(readingOf(units, ({ participant }) => [participant.agencyCode]));
        },
      };
    },
    body: ({ campaign, counts, units }, { asOf }) => ({
      ...{ campaign: campaign.key, counts, asOf: asOfBody(asOf) },
      items: units.map(toParticipantBody),
    }),
  });
  return { reportCampaign: report };
}

const COUNTED = [
  [text('应报', 'Expected'), 'expected'],
  [text('已报', 'Filed'), 'filed'],
  [text('按期', 'On time'), 'onTime'],
  [text('逾期', 'Late'), 'late'],
  [text('未报', 'Missing'), 'missing'],
] as const;
