import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseHost } from './database-url.ts';
import type { NodeLook } from './node-look.ts';
import { placeToUse } from './place-to-use.ts';

export interface SeenNode {
  /** `db1:3306` */
  readonly name: string;
  readonly isUsed: boolean;
  readonly isWell: boolean;
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
  /** A socket to the node that is cut when the node is left because it is not well. */
  readonly connectTo: (host: DatabaseHost) => Socket;
  readonly close: () => void;
}

const LOOK_EVERY_MS = 500;

/** Looks at every node twice a second, whatever the others do. */
export function watchNodes(
  hosts: readonly [DatabaseHost, ...DatabaseHost[]],
  openLook: (host: DatabaseHost) => NodeLook,
): DatabaseNodes {
  const ending = new AbortController();
  const sockets = socketsByHost();
  const wellSinceMs: (number | null)[] = hosts.map(() => null);
  const isLookedAt = hosts.map(() => false);
  const heard: ((move: NodeMove) => void)[] = [];
  let [used, moves] = [0, 0];
  const seen = firstChoice();
  const hostAt = (place: number): DatabaseHost => hosts[place] ?? hosts[0];

  const goTo = (place: number): void => {
    const [from, to] = [hostAt(used), hostAt(place)];
    used = place;
    moves += 1;
    // One that is well may end what it has begun: somebody goes back to an earlier one.
    if (wellSinceMs[hosts.indexOf(from)] === null) sockets.cut(from);
    for (const hear of heard) hear({ from: from.name, to: to.name });
  };

  /** Each node answers in its own time, and an earlier one that has not answered yet may be the one to use. */
  const chooseFirst = (): void => {
    const well = wellSinceMs.findIndex((since) => since !== null);
    const unknown = isLookedAt.indexOf(false);
    if (unknown >= 0 && (well < 0 || unknown < well)) return;
    used = Math.max(well, 0);
    seen.make();
  };

  const note = (place: number, isWell: boolean): void => {
    if (ending.signal.aborted) return;
    isLookedAt[place] = true;
    wellSinceMs[place] = isWell ? (wellSinceMs[place] ?? performance.now()) : null;
    if (!seen.isMade()) return chooseFirst();
    const better = placeToUse(wellSinceMs, { used, nowMs: performance.now() });
    if (better !== used) goTo(better);
  };

  const looks = hosts.map(openLook);
  looks.forEach((look, place) => {
    void goOnLooking(look, { signal: ending.signal, note: (isWell) => note(place, isWell) });
  });

  return {
    used: () => hostAt(used),
    whenSeen: async () => {
      await seen.made;
      return hostAt(used);
    },
    seen: () =>
      hosts.map(({ name }, place) => ({ name, isUsed: place === used, isWell: (wellSinceMs[place] ?? null) !== null })),
    moves: () => moves,
    onMove: (hear) => void heard.push(hear),
    connectTo: sockets.connectTo,
    close: () => {
      ending.abort();
      seen.make();
      for (const look of looks) look.close();
    },
  };
}

function firstChoice() {
  let isMade = false;
  let tell = (): void => undefined;
  const made = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    made,
    isMade: () => isMade,
    make: () => {
      isMade = true;
      tell();
    },
  };
}

interface Looking {
  readonly signal: AbortSignal;
  readonly note: (isWell: boolean) => void;
}

async function goOnLooking(look: NodeLook, { signal, note }: Looking): Promise<void> {
  while (!signal.aborted) {
    const startedMs = performance.now();
    note(await look.isWell());
    const restMs = Math.max(0, startedMs + LOOK_EVERY_MS - performance.now());
    await sleep(restMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Made here and not by the driver, so that one that is still being connected to a frozen node is known as well. */
function socketsByHost() {
  const open = new Map<string, Set<Socket>>();
  return {
    connectTo: ({ name, host, port }: DatabaseHost): Socket => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true });
      const all = open.get(name) ?? new Set();
      open.set(name, all.add(socket));
      socket.once('close', () => all.delete(socket));
      return socket;
    },
    cut: ({ name }: DatabaseHost): void => {
      for (const socket of open.get(name) ?? []) {
        socket.destroy(Object.assign(new Error('the node was left'), { code: 'ECONNRESET' }));
      }
    },
  };
}
