import type { Tx } from '../../db/index.ts';
import {
  addDays,
  type CivilDate,
  type Grant,
  NATIONAL_REGION,
  Refusal,
  regionsUpwards,
  startOfDay,
  text,
} from '../../kernel/index.ts';
import { readCursor } from '../../proof/index.ts';
import { type AgencyScope, AUDIT_ROWS, agencyIn, findAgency, regionIn } from '../../reports/index.ts';
import type { AuditSample } from './audit-sample.ts';
import { type DrawPlace, gatherDrawnOrders, type Portion } from './gather-drawn-orders.ts';
import { countBeyond, type Population } from './samples-repository.ts';

export interface SampleWish {
  readonly size: number;
  readonly seed: string;
  readonly by: AuditSample['by'];
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly agencyCode: string | undefined;
  readonly region: string | undefined;
  readonly isSubtree: boolean;
  readonly logSize: number | undefined;
  readonly grant: Grant;
  /** For tests. */
  readonly wholeMax?: number;
  readonly atOnce?: number;
}

/** A sample before it has a name and a maker. */
export type DrawnSample = Omit<AuditSample, 'id' | 'madeBy' | 'madeOn'>;

/** A sample, or where the draw goes on. */
export type SamplePortion = { readonly next: DrawPlace } | { readonly next: null; readonly sample: DrawnSample };

/**
 * Draws a sample. Nothing about it is left to chance but the seed: the same wish of the same log gives the same list. One of
 * an earlier size of the log, which the wish names then, may take more portions than one.
 */
export async function gatherSamplePortion(
  tx: Tx,
  wish: SampleWish,
  portion: Omit<Portion, 'noted'>,
): Promise<SamplePortion> {
  if (wish.until < wish.from) throw refusal('window', '/until', END_BEFORE_START);
  refuseBeyond(wish);
  const agencyCode = agencyIn({ ...(wish.agencyCode !== undefined && { agencyCode: wish.agencyCode }) }, wish.grant);
  const agency = await findAgency(tx, agencyCode, wish.grant);
  if (agencyCode !== undefined && !agency) throw agencyNotFound();
  const { region, isSubtree } = wish;
  await refuseNarrower(tx, { grant: wish.grant, region, agencyCode, isSubtree });
  const noted = await readCursor(tx, AUDIT_ROWS);
  const logSize = wish.logSize ?? noted;
  if (logSize > noted) throw refusal('log_ahead', '/logSize', notCountedYet(noted));
  const population: Population = {
    ...{ grant: wish.grant, region, agencyCode, isSubtree, logSize },
    ...{ from: startOfDay(wish.from), before: startOfDay(addDays(wish.until, 1)) },
  };
  const { size, seed, by, from, until, wholeMax, atOnce } = wish;
  const limits = { ...(wholeMax !== undefined && { wholeMax }), ...(atOnce !== undefined && { atOnce }) };
  const draw = { population, size, seed, by, isCurrent: logSize === noted, ...limits };
  const drawn = await gatherDrawnOrders(tx, draw, { ...portion, noted });
  if (drawn.next) return { next: drawn.next };
  const sample = {
    ...{ agencyCode: agency?.code ?? null, subtree: isSubtree, by, seed, size, from, until, logSize },
    region: agency?.region ?? regionIn({ ...(region !== undefined && { region }) }, wish.grant),
    ...{ population: drawn.population, items: drawn.items },
  };
  return { next: null, sample };
}

/** What is kept says whose orders were drawn from; that must be as the grant has it, or nobody could draw them again. */
function refuseBeyond({ grant, region, agencyCode }: SampleWish): void {
  const isWithin = region === undefined || ('region' in grant && regionsUpwards(region).includes(grant.region));
  if (!isWithin) throw refusal('region', '/region', OUTSIDE_GRANT);
  const isOneAgency = agencyCode !== undefined || !('agencies' in grant) || grant.agencies.length === 1;
  if (!isOneAgency) throw refusal('agency', '/agencyCode', WHICH_AGENCY);
}

/**
 * Kept of an agency are its code and whether those below it count, and nothing of whoever draws: where the grant or a region
 * leaves some of them out, another person would draw other orders by the same seed.
 */
async function refuseNarrower(tx: Tx, scope: AgencyScope): Promise<void> {
  const { agencyCode, region, grant } = scope;
  if (agencyCode === undefined) return;
  const whole = { ...scope, grant: { region: NATIONAL_REGION }, region: undefined };
  if ((await countBeyond(tx, whole, { ...scope, region: undefined })) > 0) {
    throw refusal('subtree', '/subtree', 'agencies' in grant ? BELOW_AGENCIES : BELOW_REGION);
  }
  if (region !== undefined && (await countBeyond(tx, whole, scope)) > 0) throw refusal('region', '/region', NARROWING);
}

const END_BEFORE_START = text('截止日期不能早于起始日期。', 'The last day must not be before the first day.');
const OUTSIDE_GRANT = text('该行政区划不在您的权限范围内。', 'This region is outside your grant.');
const BELOW_REGION = text(
  '该单位的下级单位中有您权限之外的行政区划的单位，抽样总体会小于清单所记载的。请不含下级单位抽取，或按行政区划抽取。',
  'Some agencies below this one are of regions outside your grant, and fewer orders would be drawn from than the list says. Draw without those below, or by region.',
);
const BELOW_AGENCIES = text(
  '该单位有不在您权限内的下级单位，抽样总体会小于清单所记载的。请不含下级单位，逐个单位抽取。',
  'Some agencies below this one are not in your grant, and fewer orders would be drawn from than the list says. Draw agency by agency, without those below.',
);
const NARROWING = text(
  '清单只记载单位，不再记载缩小范围的行政区划：该单位或其下级单位中有不属于该行政区划的。请只指定单位或只指定行政区划。',
  'A list names the agency and no region that narrows it, and this agency or one below it is outside the region. State the agency or the region, not both.',
);
const WHICH_AGENCY = text(
  '您的权限涉及的不是单一单位，请指定从哪个单位抽取。',
  'Your grant is not of a single agency; say of which one to draw.',
);
function notCountedYet(noted: number) {
  return text(`目前只统计到日志第 ${noted} 条。`, `Only the first ${noted} leaves of the log are counted so far.`);
}

function refusal(code: string, pointer: string, message: ReturnType<typeof text>): Refusal {
  return new Refusal('unprocessable', `audit_sample.${code}`, message, [{ pointer, message: '' }]);
}

function agencyNotFound(): Refusal {
  const message = text('未找到该单位。', 'There is no such agency.');
  return new Refusal('not_found', 'agency.not_found', message, [{ pointer: '/agencyCode', message: '' }]);
}
