import { categoryOf, kindOf } from '../../goods/index.ts';
import type { NeedsPerCategory } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { oncePerInput } from '../once-per-input.ts';
import type { OrderLine } from '../submission.ts';

/** The kinds of software of which every machine needs one licence. */
export const PLAN_KINDS = ['office', 'antivirus-client', 'antivirus-server'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export interface LineNeed {
  /** What the officer says, else what machines of this category usually need. */
  readonly needsOffice: boolean;
  readonly isVirtualDesktopsStated: boolean;
  readonly virtualDesktops: number;
  /** Terminals that are said to use no desktop, where no host of the order serves any. */
  readonly isTerminalWithoutDesktops: boolean;
  /** Terminals beyond the desktops that they can use. */
  readonly terminalsBeyondDesktops: number;
  /** A machine or desktop of this line would need office software, but the officer says that it does not. */
  readonly isOfficeDeclined: boolean;
  /** Seats for the machines themselves and for the virtual desktops, which run on another platform. */
  readonly seats: Readonly<Record<PlanKind, SeatsNeeded>>;
}

export interface SeatsNeeded {
  readonly devices: number;
  readonly virtualDesktops: number;
}

type CategoryNeeds = NeedsPerCategory['categories'][number];

/** What each line needs, in the order of the lines. */
export const lineNeeds = oncePerInput(({ order, needs, accepted }): readonly LineNeed[] => {
  const hosted = order.lines.reduce((sum, line) => sum + hostedDesktops(line, needsOf(line, needs)), 0);
  let unclaimed = hosted;
  let unused = hosted;
  return order.lines.map((line, index) => {
    // A delivery splits a line, and each part states the desktops of all of it.
    const isCounted = accepted !== undefined && order.lines.findIndex((part) => part.line === line.line) < index;
    const need = needOf(line, needsOf(line, needs), { hosted: hosted > 0 ? unclaimed : null, unused, isCounted });
    if (isTerminal(line, needs) && !isCounted) {
      unclaimed = Math.max(0, unclaimed - (line.computer?.virtualDesktops ?? 0));
      unused = Math.max(0, unused - line.quantity);
    }
    return need;
  });
});

/** Earlier tables count no desktops of terminals, and what they never said is no fact. */
export function countsOwnDesktops({ categories }: NeedsPerCategory): boolean {
  return categories.some(({ hasOwnDesktops }) => hasOwnDesktops === true);
}

export function isServer(line: OrderLine, needs: NeedsPerCategory): boolean {
  return needsOf(line, needs)?.kind === 'server';
}

export function isTerminal(line: OrderLine, needs: NeedsPerCategory): boolean {
  return needsOf(line, needs)?.kind === 'terminal';
}

export function isClient(line: OrderLine, needs: NeedsPerCategory): boolean {
  return needsOf(line, needs)?.kind === 'client';
}

/** Machines of an order that may have software of a kind although they need none. */
export function mayHaveSeats({ order, needs }: Pick<DeriveInput, 'order' | 'needs'>, kind: PlanKind): number {
  if (kind === 'antivirus-server') return 0;
  const machines = order.lines.filter((line) => needsOf(line, needs)?.mayHaveSoftware);
  return machines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function needsOf(line: OrderLine, needs: NeedsPerCategory): CategoryNeeds | undefined {
  if (!kindOf(line).runsSoftware) return undefined;
  const own = categoryOf(line);
  return needs.categories.find(({ category }) => category === own);
}

/** Virtual desktops run on servers, and on machines that somebody works at only where they are meant to be hosts. */
function hostedDesktops({ computer, quantity }: OrderLine, category: CategoryNeeds | undefined): number {
  const isHost =
    category?.kind === 'server' || (category?.kind === 'client' && computer?.intendedUse === 'virtual-desktop-host');
  return isHost ? (computer?.virtualDesktops ?? 0) * quantity : 0;
}

/** Whose virtual desktops are counted elsewhere: on their hosts, or with an earlier part of the line. */
interface CountedDesktops {
  /** Desktops of hosts that no terminals before have stated; null without a host. */
  readonly hosted: number | null;
  /** Desktops of hosts that no terminals before have used, one each. */
  readonly unused: number;
  readonly isCounted: boolean;
}

function needOf(line: OrderLine, category: CategoryNeeds | undefined, elsewhere: CountedDesktops): LineNeed {
  const virtualDesktops = category ? virtualDesktopsOf(line, category, elsewhere) : 0;
  const all = { devices: line.quantity, virtualDesktops };
  const office = seatsFor(category?.office, all);
  const usuallyNeedsOffice = office.devices + office.virtualDesktops > 0;
  const needsOffice = line.computer?.needsOffice ?? usuallyNeedsOffice;
  return {
    needsOffice,
    isVirtualDesktopsStated: typeof line.computer?.virtualDesktops === 'number',
    virtualDesktops,
    isTerminalWithoutDesktops:
      category?.kind === 'terminal' && elsewhere.hosted === null && line.computer?.virtualDesktops === 0,
    terminalsBeyondDesktops: category?.kind === 'terminal' ? terminalsBeyondDesktops(line, elsewhere) : 0,
    isOfficeDeclined: usuallyNeedsOffice && !needsOffice,
    seats: {
      office: needsOffice ? office : NO_SEATS,
      'antivirus-client': seatsFor(category?.antivirusClient, all),
      'antivirus-server': seatsFor(category?.antivirusServer, all),
    },
  };
}

/** Terminals can use the desktops that they state, or those of hosts that no terminals before them use. */
function terminalsBeyondDesktops({ computer, quantity }: OrderLine, { hosted, isCounted, unused }: CountedDesktops) {
  const stated = computer?.virtualDesktops ?? (hosted === null ? quantity : 0);
  return isCounted ? 0 : Math.max(0, quantity - Math.max(stated, unused));
}

const NO_SEATS: SeatsNeeded = { devices: 0, virtualDesktops: 0 };

function seatsFor(sources: readonly string[] | undefined, all: SeatsNeeded): SeatsNeeded {
  if (!sources) return NO_SEATS;
  return {
    devices: sources.includes('device') ? all.devices : 0,
    virtualDesktops: sources.includes('virtual-desktop') ? all.virtualDesktops : 0,
  };
}

/**
 * A host states what one machine serves, terminals what they use in all. Terminals add only what they state beyond the
 * hosts of the same order; without a host those that say nothing are taken to use one desktop each.
 */
function virtualDesktopsOf(line: OrderLine, category: CategoryNeeds, { hosted, isCounted }: CountedDesktops): number {
  const stated = line.computer?.virtualDesktops ?? null;
  if (category.kind !== 'terminal') return (stated ?? 0) * line.quantity;
  if (isCounted && stated !== null) return 0;
  return hosted === null ? (stated ?? line.quantity) : Math.max(0, (stated ?? 0) - hosted);
}
