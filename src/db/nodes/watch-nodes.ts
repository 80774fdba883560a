import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseHost } from '../database-url.ts';
import { NOT_SEEN, type NodeFault } from './node-fault.ts';
import type { NodeLook } from './node-look.ts';
import { placeToUse } from './place-to-use.ts';

export interface SeenNode {
  /** `db1:3306` */
  readonly name: string;
  readonly isUsed: boolean;
  /** Why it is not well; null when it is. */
  readonly fault: NodeFault | null;
}

export interface NodeMove {
  readonly from: string;
  readonly to: string;
}

/** The nodes of a list of hosts, watched by this process. */
export interface DatabaseNodes {
  /** The one to use; waits for the first look, a second at most. */
  readonly whenSeen: () => Promise<DatabaseHost>;
  readonly used: () => DatabaseHost;
  readonly seen: () => readonly SeenNode[];
  /** How often this process has gone from one node to another. */
  readonly moves: () => number;
  readonly onMove: (heard: (move: NodeMove) => void) => void;
  /** Hears also of those that are not well now. */
  readonly onFault: (heard: (name: string, fault: NodeFault) => void) => void;
  readonly close: () => void;
}

/** The one that is used more often: for as long as nobody sees that it is not well, nothing is decided. */
const LOOK_EVERY_MS = { used: 200, other: 500 };

type Hosts = readonly [DatabaseHost, ...DatabaseHost[]];

export interface NodesParts {
  readonly openLook: (host: DatabaseHost) => NodeLook;
  /** Cuts whatever is open to a node that is left because it is not well. */
  readonly cut: (name: string) => void;
}

/** Looks at every node, whatever the others do. */
export function watchNodes(hosts: Hosts, { openLook, cut }: NodesParts): DatabaseNodes {
  const ending = new AbortController();
  const { signal } = ending;
  const { make, made, note, ...choice } = chooseNode(hosts);
  // One that is well may end what it has begun: somebody goes back to an earlier one.
  choice.onMove(({ from }, isLost) => void (isLost && cut(from)));
  const looks = hosts.map(openLook);
  looks.forEach((look, place) => {
    const everyMs = (): number => LOOK_EVERY_MS[choice.used() === hosts[place] ? 'used' : 'other'];
    void goOnLooking(look, { signal, everyMs, note: (fault) => note(place, fault) });
  });
  return {
    ...choice,
    whenSeen: () => made.then(choice.used),
    close: () => {
      ending.abort();
      make();
      for (const look of looks) look.close();
    },
  };
}

/** What is known of the nodes, and which one follows from it. */
function chooseNode(hosts: Hosts) {
  const wellSinceMs: (number | null)[] = hosts.map(() => null);
  const isLookedAt = hosts.map(() => false);
  const faults: (NodeFault | null)[] = hosts.map(() => NOT_SEEN);
  const hearMove: ((move: NodeMove, isLost: boolean) => void)[] = [];
  const hearFault: ((name: string, fault: NodeFault) => void)[] = [];
  let [isMade, place, moves] = [false, 0, 0];
  let tellMade = (): void => undefined;
  const made = new Promise<void>((resolve) => {
    tellMade = resolve;
  });
  const hostAt = (at: number): DatabaseHost => hosts[at] ?? hosts[0];

  const seen = (): readonly SeenNode[] =>
    hosts.map(({ name }, at) => ({ name, isUsed: at === place, fault: faults[at] ?? null }));
  const make = (): void => {
    isMade = true;
    tellMade();
  };
  /** Each node answers in its own time, and an earlier one that has not answered yet may be the one to use. */
  const chooseFirst = (): void => {
    const well = wellSinceMs.findIndex((since) => since !== null);
    const unknown = isLookedAt.indexOf(false);
    if (unknown >= 0 && (well < 0 || unknown < well)) return;
    place = Math.max(well, 0);
    make();
  };
  const goTo = (next: number): void => {
    const move = { from: hostAt(place).name, to: hostAt(next).name };
    const isLost = wellSinceMs[place] === null;
    place = next;
    moves += 1;
    for (const hear of hearMove) hear(move, isLost);
  };

  return {
    make,
    made,
    used: () => hostAt(place),
    moves: () => moves,
    seen,
    onMove: (hear: (typeof hearMove)[number]): void => void hearMove.push(hear),
    onFault: (hear: (typeof hearFault)[number]): void => {
      hearFault.push(hear);
      for (const { name, fault } of seen()) if (fault) hear(name, fault);
    },
    note: (at: number, fault: NodeFault | null): void => {
      isLookedAt[at] = true;
      wellSinceMs[at] = fault ? null : (wellSinceMs[at] ?? performance.now());
      const isNew = fault !== null && fault.says.en !== faults[at]?.says.en;
      faults[at] = fault;
      if (isNew) for (const hear of hearFault) hear(hostAt(at).name, fault);
      const next = placeToUse(wellSinceMs, { used: place, nowMs: performance.now() });
      if (!isMade) chooseFirst();
      else if (next !== place) goTo(next);
    },
  };
}

interface Looking {
  readonly signal: AbortSignal;
  readonly everyMs: () => number;
  readonly note: (fault: NodeFault | null) => void;
}

async function goOnLooking(look: NodeLook, { signal, everyMs, note }: Looking): Promise<void> {
  while (!signal.aborted) {
    const startedMs = performance.now();
    const fault = await look.findFault();
    if (signal.aborted) return;
    note(fault);
    const restMs = Math.max(0, startedMs + everyMs() - performance.now());
    await sleep(restMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
