import * as modules from 'node:module';

/**
 * Each gate asks its parts for what they bring, with about ninety `import()`s of modules that are there since the first gate.
 * The loader of TypeScript finds each of them anew, a quarter of what starting a gate took on Node 20; so among the tests a
 * part keeps what it has imported once. Compiled, as it is installed, it needs no such loader.
 */
const PART = /[/]src[/][^/]+[/]part[.]ts$/;
const KEPT = `
const imported = new Map();
function importOnce(name) {
  if (!imported.has(name)) imported.set(name, import(name));
  return imported.get(name);
}
`;

interface Loaded {
  readonly source?: unknown;
}

type Load = (url: string, context: unknown, next: (url: string, context: unknown) => Loaded) => Loaded;

/** Of Node 22.15 and later, whose types are not those of the least version. */
const { registerHooks } = modules as { readonly registerHooks?: (hooks: { readonly load: Load }) => void };

function importsOnce(url: string, loaded: Loaded): Loaded {
  if (!PART.test(url.split('?')[0] ?? '')) return loaded;
  return { ...loaded, source: String(loaded.source).replaceAll('await import(', 'await importOnce(') + KEPT };
}

/** For older ones the same, in a thread of its own, which every import then waits for: a third of a short run. */
const HOOK = `
const PART = ${PART}; const KEPT = ${JSON.stringify(KEPT)};
${importsOnce};
export const load = async (url, context, next) => importsOnce(url, await next(url, context));
`;

export function keepImportsOfParts(): void {
  if (registerHooks) registerHooks({ load: (url, context, next) => importsOnce(url, next(url, context)) });
  else modules.register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
}
