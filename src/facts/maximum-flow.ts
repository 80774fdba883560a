/** Units wait at supplies and are wanted at demands; which supply may serve which demand is given. */
export interface FlowProblem {
  readonly supplies: readonly number[];
  readonly demands: readonly number[];
  readonly fits: (supply: number, demand: number) => boolean;
}

export interface Flow {
  readonly total: number;
  /** What each demand receives, in the order of the demands. */
  readonly received: readonly number[];
  /** What each supply gives to each demand. */
  readonly given: readonly (readonly number[])[];
}

/**
 * The largest number of units that can be placed, whatever the order of supplies and demands. Taking the first that fits
 * does not do: an all-platform licence spent on the first line leaves a single-platform one without a machine. Supplies
 * are served one after the other, and what an earlier one placed is moved but never taken back, so that their order is
 * also their priority. (Once no path leads on from a supply, no later move can open one.)
 */
export function maximumFlow({ supplies, demands, fits }: FlowProblem): Flow {
  const targets = supplies.map((_, supply) => demands.flatMap((_, demand) => (fits(supply, demand) ? [demand] : [])));
  const state: FlowState = {
    targets,
    given: supplies.map(() => demands.map(() => 0)),
    unmet: [...demands],
  };
  for (const [supply, amount] of supplies.entries()) placeAll(state, supply, amount);
  const received = demands.map((demand, index) => demand - (state.unmet[index] ?? 0));
  return { total: received.reduce((sum, units) => sum + units, 0), received, given: state.given };
}

interface FlowState {
  readonly targets: readonly (readonly number[])[];
  readonly given: number[][];
  readonly unmet: number[];
}

/** One step of a path: `supply` gives to `demand`, which until now was served by the step that follows. */
interface Step {
  readonly supply: number;
  readonly demand: number;
}

function placeAll(state: FlowState, supply: number, amount: number): void {
  let left = amount - placeDirectly(state, supply, amount);
  while (left > 0) {
    const path = findPath(state, supply);
    const last = path.at(-1);
    if (!last) return;
    const units = Math.min(
      left,
      state.unmet[last.demand] ?? 0,
      ...takenBack(path).map(({ supply, demand }) => givenBy(state, supply, demand)),
    );
    for (const step of path) give(state, step, units);
    for (const step of takenBack(path)) give(state, step, -units);
    state.unmet[last.demand] = (state.unmet[last.demand] ?? 0) - units;
    left -= units;
  }
}

/**
 * What the search for paths would find first in any case: the open demands that the supply fits, in their order. What is
 * met stays met, so the search has only the rest to place. Most plans need no search at all.
 */
function placeDirectly(state: FlowState, supply: number, amount: number): number {
  let left = amount;
  for (const demand of state.targets[supply] ?? []) {
    const open = state.unmet[demand] ?? 0;
    if (left <= 0 || open <= 0) continue;
    const units = Math.min(left, open);
    give(state, { supply, demand }, units);
    state.unmet[demand] = open - units;
    left -= units;
  }
  return amount - left;
}

/** Each further supply of a path frees units at the demand of the step before it. */
function takenBack(path: readonly Step[]): readonly Step[] {
  return path.slice(1).map(({ supply }, index) => ({ supply, demand: path[index]?.demand ?? 0 }));
}

/** Breadth first, so that a demand still open is preferred to moving what others have placed. Empty when none is left. */
function findPath(state: FlowState, start: number): readonly Step[] {
  const reachedBy = new Map<number, Step>();
  const enteredFrom = new Map<number, number>();
  const queue = [start];
  const seen = new Set(queue);
  for (const supply of queue) {
    for (const demand of state.targets[supply] ?? []) {
      if (reachedBy.has(demand)) continue;
      reachedBy.set(demand, { supply, demand });
      if ((state.unmet[demand] ?? 0) > 0) return pathTo(demand, reachedBy, enteredFrom);
      for (const [other, row] of state.given.entries()) {
        if (seen.has(other) || (row[demand] ?? 0) === 0) continue;
        seen.add(other);
        enteredFrom.set(other, demand);
        queue.push(other);
      }
    }
  }
  return [];
}

function pathTo(
  end: number,
  reachedBy: ReadonlyMap<number, Step>,
  enteredFrom: ReadonlyMap<number, number>,
): readonly Step[] {
  const path: Step[] = [];
  let demand: number | undefined = end;
  while (demand !== undefined) {
    const step = reachedBy.get(demand);
    if (!step) break;
    path.unshift(step);
    demand = enteredFrom.get(step.supply);
  }
  return path;
}

function givenBy(state: FlowState, supply: number, demand: number): number {
  return state.given[supply]?.[demand] ?? 0;
}

function give(state: FlowState, { supply, demand }: Step, units: number): void {
  const row = state.given[supply];
  if (row) row[demand] = (row[demand] ?? 0) + units;
}
