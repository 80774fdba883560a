import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import { isClientCategory } from './line/purchase-items.ts';
import { entitlementNamed, planReferenceOn } from './plan/plan-item-view.ts';
import { policyStrings } from './policy-values.ts';
import { presentFacts } from './present-facts.ts';
import type { OrderLine, OrderSubmission } from './submission.ts';

export type ExemptionState =
  | 'none'
  | 'valid'
  | 'expired'
  | 'kind-not-allowed'
  | 'no-approver'
  | 'devices-short'
  | 'no-special-os';

type Exemption = NonNullable<OrderSubmission['exemption']>;

/** The outside document that lets named machines come without a system. */
export function exemptionFacts(input: DeriveInput): Facts {
  return presentFacts({
    'exemption.state': exemptionState(input),
    'exemption.devices': input.order.exemption?.devices ?? null,
    'history.exemptionDevicesUsed': input.gathered.history.exemptionDevicesUsed,
  });
}

/**
 * What is wrong with the exemption first of all, or that nothing is. A document that ends on no day, or is good for no
 * number of machines, is no permit: both must be stated. Undefined while the policy that lists the kinds is missing.
 */
export function exemptionState(input: DeriveInput): ExemptionState | undefined {
  const { order, policy, decidedOn, gathered } = input;
  const { exemption } = order;
  if (!exemption) return 'none';
  const kinds = policyStrings(policy.decisionDate, 'policy.exemption.kinds');
  if (!kinds) return undefined;
  if (!exemption.kind || !kinds.includes(exemption.kind)) return 'kind-not-allowed';
  if (!exemption.document || (exemption.issuedBy ?? []).length === 0) return 'no-approver';
  if (!isInForce(exemption, decidedOn)) return 'expired';
  const devices = exemptDevices(order) + gathered.history.exemptionDevicesUsed;
  if (devices > (exemption.devices ?? 0)) return 'devices-short';
  if (exemption.kind !== 'classified') return 'valid';
  const hasSystem = hasSpecialSystem(input, exemption);
  if (hasSystem === undefined) return undefined;
  return hasSystem ? 'valid' : 'no-special-os';
}

/**
 * Whether a valid exemption is for the machines of the line. It covers only what it is counted for, or it would be good for
 * more machines than it states; undefined while its state is missing.
 */
export function exemptionCovers(input: DeriveInput, lineIndex: number): boolean | undefined {
  const { exemption, lines } = input.order;
  const line = lines[lineIndex];
  if (!exemption || !line || !isExempted(exemption, line)) return false;
  const state = exemptionState(input);
  return state === undefined ? undefined : state === 'valid';
}

/** How many machines the order brings under its exemption: those without a system on the lines that it names. */
export function exemptDevices({ exemption, lines }: OrderSubmission): number {
  if (!exemption) return 0;
  return lines.filter((line) => isExempted(exemption, line)).reduce((sum, { quantity }) => sum + quantity, 0);
}

function isExempted(exemption: Exemption, line: OrderLine): boolean {
  return isBare(line) && names(exemption, line) && isMeant(exemption, line);
}

function isInForce({ validFrom, validUntil }: Exemption, decidedOn: string): boolean {
  return Boolean(validUntil && decidedOn <= validUntil) && (!validFrom || validFrom <= decidedOn);
}

/** No line numbers: the whole order. */
function names({ lines }: Exemption, line: OrderLine): boolean {
  return !lines || lines.length === 0 || lines.includes(line.line);
}

/** Only a line of machines has a system to leave out. */
function isBare({ computer }: OrderLine): boolean {
  const state = computer?.operatingSystem?.state;
  return state === 'none' || state === 'dos';
}

/**
 * Servers may come bare for reasons of their own; they are under an exemption only where it is one for them or names them.
 * One for servers is for nothing else, whatever it names.
 */
function isMeant({ kind, lines }: Exemption, { line, computer }: OrderLine): boolean {
  if (kind === 'server-virtual-host') return computer?.category === 'server';
  return isClientCategory(computer?.category) || (lines?.includes(line) ?? false);
}

/**
 * A classified unit installs a system of its own, and needs a free seat for every bare machine that the plan leaves over; a
 * right that hangs on another machine is none. Undefined while the entitlement is frozen, so that nobody can tell how many
 * are free, and for a subscription that the register has no end of.
 */
function hasSpecialSystem(input: DeriveInput, exemption: Exemption): boolean | undefined {
  const id = exemption.specialOsEntitlementId;
  const special = entitlementNamed(input, id);
  if (special?.category !== 'operating-system' || special.standing !== 'verified') return false;
  if (special.isDeviceBound || special.channel === 'oem') return false;
  const referenceOn = planReferenceOn(input);
  const isInTime =
    (special.validFrom === null || special.validFrom <= referenceOn) &&
    (special.validUntil === null || special.validUntil > referenceOn);
  const asked = (input.order.softwarePlan ?? []).reduce(
    (sum, item) => sum + (item.entitlementId === id ? (item.seats ?? 0) : 0),
    0,
  );
  const isEndKnown = special.validUntil !== null || special.channel !== 'subscription';
  if (isInTime && (special.isFrozen || !isEndKnown)) return undefined;
  return isInTime && (special.freeSeats === null || special.freeSeats >= exemptDevices(input.order) + asked);
}
