import { register } from 'node:module';

/**
 * Each gate asks its parts for what they bring, with about ninety `import()`s of modules that are there since the first gate.
 * The loader of TypeScript finds each of them anew on a thread of its own, a quarter of what starting a gate took; so among
 * the tests a part keeps what it has imported once. Compiled, as it is installed, it needs no such loader.
 */
const HOOK = `
const KEPT = \`
const imported = new Map();
function importOnce(name) {
  if (!imported.has(name)) imported.set(name, import(name));
  return imported.get(name);
}
\`;
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!/[/]src[/][^/]+[/]part[.]ts$/.test(url.split('?')[0])) return loaded;
  return { ...loaded, source: String(loaded.source).replaceAll('await import(', 'await importOnce(') + KEPT };
}
`;

export function keepImportsOfParts(): void {
  register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
}
