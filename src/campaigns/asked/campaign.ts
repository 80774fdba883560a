import { type CivilDate, type Grant, type Instant, Refusal, reaches, text } from '../../kernel/index.ts';
import {
  derived,
  flag,
  json,
  jsonList,
  optionalInteger,
  optionalJson,
  optionalText,
  type ReferenceKind,
  textField,
} from '../../reference/index.ts';

/** `launching`: its units are written in pieces; until the last one opens it, nobody is asked and only its office sees it. */
export type CampaignState = 'draft' | 'launching' | 'open' | 'closed' | 'cancelled';

/** The states in which a campaign asks somebody. */
export const ASKING: readonly CampaignState[] = ['open', 'closed'];

/** Whether a campaign asked somebody and was taken back: what it asked stays to be read, and is owed no more. */
export function isRecalled({ state, launchedAt }: Pick<Campaign, 'state' | 'launchedAt'>): boolean {
  return state === 'cancelled' && launchedAt !== null;
}

export interface CampaignTitle {
  readonly 'zh-CN': string;
  readonly en?: string | null;
}

export interface Selection {
  readonly regions: readonly string[];
  readonly kinds: readonly string[] | null;
  readonly levels: readonly string[] | null;
  readonly agencies: readonly string[];
  readonly except: readonly { readonly agency: string; readonly reason: string }[];
}

/** A form that is asked of units by a day. */
export interface Campaign {
  readonly id: string;
  readonly purpose: string;
  readonly title: CampaignTitle;
  readonly documents: readonly string[];
  /** `software-use@1` */
  readonly form: string;
  readonly formDigest: string | null;
  readonly region: string;
  readonly officeAgency: string;
  readonly period: { readonly from: CivilDate; readonly until: CivilDate } | null;
  readonly asOfOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly gating: boolean;
  readonly needsReasons: boolean;
  readonly ask: Selection;
  readonly state: CampaignState;
  readonly madeOn: CivilDate;
  readonly launchedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closedIndex: number | null;
  readonly reason: string | null;
}

function wholeSelection({ regions, kinds, levels, agencies, except }: Partial<Selection>): Selection {
  return {
    regions: [...new Set(regions ?? [])],
    ...{ kinds: kinds ?? null, levels: levels ?? null },
    ...{ agencies: [...new Set(agencies ?? [])], except: except ?? [] },
  };
}

export const CAMPAIGN: ReferenceKind<Campaign> = {
  type: 'campaign',
  called: text('报送任务', 'campaign'),
  table: 'campaigns',
  key: 'id',
  idPrefix: 'cmp',
  fields: {
    id: derived(textField('id')),
    purpose: textField('purpose'),
    title: json<CampaignTitle>('title', (title) => ({ 'zh-CN': title['zh-CN'], en: title.en ?? null })),
    documents: jsonList<string>('documents', (document) => document),
    form: textField('form_key'),
    formDigest: derived(optionalText('form_digest')),
    region: textField('region'),
    officeAgency: textField('office_agency'),
    period: optionalJson('period', (period) => period),
    asOfOn: textField<CivilDate>('as_of_on'),
    dueOn: textField<CivilDate>('due_on'),
    gating: flag('is_gating', false),
    needsReasons: flag('needs_reasons', false),
    ask: json<Selection>('ask', wholeSelection),
    state: derived(textField<CampaignState>('state')),
    madeOn: derived(textField<CivilDate>('made_on')),
    launchedAt: derived(optionalText<Instant>('launched_at')),
    closedAt: derived(optionalText<Instant>('closed_at')),
    closedIndex: derived(optionalInteger('closed_index')),
    reason: derived(optionalText('reason')),
  },
  // What people write about units may be about people.
  seals: ['/after/reason', '/after/ask'],
  agency: null,
  identity: { lookUp: 'id', of: () => null },
  filters: {},
  isSmall: true,
  derive: (campaign, { on }) => ({
    ...campaign,
    ...{ formDigest: null, state: 'draft', madeOn: on, launchedAt: null, closedAt: null },
    ...{ closedIndex: null, reason: null },
  }),
};

/** How what a unit types is judged: in an assessment it leaves the office's cells alone. */
export function judgingOf({ purpose, needsReasons }: Pick<Campaign, 'purpose' | 'needsReasons'>) {
  return { needsReasons, by: isAssessment({ purpose }) ? ('agency' as const) : undefined };
}

export function isAssessment({ purpose }: Pick<Campaign, 'purpose'>): boolean {
  return purpose === 'assessment';
}

/** Whether somebody acts for the office of a campaign: its region, or at least the agency that receives, is within reach. */
export function isOfOffice(grant: Grant, { region, officeAgency }: Pick<Campaign, 'region' | 'officeAgency'>): boolean {
  return reaches(grant, { code: officeAgency, region });
}

export function wrongState(message = WRONG_STATE): Refusal {
  return new Refusal('conflict', 'campaign.state', message);
}

const WRONG_STATE = text('该报送任务当前状态不能进行此操作。', 'As the campaign stands, this cannot be done to it.');

/** Refuses what is not done any more about a campaign that was recalled. */
export function refuseRecalled(campaign: Pick<Campaign, 'state' | 'launchedAt'>): void {
  if (!isRecalled(campaign)) return;
  throw wrongState(
    text(
      '该报送任务已撤回：其报表只供查阅，不再办理，也不计入汇总。',
      'The campaign was recalled: its filings can be read, nothing is done about them any more, and no sum counts them.',
    ),
  );
}

/** What a campaign asks is read only once it asks all of them. */
export function stillLaunching(): Refusal {
  return wrongState(text('该报送任务正在发起，请稍后再试。', 'The campaign is being launched. Try again in a moment.'));
}

export function campaignNotFound(): Refusal {
  return new Refusal('not_found', 'campaign.not_found', text('未找到该报送任务。', 'There is no such campaign.'));
}

/** Refuses days out of order. */
export function wrongDays(pointer: string, zh: string, en: string): Refusal {
  return new Refusal('unprocessable', 'campaign.days', text(zh, en), [{ pointer, message: '' }]);
}
