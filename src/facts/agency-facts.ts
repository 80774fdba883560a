import { addDays, type CivilDate, daysBetween } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { Duty, Gathered } from './gathered.ts';
import { policyInteger, policyWord } from './policy-values.ts';
import { presentFacts } from './present-facts.ts';

/** Who buys, who answers for it, how many machines it will have, and what it still owes. */
export function agencyFacts(input: DeriveInput): Facts {
  const { agency } = input.gathered;
  const graceDays = policyInteger(input.policy.decisionDate, 'policy.undertaking.graceDays');
  const quotas = agencyQuotas(input);
  return presentFacts({
    'agency.kind': agency.kind,
    'agency.level': agency.level,
    'agency.region': agency.region,
    'agency.staff': agency.staff ?? undefined,
    'agency.isClassified': agency.isClassified,
    'agency.isIsolatedNetwork': agency.isIsolatedNetwork,
    'agency.mustUseRatedProducts': mustUseRatedProducts(input),
    'agency.responsibleState': responsibleState(input.gathered.responsible, input.decidedOn),
    'agency.responsibleVacantDays': responsibleVacantDays(input.gathered, input.decidedOn),
    'agency.desktopsAfter': devicesAfter(input, ['desktop', 'all-in-one']),
    'agency.laptopsAfter': devicesAfter(input, ['laptop']),
    'agency.desktopQuota': quotas.desktops,
    'agency.laptopQuota': quotas.laptops,
    'agency.overdueUndertakings': input.gathered.overdueUndertakings.length,
    'agency.overdueUndertakingsBeyondGrace':
      graceDays === undefined
        ? undefined
        : overdueBeyond(input.gathered.overdueUndertakings, input.decidedOn, graceDays),
    ...rectificationFacts(input),
    ...filingFacts(input),
  });
}

/** What the agency should have put right; records of before there were rectifications say nothing of it. */
function rectificationFacts({ gathered, decidedOn, policy }: DeriveInput) {
  const overdue = gathered.overdueRectifications;
  const graceDays = policyInteger(policy.decisionDate, 'policy.rectification.graceDays');
  const grave = overdue?.filter(({ severity }) => severity === 'high').map(({ dueOn }) => dueOn);
  return {
    'agency.overdueRectifications': overdue?.length,
    'agency.overdueHighRectifications':
      grave === undefined || graceDays === undefined ? undefined : overdueBeyond(grave, decidedOn, graceDays),
  };
}

/** What the agency should have filed; records of before there were campaigns say nothing of it. */
function filingFacts({ gathered, decidedOn }: DeriveInput) {
  const overdue = gathered.overdueFilings;
  const [oldest] = overdue?.toSorted() ?? [];
  return {
    'agency.overdueFilings': overdue?.length,
    'agency.overdueFilingDays': overdue && (oldest === undefined ? 0 : daysBetween(oldest, decidedOn)),
  };
}

interface Quotas {
  readonly desktops: number | undefined;
  readonly laptops: number | undefined;
}

/** How many machines the people of the agency may have; undefined while nobody knows how many there are, or the shares. */
export function agencyQuotas(input: DeriveInput): Quotas {
  const { staff } = input.gathered.agency;
  return {
    desktops: quota(staff, desktopPercent(input)),
    laptops: quota(staff, policyInteger(input.policy.submitDate, 'policy.quota.laptopPercent')),
  };
}

type Persons = Gathered['responsible'];
type ResponsibleState = 'complete' | 'no-head' | 'no-liaison' | 'neither';

const HEAD: readonly Duty[] = ['head'];
const CONTACT: readonly Duty[] = ['liaison', 'responsible'];

/** A head, and somebody who does the work: a liaison or a responsible person. */
export function responsibleState(persons: Persons, on: CivilDate): ResponsibleState {
  const hasHead = isHeld(persons, HEAD, on);
  const hasContact = isHeld(persons, CONTACT, on);
  if (hasHead && hasContact) return 'complete';
  if (hasHead) return 'no-liaison';
  return hasContact ? 'no-head' : 'neither';
}

/**
 * Days since the state became incomplete: for each vacant duty since its last holder left, or since the agency opened;
 * the longer vacancy counts. Where neither day is known no day is counted, since no grace can be shown to be over.
 */
export function responsibleVacantDays(gathered: Pick<Gathered, 'responsible' | 'agency'>, on: CivilDate): number {
  const vacancies = [HEAD, CONTACT]
    .filter((duties) => !isHeld(gathered.responsible, duties, on))
    .map((duties) => vacantDays(gathered, duties, on));
  return Math.max(0, ...vacancies);
}

function isHeld(persons: Persons, duties: readonly Duty[], on: CivilDate): boolean {
  return persons.some(
    ({ duty, from, until }) => duties.includes(duty) && from <= on && (until === null || until >= on),
  );
}

function vacantDays(
  { responsible, agency }: Pick<Gathered, 'responsible' | 'agency'>,
  duties: readonly Duty[],
  on: CivilDate,
): number {
  const ends = responsible
    .filter(({ duty, until }) => duties.includes(duty) && until !== null && until < on)
    .map(({ until }) => until);
  const starts = [...ends, agency.openedOn].filter((day) => day !== null && day <= on).toSorted();
  const last = starts.at(-1);
  return last ? daysBetween(last, on) : 0;
}

/** Who must buy products with a security rating is told by kind and level; for others a rating is no question. */
function mustUseRatedProducts({ gathered, policy }: DeriveInput): boolean | undefined {
  const { ratedKinds, ratedLevels } = policy.decisionDate;
  if (!ratedKinds || !ratedLevels) return undefined;
  return ratedKinds.includes(gathered.agency.kind) && ratedLevels.includes(gathered.agency.level);
}

/** Only machines that are counted now can be taken off the count by being replaced, and each of them once. */
function devicesAfter({ order, gathered }: DeriveInput, categories: readonly string[]): number {
  const now = categories.reduce((sum, category) => sum + (gathered.deviceCounts[category] ?? 0), 0);
  const ordered = order.lines
    .filter((line) => categories.includes(line.computer?.category ?? ''))
    .reduce((sum, line) => sum + line.quantity, 0);
  const replaced = [...new Set(order.lines.flatMap((line) => line.replaces ?? []))]
    .flatMap((id) => gathered.devices[id] ?? [])
    .filter((device) => categories.includes(device.category) && COUNTED_STATES.includes(device.state));
  return now + ordered - replaced.length;
}

const COUNTED_STATES = ['in-use', 'accepted', 'idle'];

/** What makes a unit one with the larger quota differs by place: its secrets, or its network apart from the internet. */
function desktopPercent({ gathered, policy }: DeriveInput): number | undefined {
  const means = policyWord(policy.submitDate, 'policy.quota.classifiedMeans');
  if (means === undefined) return undefined;
  const isLarger = means === 'isolated-network' ? gathered.agency.isIsolatedNetwork : gathered.agency.isClassified;
  return policyInteger(
    policy.submitDate,
    isLarger ? 'policy.quota.desktopPercentClassified' : 'policy.quota.desktopPercent',
  );
}

/** Rounded down: with whole machines, after × 100 > percent × staff says the same as after > this. */
function quota(staff: number | null, percent: number | undefined): number | undefined {
  return staff === null || percent === undefined ? undefined : Math.floor((staff * percent) / 100);
}

function overdueBeyond(dueDays: readonly CivilDate[], decidedOn: CivilDate, graceDays: number): number {
  return dueDays.filter((dueOn) => addDays(dueOn, graceDays) < decidedOn).length;
}
