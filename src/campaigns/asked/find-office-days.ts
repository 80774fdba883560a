import type { CivilDate } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import { getRuleSetInForce, policyFor, workingDaysAfter } from '../../rules/index.ts';
import type { Campaign } from './campaign.ts';

/** Working days that a unit has at least when it is asked later, that it has when its filing is returned, and when it is scored. */
const JOINED_DAYS = 5;
const RETURNED_DAYS = 3;
const OBJECTION_DAYS = 5;

/** The first day that a unit may be given which is asked today. */
export async function findEarliestDay(entry: Governed, campaign: Campaign): Promise<CivilDate> {
  return dayAfter(entry, campaign, JOINED_DAYS);
}

/** The day by which what is returned today is due again, where nobody names one. */
export async function findReturnDay(entry: Governed, campaign: Campaign): Promise<CivilDate> {
  return dayAfter(entry, campaign, RETURNED_DAYS);
}

/** The last day for an objection to a score of today. */
export async function findObjectionDay(entry: Governed, campaign: Campaign): Promise<CivilDate> {
  return dayAfter(entry, campaign, OBJECTION_DAYS);
}

/** By the calendar of the office's region; a year that is not in it is refused, since nobody knows its holidays. */
async function dayAfter(
  { tx, on, at }: Governed,
  { region, officeAgency }: Campaign,
  count: number,
): Promise<CivilDate> {
  const [office] = await selectIn(tx, 'agencies', 'code', [officeAgency]);
  const ruleSet = await getRuleSetInForce(tx, at);
  const policy = policyFor(ruleSet, { region, level: String(office?.level), on });
  return workingDaysAfter(policy.calendar, on, count);
}
