import type { DeriveInput } from '../../src/facts/derive-input.ts';
import type { Gathered, GatheredEntitlement } from '../../src/facts/gathered.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { Policy } from '../../src/rules/index.ts';
import {
  type Computer,
  givenAgency,
  givenComputer,
  givenEntitlement,
  givenInput,
  givenItem,
  givenLine,
  givenSystem,
  SUBMITTED_ON,
  shippedPack,
} from './support.ts';

/** The entitlement that `spareItem` cites. */
export const ENTITLEMENT = 'ent_1';

const PLATFORMS = {
  'linux-arm64': { architecture: 'arm64', product: 'UnionTech UOS Desktop', version: '20' },
  'windows-x64': { architecture: 'x64', product: 'Windows', version: '11' },
} as const;

/** Desktops that come with a system and a processor of this platform. */
export function machines(
  quantity: number,
  platform: keyof typeof PLATFORMS,
  changes: Partial<OrderLine> = {},
): OrderLine {
  const { architecture, product, version } = PLATFORMS[platform];
  const computer = givenComputer({ cpu: { architecture }, operatingSystem: givenSystem({ product, version }) });
  return givenLine({ quantity, computer, ...changes });
}

/** A machine of another category on x64, without a system of its own. */
export function bareMachine(
  category: Computer['category'],
  computer: Partial<Computer> = {},
  changes: Partial<OrderLine> = {},
): OrderLine {
  const bare = givenComputer({
    category,
    cpu: { architecture: 'x64' },
    operatingSystem: { state: 'none' },
    ...computer,
  });
  return givenLine({ quantity: 1, computer: bare, ...changes });
}

/** Twenty office seats that the agency has already. */
export function spareItem(changes: Partial<PlanItem> = {}): PlanItem {
  return givenItem({
    provision: 'spare-entitlement',
    entitlementId: ENTITLEMENT,
    unitPrice: null,
    funding: [],
    ...changes,
  });
}

/** A system for servers or virtual desktops. */
export function systemItem(changes: Partial<PlanItem> = {}): PlanItem {
  return givenItem({
    category: 'operating-system',
    product: 'Windows Server',
    edition: 'Standard',
    version: '2022',
    platforms: ['windows-x64'],
    ...changes,
  });
}

interface PlanCase {
  readonly lines?: readonly OrderLine[];
  readonly plan?: readonly PlanItem[];
  readonly order?: Partial<OrderSubmission>;
  readonly held?: Partial<GatheredEntitlement>;
  readonly gathered?: Partial<Gathered>;
  readonly policy?: Partial<Policy>;
}

/** An order with these lines and this plan; `held` is what the register says of the entitlement that the plan cites. */
export function givenPlan({ lines, plan, order, held, gathered, policy }: PlanCase): DeriveInput {
  return givenInput({
    order: { ...(lines && { lines: [...lines] }), ...(plan && { softwarePlan: [...plan] }), ...order },
    gathered: { entitlements: { [ENTITLEMENT]: givenEntitlement(held) }, ...gathered },
    ...(policy && { policy }),
  });
}

/** A policy with other numbers and lists than the pack's. */
export function policyWith(values: Readonly<Record<string, number | boolean | readonly string[]>>): Partial<Policy> {
  const { region, level } = givenAgency();
  const policy = shippedPack().policyFor({ region, level, on: civilDate(SUBMITTED_ON) });
  return {
    integer: (name) => (typeof values[name] === 'number' ? values[name] : policy.integer(name)),
    boolean: (name) => (typeof values[name] === 'boolean' ? values[name] : policy.boolean(name)),
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value : policy.texts(name);
    },
  };
}
