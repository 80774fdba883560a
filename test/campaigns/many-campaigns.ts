import { idOf, oneOf } from '../support/many-rows.ts';

interface Agencies {
  /** One of them for each row, as a fragment of SQL. */
  readonly agency: string;
  /** Each of them once. */
  readonly everyAgency: string;
  /** One of a few campaigns for each row. */
  readonly campaign: string;
  readonly most: number;
}

const LEAF = 'n + 5000000';

/** Campaigns, whom one of them asks, and what was filed: as many rows as a list is tried with. */
export function campaignsTables({ agency, everyAgency, campaign, most }: Agencies) {
  return {
    forms: {
      first: {
        ...{ form_key: 'm@1', form_id: 'm', revision: 1, region: '421000', title_zh: '表样', title_en: 'form' },
        ...{ digest: `sha256:${'0'.repeat(64)}`, body: '{}', published_at: '2026-01-01T00:00:00.000Z', log_index: 1 },
      },
      varied: {
        ...{ form_key: "concat('m', n)", form_id: "concat('m', n)", log_index: LEAF },
        region: oneOf('421000', '511300'),
      },
    },
    campaigns: { varied: { id: idOf('cmp'), log_index: LEAF } },
    filings: {
      varied: {
        ...{ id: idOf('fil'), agency_code: agency, log_index: LEAF, campaign_id: campaign },
        state: oneOf('filed', 'returned', 'accepted'),
        assessment: oneOf('scored', 'objected', 'agreed', 'confirmed'),
      },
    },
    campaign_participants: { most, varied: { agency_code: everyAgency, log_index: LEAF } },
  };
}
