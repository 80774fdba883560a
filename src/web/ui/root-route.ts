import { createRootRoute } from '@tanstack/react-router';
import { NotFoundScreen } from './not-found-screen.tsx';
import { Shell } from './shell.tsx';

/** What all screens hang on. Each screen takes what it names of an address; the rest, such as `lang`, is no filter of a list. */
export const rootRoute = createRootRoute({
  validateSearch: () => ({}),
  component: Shell,
  notFoundComponent: NotFoundScreen,
});

/** Search parameters are strings and stay strings: a credit code of eighteen digits is no number. */
export function searchOf(raw: Record<string, unknown>, names: readonly string[]): Record<string, string> {
  const kept = names.flatMap((name) => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(kept);
}

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string') asked.set(name, value);
  const text = asked.toString();
  return text === '' ? '' : `?${text}`;
}
