import { type Actor, Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import { type Governed, regionsOfAgencies } from '../../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  merged,
  type RecordedKind,
  type ReferenceRecord,
  recordChanged,
} from '../../reference/index.ts';
import { isTotal } from '../forms/computation-parts.ts';
import { CAMPAIGN, type Campaign, isAssessment, isOfOffice, wrongState } from './campaign.ts';
import { type CampaignRecord, findCampaign } from './find-campaign.ts';
import { findFormToLaunch } from './find-form.ts';

/** Campaigns with what only the database knows: whether the form is published, and whose the office is. */
export const CAMPAIGNS: RecordedKind<Campaign> = {
  ...CAMPAIGN,
  judge: ({ actor }) => {
    const regions = new Map<string, string>();
    /** Those that can be asked for, and whether they have a total. */
    const forms = new Map<string, boolean>();
    const unfit = new Map<string, Text>();
    return {
      readFor: async (tx, drafts) => {
        const offices = drafts.map(({ after }) => after.officeAgency);
        for (const [code, region] of await regionsOfAgencies(tx, offices)) regions.set(code, region);
        for (const { after } of drafts) {
          const found = await findFormToLaunch(tx, after);
          if ('problem' in found) unfit.set(after.form, found.problem);
          else forms.set(after.form, found.form.form.cells.some(isTotal));
        }
      },
      problemsOf: ({ after }) => [
        ...reachProblems(actor, after),
        ...officeProblems(after, regions.get(after.officeAgency)),
        ...formProblems(unfit.get(after.form)),
        ...(isAssessment(after) && forms.get(after.form) === false ? [NO_SHEET] : []),
        ...dayProblems(after),
        ...(isSelecting(after) ? [] : [NOBODY_ASKED]),
      ],
      take: () => undefined,
    };
  },
};

function problem(kind: DraftProblem['kind'], code: string, field: string, zh: string, en: string): DraftProblem {
  return { kind, code, field, text: text(zh, en) };
}

function formProblems(why: Text | undefined): readonly DraftProblem[] {
  return why ? [{ kind: 'unprocessable', code: 'campaign.form', field: 'form', text: why }] : [];
}

const NO_SHEET = problem(
  ...(['unprocessable', 'campaign.form', 'form'] as const),
  '考核评议须使用有总分的评分表。',
  'An assessment needs a form that has a total.',
);

const NOBODY_ASKED = problem(
  ...(['unprocessable', 'campaign.participants', 'ask'] as const),
  '请至少选择一个行政区划或一个单位。',
  'Choose a region or an agency at least.',
);

function reachProblems({ grant }: Actor, campaign: Campaign): readonly DraftProblem[] {
  const message = text('该行政区划不在您的管理范围内。', 'This region is outside your grant.');
  const out = { kind: 'forbidden', code: 'campaign.out_of_reach', text: message } as const;
  const isInside = (region: string): boolean => reaches(grant, { code: '', region });
  if (!isOfOffice(grant, campaign)) return [{ ...out, field: 'region' }];
  return campaign.ask.regions.every(isInside) ? [] : [{ ...out, field: 'ask/regions' }];
}

/** Who receives is of the region, or above it. */
function officeProblems({ region }: Campaign, officeRegion: string | undefined): readonly DraftProblem[] {
  const isAbove = officeRegion !== undefined && reaches({ region: officeRegion }, { code: '', region });
  if (isAbove) return [];
  return [
    problem(
      ...(['unprocessable', 'campaign.office', 'officeAgency'] as const),
      '受理单位须为本行政区划或其上级的单位。',
      'The receiving agency must be of this region or above it.',
    ),
  ];
}

function dayProblems({ period, asOfOn, dueOn }: Campaign): readonly DraftProblem[] {
  const wrong = (field: string, zh: string, en: string): DraftProblem =>
    problem('unprocessable', 'campaign.days', field, zh, en);
  return [
    ...(period && period.until < period.from
      ? [wrong('period/until', '期间的截止日期不能早于起始日期。', 'The last day must not be before the first day.')]
      : []),
    ...(dueOn < asOfOn
      ? [wrong('dueOn', '报送期限不能早于数据截止日期。', 'It cannot be due before the day that it is about.')]
      : []),
  ];
}

function isSelecting({ ask }: Campaign): boolean {
  return ask.regions.length > 0 || ask.agencies.length > 0;
}

/** Changes a draft. What was launched has asked somebody, and stays as it was asked. */
export async function changeCampaign(
  entry: Governed,
  { campaign, changes, actor, newId }: CampaignChange,
): Promise<CampaignRecord> {
  if (campaign.state.state !== 'draft') throw wrongState();
  const after = merged(CAMPAIGN, campaign.state, changes);
  const draft: Draft<Campaign> = { key: campaign.key, before: campaign, changes, after };
  const judge = CAMPAIGNS.judge?.({ actor, on: entry.on, newId });
  await judge?.readFor(entry.tx, [draft]);
  refuseFirst(judge?.problemsOf(draft) ?? []);
  await recordChanged(entry, CAMPAIGNS, { drafts: [draft], act: 'changed', actor, why: {} });
  return reread(entry, campaign.key);
}

interface CampaignChange {
  readonly campaign: CampaignRecord;
  readonly changes: object;
  readonly actor: Actor;
  readonly newId: Parameters<NonNullable<RecordedKind<Campaign>['judge']>>[0]['newId'];
}

function refuseFirst([first]: readonly DraftProblem[]): void {
  if (first) throw new Refusal(first.kind, first.code, first.text, [{ pointer: `/${first.field}`, message: '' }]);
}

export interface CampaignStep {
  readonly campaign: CampaignRecord;
  readonly act: 'launch-begun' | 'launched' | 'closed' | 'cancelled' | 'recalled';
  readonly after: Partial<Campaign> & { readonly reason: string };
  readonly actor: Actor;
  /** What else the leaf says. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

/** A campaign is launched, closed, given up or recalled: a leaf, and its row. */
export async function recordCampaignStep(
  entry: Governed,
  { campaign, act, after, actor, notes = {} }: CampaignStep,
): Promise<CampaignRecord> {
  const kind = { ...CAMPAIGNS, notesOf: () => notes };
  const draft = { key: campaign.key, before: campaign, changes: null, after: { ...campaign.state, ...after } };
  await recordChanged(entry, kind, { drafts: [draft], act, actor, why: {} });
  return reread(entry, campaign.key);
}

async function reread(entry: Governed, id: string): Promise<ReferenceRecord<Campaign>> {
  const campaign = await findCampaign(entry.tx, id);
  if (!campaign) throw new Error('a campaign has gone while the head was held');
  return campaign;
}
