import { lazyRouteComponent } from '@tanstack/react-router';
import { type ComponentType, createElement, type LazyExoticComponent, lazy } from 'react';
import { theGate } from '../client/the-gate.ts';
import { PartOnceBack, StalePart, StaleScreen } from './stale-screen.tsx';

/** A screen that is fetched when somebody goes there; where its file is there no more, the page is read anew. */
export function lazyScreen<Name extends string>(
  fetchFile: () => Promise<{ readonly [name in Name]: ComponentType }>,
  name: Name,
): ReturnType<typeof lazyRouteComponent> {
  return lazyRouteComponent(
    async () => ({ screen: (await fetchFile().catch(() => undefined))?.[name] ?? StaleScreen }),
    'screen',
  );
}

/** The same of a part that screens of other areas show. */
export function lazyPart<Props>(
  fetchPart: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetchPart().catch(() => withoutPart(fetchPart)) }));
}

/** The file is there no more, or the gate is away, and comes back. */
async function withoutPart<Props>(fetchPart: () => Promise<ComponentType<Props>>): Promise<ComponentType<Props>> {
  if (await theGate.check()) return StalePart as ComponentType<Props>;
  return (props) => createElement(PartOnceBack<Props>, { fetchPart, props });
}
