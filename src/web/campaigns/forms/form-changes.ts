import type { Schemas } from '../../client/operation.ts';
import { isText, type Parts, partsOf, type Titled } from './form-parts.ts';

/** What a revision has other than the one before it, one line for each part. */
export interface FormChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly part: keyof Parts | 'whole';
  /** What the part is called; of the whole what of it changed. */
  readonly title: Schemas['Text'] | undefined;
  readonly id: string;
  /** The names of what is other, where something that was there changed. */
  readonly fields: readonly string[];
}

const WHOLE = ['title', 'annex', 'reporters', 'print'] as const;

/** Compares two documents part by part. What only moved within its list is no change. */
export function formChanges(before: object, after: object): readonly FormChange[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const whole = WHOLE.filter((name) => !isSame(Reflect.get(before, name), Reflect.get(after, name)));
  const ofWhole: FormChange = { kind: 'changed', part: 'whole', id: '', title: undefined, fields: whole };
  const names = Object.keys(now) as (keyof Parts)[];
  return [
    ...(whole.length > 0 ? [ofWhole] : []),
    ...names.flatMap((part) => changesIn(part, { old: old[part], now: now[part] })),
  ];
}

interface Both {
  readonly old: readonly Titled[];
  readonly now: readonly Titled[];
}

function changesIn(part: keyof Parts, { old, now }: Both): readonly FormChange[] {
  const [were, are] = [byId(old), byId(now)];
  const line = (kind: FormChange['kind'], { id, title }: Titled, fields: readonly string[] = []): FormChange => ({
    ...{ kind, part, id, title: isText(title) ? title : undefined, fields },
  });
  return [
    ...now.filter(({ id }) => !were.has(id)).map((one) => line('added', one)),
    ...old.filter(({ id }) => !are.has(id)).map((one) => line('removed', one)),
    ...now.flatMap((one) => {
      const was = were.get(one.id);
      const fields = was === undefined ? [] : fieldsOtherIn(was, one);
      return fields.length === 0 ? [] : [line('changed', one, fields)];
    }),
  ];
}

function byId(parts: readonly Titled[]): ReadonlyMap<string, Titled> {
  return new Map(parts.map((one) => [one.id, one]));
}

function fieldsOtherIn(before: object, after: object): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSame(Reflect.get(before, name), Reflect.get(after, name)));
}

/** Whether two values say the same, in whatever order their members stand. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
