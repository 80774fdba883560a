import type { SignedActs } from '../access/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GateDeps } from './gate-deps.ts';
import { PARTS, type Part } from './parts.ts';

interface ServedParts {
  readonly handlers: Handlers;
  readonly acts: SignedActs;
}

/** Handlers and acts of all parts. Of two for one operation either might answer, so they keep the gate from starting. */
export async function serveParts(given: Omit<GateDeps, 'erasable'>): Promise<ServedParts> {
  const erasable = await ofEach((part) => part.erasable?.());
  const deps: GateDeps = { ...given, erasable };
  const handlers = await ofEach((part) => part.handlers?.(deps));
  const acts = await ofEach((part) => part.acts?.(deps));
  requireOnce([...handlers, ...acts]);
  return { handlers: Object.assign({}, ...handlers), acts: Object.assign({}, ...acts) };
}

async function ofEach<T>(read: (part: Part) => Promise<readonly T[]> | undefined): Promise<readonly T[]> {
  const lists = await Promise.all(PARTS.map(async (part: Part) => (await read(part)) ?? []));
  return lists.flat();
}

function requireOnce(brought: readonly object[]): void {
  const ids = brought.flatMap((operations) => Object.keys(operations));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`these operations have two handlers: ${twice.join(', ')}`);
}
