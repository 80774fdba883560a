import type { Tx } from '../../db/index.ts';
import { type CivilDate, type Instant, regionPrefix, type Text, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { readKindRow, type StoredRow } from '../../reference/index.ts';
import { getRuleSetInForce, isDayOff, policyFor } from '../../rules/index.ts';
import { CAMPAIGN, type Campaign } from './campaign.ts';
import type { CampaignRecord } from './find-campaign.ts';

/** Something to think of before a launch, which keeps nobody from it. */
export interface LaunchNote {
  readonly code: 'asked-already' | 'day-off' | 'calendar-unknown';
  readonly text: Text;
  /** The campaign that asks for the same. */
  readonly campaign: string | null;
}

/** What two people should know before they launch: that the same is asked for already, and that nobody works on the due day. */
export async function listLaunchNotes(tx: Tx, campaign: CampaignRecord, at: Instant): Promise<readonly LaunchNote[]> {
  const same = await listSame(tx, campaign);
  return [...same.map(askedAlready), ...(await notesOfDay(tx, campaign.state, at))];
}

/** Campaigns that ask for the same form and day, in the same region or in one above or below it. */
async function listSame(tx: Tx, { key, state }: CampaignRecord): Promise<readonly Campaign[]> {
  const rows: StoredRow[] = await tx('campaigns')
    .where({ form_key: state.form, as_of_on: state.asOfOn })
    .whereIn('state', ['launching', 'open', 'closed'])
    .whereNot('id', key)
    .orderBy('id')
    .limit(NOTES_MAX);
  const [own, all] = [regionPrefix(state.region), rows.map((row) => readKindRow(CAMPAIGN, row).state)];
  return all.filter(({ region }) => region.startsWith(own) || state.region.startsWith(regionPrefix(region)));
}

const NOTES_MAX = 20;

function askedAlready({ id, title, dueOn }: Campaign): LaunchNote {
  const name = title['zh-CN'];
  return {
    code: 'asked-already',
    campaign: id,
    text: text(
      `同一表样、同一数据截至日的报送任务已经发起：“${name}”，${dueOn} 截止。请核对是否重复。`,
      `The same form is asked for already for the same day: “${title.en ?? name}”, due on ${dueOn}. Make sure that it is not asked for twice.`,
    ),
  };
}

/** Of a year whose holidays nobody has published only weekends are known: that is said, and refuses nothing. */
async function notesOfDay(tx: Tx, campaign: Campaign, at: Instant): Promise<readonly LaunchNote[]> {
  const { region, officeAgency, dueOn } = campaign;
  const [office] = await selectIn(tx, 'agencies', 'code', [officeAgency]);
  const ruleSet = await getRuleSetInForce(tx, at);
  const { calendar } = policyFor(ruleSet, { region, level: String(office?.level), on: dueOn });
  const isKnown = calendar.some(({ year }) => year === Number(dueOn.slice(0, 4)));
  return [...(isDayOff(calendar, dueOn) ? [dayOff(dueOn)] : []), ...(isKnown ? [] : [unknownYear(dueOn)])];
}

function dayOff(dueOn: CivilDate): LaunchNote {
  return {
    code: 'day-off',
    campaign: null,
    text: text(
      `报送截止日 ${dueOn} 不是工作日，单位当天可能无人填报和签署。`,
      `Nobody works on the due day, ${dueOn}: there may be nobody who fills the form in and signs it.`,
    ),
  };
}

function unknownYear(dueOn: CivilDate): LaunchNote {
  const year = dueOn.slice(0, 4);
  return {
    code: 'calendar-unknown',
    campaign: null,
    text: text(
      `工作日历没有 ${year} 年的放假安排，无法判断截止日 ${dueOn} 是否工作日，请自行核对。`,
      `The calendar has no holidays of ${year}, so nobody can tell whether people work on the due day, ${dueOn}. Please look yourself.`,
    ),
  };
}
