import type { Operation } from './contract.ts';

export interface Route {
  readonly operation: Operation;
  /** Percent-decoded, still texts. */
  readonly params: Readonly<Record<string, string>>;
}

export type RouteAnswer =
  | { readonly kind: 'found'; readonly route: Route }
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'malformed-path' }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] };

export type RouteTable = (method: string, path: string) => RouteAnswer;

interface PathEntry {
  readonly segments: readonly Segment[];
  readonly byMethod: Map<string, Operation>;
}

type Segment = { readonly text: string } | { readonly parameter: string };

/**
 * Finds the operation of a request among the paths of the contract. Fixed paths are looked up at once and win over
 * templates, so `/v1/orders/batch` is never an order's id; the others are compared segment by segment.
 */
export function routeTable(operations: readonly Operation[]): RouteTable {
  const entries = new Map<string, PathEntry>();
  for (const operation of operations) {
    const entry = entries.get(operation.path) ?? { segments: segmentsOf(operation.path), byMethod: new Map() };
    entries.set(operation.path, entry);
    entry.byMethod.set(operation.method, operation);
  }
  const fixed = new Map([...entries].filter(([path]) => !path.includes('{')));
  const templates = [...entries.values()].filter((entry) => entry.segments.some((segment) => 'parameter' in segment));

  return (method, path) => {
    const exact = fixed.get(path);
    if (exact) return answer(exact, method, {});
    const parts = path.split('/');
    const entry = templates.find((candidate) => matches(candidate.segments, parts));
    if (!entry) return { kind: 'unknown-path' };
    const params = paramsOf(entry.segments, parts);
    return params ? answer(entry, method, params) : { kind: 'malformed-path' };
  };
}

function segmentsOf(path: string): readonly Segment[] {
  return path.split('/').map((part) => (part.startsWith('{') ? { parameter: part.slice(1, -1) } : { text: part }));
}

function matches(segments: readonly Segment[], parts: readonly string[]): boolean {
  if (segments.length !== parts.length) return false;
  return segments.every((segment, at) => ('text' in segment ? segment.text === parts[at] : parts[at] !== ''));
}

/** Undefined when a percent sign does not decode. */
function paramsOf(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  try {
    for (const [at, segment] of segments.entries()) {
      if ('parameter' in segment) params[segment.parameter] = decodeURIComponent(parts[at] ?? '');
    }
    return params;
  } catch {
    return undefined;
  }
}

/** Every GET also answers HEAD, as HTTP asks; Node leaves the body out. */
function answer({ byMethod }: PathEntry, method: string, params: Readonly<Record<string, string>>): RouteAnswer {
  const operation = byMethod.get(method) ?? (method === 'HEAD' ? byMethod.get('GET') : undefined);
  if (operation) return { kind: 'found', route: { operation, params } };
  const allowed = [...byMethod.keys()].flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each]));
  return { kind: 'wrong-method', allowed };
}
