import { today } from '../../../ui/time.ts';
import { bodyOf, type OrderBody, type RefusedValues } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';

/** What the gate refused, and of whose order: another agency has other licences and papers. */
export interface Refusals {
  readonly agencyCode: string;
  readonly values: RefusedValues;
}

/** A refusal as the gate tells it, place by place; a place without words of its own is told by the whole. */
interface Refusal {
  readonly message: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
}

interface Asked {
  readonly draft: OrderDraft;
  readonly built: OrderBody;
}

export function refusalsOf(refusals: Refusals | undefined, { agencyCode }: OrderDraft): RefusedValues | undefined {
  return refusals?.agencyCode === agencyCode ? refusals.values : undefined;
}

/**
 * With what the gate refuses at fields of the form; nothing where it names none that is still sent, and where nothing would be
 * left to check without it.
 */
export function withRefusals(
  before: Refusals | undefined,
  refusal: Refusal,
  { draft, built }: Asked,
): Refusals | undefined {
  const known: RefusedValues = refusalsOf(before, draft) ?? new Map();
  const found = refusal.errors.flatMap(({ pointer, message }) => {
    const path = typedAt(draft, built.pathOf(pointer));
    const typed = textAt(draft, path);
    const isKnown = known.get(path)?.typed === typed;
    return path === '' || isKnown ? [] : [[path, { typed, says: message || refusal.message }] as const];
  });
  const values: RefusedValues = new Map([...known, ...found]);
  const isUseful = found.length > 0 && bodyOf(draft, today(), values).body !== undefined;
  return isUseful ? { agencyCode: draft.agencyCode, values } : undefined;
}

/** The field that a path leads to or into: one of several platforms stands in the field of them all. */
function typedAt(draft: OrderDraft, path: string): string {
  if (path === '' || textAt(draft, path) !== '') return path;
  return typedAt(draft, path.slice(0, Math.max(0, path.lastIndexOf('.'))));
}
