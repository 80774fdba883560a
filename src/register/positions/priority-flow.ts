/** Units wait at supplies and are wanted at demands; an arc says which supply may serve which demand, and at what price. */
export interface PriorityFlowProblem {
  readonly supplies: readonly number[];
  readonly demands: readonly number[];
  readonly arcs: readonly PricedArc[];
}

export interface PricedArc {
  readonly supply: number;
  readonly demand: number;
  /** A whole number, zero or more; of two ways to place a unit the cheaper one is taken. */
  readonly price: number;
}

export interface PriorityFlow {
  readonly total: number;
  /** Units on each arc, in the order of the arcs. */
  readonly units: readonly number[];
}

/**
 * The largest number of units that can be placed and, of all ways to place so many, a cheapest one. Units are placed at
 * rising prices: first all that the cheapest paths can take, then the next ones. A placed unit is moved where that lets
 * another one in, and never taken back. There are as many rounds as different prices of paths, however many units. Parts
 * that no arc connects are solved by themselves: most licences serve one agency.
 */
export function priorityFlow(problem: PriorityFlowProblem): PriorityFlow {
  const units = problem.arcs.map(() => 0);
  for (const arcs of connectedParts(problem)) {
    const part = flowOfPart(problem, arcs);
    for (const [place, arc] of arcs.entries()) units[arc] = part[place] ?? 0;
  }
  return { total: units.reduce((sum, each) => sum + each, 0), units };
}

/** The arcs of each part, by their places. */
function connectedParts({ supplies, demands, arcs }: PriorityFlowProblem): readonly (readonly number[])[] {
  const leader = Array.from({ length: supplies.length + demands.length }, (_, node) => node);
  const leaderOf = (node: number): number => {
    let at = node;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at] ?? at] ?? at;
      at = leader[at] ?? at;
    }
    return at;
  };
  for (const { supply, demand } of arcs) leader[leaderOf(supply)] = leaderOf(supplies.length + demand);
  const parts = new Map<number, number[]>();
  for (const [arc, { supply }] of arcs.entries()) {
    const part = parts.get(leaderOf(supply));
    if (part) part.push(arc);
    else parts.set(leaderOf(supply), [arc]);
  }
  return [...parts.values()];
}

/** The units on each arc of a part, in the order of these arcs. */
function flowOfPart({ supplies, demands, arcs }: PriorityFlowProblem, part: readonly number[]): readonly number[] {
  const chosen = part.flatMap((arc) => arcs[arc] ?? []);
  const [first] = chosen;
  if (first && chosen.every(({ supply }) => supply === first.supply)) return byPrice({ supplies, demands }, chosen);
  if (first && chosen.every(({ demand }) => demand === first.demand)) return byPrice({ supplies, demands }, chosen);
  const supplyPlaces = placesOf(chosen.map(({ supply }) => supply));
  const demandPlaces = placesOf(chosen.map(({ demand }) => demand));
  const network = networkOf({
    supplies: [...supplyPlaces.keys()].map((supply) => supplies[supply] ?? 0),
    demands: [...demandPlaces.keys()].map((demand) => demands[demand] ?? 0),
    arcs: chosen.map(({ supply, demand, price }) => ({
      supply: supplyPlaces.get(supply) ?? 0,
      demand: demandPlaces.get(demand) ?? 0,
      price,
    })),
  });
  while (findPrices(network)) {
    do network.onPath.fill(0);
    while (push(network, SOURCE, Number.POSITIVE_INFINITY) > 0);
  }
  return chosen.map((_, arc) => network.room[2 * arc + 1] ?? 0);
}

/** Where one supply or one demand is all there is on its side, no unit is ever moved: the cheapest arcs take what they can. */
function byPrice(
  { supplies, demands }: Pick<PriorityFlowProblem, 'supplies' | 'demands'>,
  arcs: readonly PricedArc[],
): readonly number[] {
  const [supplied, demanded] = [new Map<number, number>(), new Map<number, number>()];
  const units = arcs.map(() => 0);
  const cheapest =
    arcs.length === 1 ? [0] : [...arcs.keys()].sort((one, other) => priceAt(arcs, one) - priceAt(arcs, other));
  for (const at of cheapest) {
    const { supply = 0, demand = 0 } = arcs[at] ?? {};
    const left = supplied.get(supply) ?? supplies[supply] ?? 0;
    const wanted = demanded.get(demand) ?? demands[demand] ?? 0;
    const placed = Math.min(left, wanted);
    units[at] = placed;
    supplied.set(supply, left - placed);
    demanded.set(demand, wanted - placed);
  }
  return units;
}

function priceAt(arcs: readonly PricedArc[], at: number): number {
  return arcs[at]?.price ?? 0;
}

function placesOf(numbers: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...new Set(numbers)].map((number, place) => [number, place]));
}

const SOURCE = 0;
const SINK = 1;

/** Edges come in pairs: an even one and its way back, whose room is what flows on the first. */
interface Network {
  readonly edgesFrom: readonly (readonly number[])[];
  readonly to: readonly number[];
  readonly room: number[];
  readonly price: readonly number[];
  /** The cheapest price of a path from the source to each node. */
  readonly distance: number[];
  readonly onPath: Uint8Array;
}

function networkOf({ supplies, demands, arcs }: PriorityFlowProblem): Network {
  const nodes = 2 + supplies.length + demands.length;
  const edgesFrom: number[][] = Array.from({ length: nodes }, () => []);
  const to: number[] = [];
  const room: number[] = [];
  const price: number[] = [];
  const connect = (from: number, target: number, edge: { readonly units: number; readonly price: number }): void => {
    edgesFrom[from]?.push(to.length);
    edgesFrom[target]?.push(to.length + 1);
    to.push(target, from);
    room.push(edge.units, 0);
    price.push(edge.price, -edge.price);
  };
  const supplyNode = (supply: number): number => 2 + supply;
  const demandNode = (demand: number): number => 2 + supplies.length + demand;
  for (const arc of arcs) {
    const units = Math.min(supplies[arc.supply] ?? 0, demands[arc.demand] ?? 0);
    connect(supplyNode(arc.supply), demandNode(arc.demand), { units, price: arc.price });
  }
  for (const [supply, units] of supplies.entries()) connect(SOURCE, supplyNode(supply), { units, price: 0 });
  for (const [demand, units] of demands.entries()) connect(demandNode(demand), SINK, { units, price: 0 });
  return { edgesFrom, to, room, price, distance: new Array<number>(nodes), onPath: new Uint8Array(nodes) };
}

/** Prices of ways back are below zero, so nodes are looked at again while they get cheaper. Says whether the sink is reached. */
function findPrices({ edgesFrom, to, room, price, distance }: Network): boolean {
  distance.fill(Number.POSITIVE_INFINITY);
  distance[SOURCE] = 0;
  let changed: readonly number[] = [SOURCE];
  while (changed.length > 0) {
    const next = new Set<number>();
    for (const node of changed) {
      const here = distance[node] ?? 0;
      for (const edge of edgesFrom[node] ?? []) {
        const target = to[edge] ?? SOURCE;
        const there = here + (price[edge] ?? 0);
        if ((room[edge] ?? 0) === 0 || there >= (distance[target] ?? 0)) continue;
        distance[target] = there;
        next.add(target);
      }
    }
    changed = [...next];
  }
  return (distance[SINK] ?? 0) < Number.POSITIVE_INFINITY;
}

/** Pushes units on along cheapest paths only. A node that was visited is closed for this search, so that no circle is walked. */
function push(network: Network, node: number, units: number): number {
  if (node === SINK) return units;
  const { edgesFrom, to, room, price, distance, onPath } = network;
  onPath[node] = 1;
  let pushed = 0;
  for (const edge of edgesFrom[node] ?? []) {
    const target = to[edge] ?? SOURCE;
    const isCheapest = distance[target] === (distance[node] ?? 0) + (price[edge] ?? 0);
    if (!isCheapest || onPath[target] === 1 || (room[edge] ?? 0) === 0) continue;
    const placed = push(network, target, Math.min(units - pushed, room[edge] ?? 0));
    room[edge] = (room[edge] ?? 0) - placed;
    room[edge ^ 1] = (room[edge ^ 1] ?? 0) + placed;
    pushed += placed;
    if (pushed === units) break;
  }
  return pushed;
}
