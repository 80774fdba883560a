/** Pages that no table has as they are shown: few rows everywhere, or worked out of what is read for them. */
export const NOT_READ_IN_ORDER: Readonly<Record<string, string>> = {
  listFiscalYears: 'a row a year',
  listPolicyParameters: 'parts of one rule set',
  listPublishers: 'the names on a thousand products',
  listTimeRequests: 'the few requests that wait for an answer, put in order by day; the to-do counts the same',
  listAlerts: 'worked out for the day',
  listOwedFilings: 'what waits to be signed is left out, and the rest put in order by day; the to-do counts the same',
  listSecurityAlerts: 'worked out for the moment',
  listLicenceShortfalls: 'worked out for the day',
  listSessions: 'those of one person, who has few',
  readRuleStatistics: 'sums of months and agencies, in a thread for long reads',
  rollUp: 'sums of the filings of one campaign, shown in pages',
  readDeviceChain: 'the leaves about one machine, found by their subjects',
  readEntitlementChain: 'the leaves about one licence, found by their subjects',
  readOrderChain: 'the leaves about one order, found by their subjects',
  reportBudgetLineCommitments:
    'the moves of one line, summed up by orders; MariaDB sorts the sums, 20,000 orders in 6 ms',
  reportAssessmentResults: 'marks of the units of one campaign, worked out',
  reportBudgetExecution: 'sums of the lines of a year, in a thread for long reads',
  reportCampaignSummary: 'sums of the filings of one campaign, in a thread for long reads',
  reportComputersWithoutSoftwareMoney: 'worked out of machines and money, in a thread for long reads',
  reportLicencePositions: 'worked out for the day, in a thread for long reads',
  reportRectifications: 'worked out for the day, in a thread for long reads',
  reportRoster: 'agencies with their people on a day, in a thread for long reads',
  reportSoftwareInUse: 'worked out for the day, in a thread for long reads',
  reportSoftwareMaintenance: 'worked out for the day, in a thread for long reads',
  reportSoftwareSummary: 'worked out for the day, in a thread for long reads',
  reportUnusedMoney: 'what lines of a year have left, the largest first, in a thread for long reads',
};

/** Who gets a list in another way than in the order of an index. */
export const NOT_FOR_AGENCIES: Readonly<Record<string, string>> = {
  listAgencies: 'those that a grant names are read by their names and put in order',
  listBacktestChanges: 'a back-test is of a region',
};

/** Filters that are refused to who reaches a part only; they are tried by who reaches all. */
export const FOR_THE_WHOLE: Readonly<Record<string, readonly string[]>> = {
  listLogEntries: ['person'],
};

/** What is sorted beside a page: statements about rows that the page names. */
export const BESIDE_A_PAGE: Readonly<Record<string, RegExp>> = {
  'contracts of the orders of a page': /^select \* from `redemptions` where `order_id` in \([?, ]+\) order by /,
  'signatures of the proposals of a page': /^select given\.\*.* where given\.proposal_id in \([?, ]+\) order by /s,
  'newest leaves about what a page names': /^select leaf\.\*.* where subject in \([?, ]+\)\s+group by subject/s,
  'uses of the waivers of a page': /^select waiver_id, count\(\*\) as uses.* where waiver_id in \([?, ]+\) group by/s,
  'seats of the licences of a page': /^select a\.entitlement_id as id, count\(\*\) as placed .* in \([?, ]+\)/s,
};

/** All of these may be looked through for a page: they are few everywhere, or what is asked is in no index. */
export const LOOKED_THROUGH: Readonly<Record<string, string>> = {
  'src/access/access-repository.ts': 'persons with a role or of a region: thousands',
  'src/access/keys/list-api-keys.ts': 'keys: a few for each person',
  'src/access/sessions/sign-in-repository.ts': 'events of one person, or of few kinds that everybody has',
  'src/agencies/agency.ts': 'agencies, also by a part of their names: thousands',
  'src/audit/samples/samples-repository.ts': 'samples: some a year',
  'src/campaigns/asked/campaign.ts': 'campaigns: some a year',
  'src/campaigns/asked/campaigns-repository.ts': 'forms: some a year',
  'src/connectors/platform/platform.ts': 'platforms: a few',
  'src/connectors/webhooks/webhook-endpoint.ts': 'receivers: a few',
  'src/reference/reference-repository.ts': 'says so for kinds that are few, and for filters by a part of a text',
  'src/register/inventory/software-name.ts': 'names of software by a part of them, within reach',
  'src/register/products/product.ts': 'products, also by a part of their names: a thousand',
  'src/suppliers/debarment.ts': 'debarments: hundreds',
  'src/suppliers/supplier.ts': 'suppliers, also by a part of their names: thousands',
};
