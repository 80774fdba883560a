import type { DeriveInput } from '../derive-input.ts';
import type { OrderLine } from '../submission.ts';
import type { TextReaders } from './text-readers.ts';

/** What the fields of a computer say, in the names of the lists; nothing is known of what the lists do not name. */
export interface Fields {
  /** Systems that the machine may have by its fields: its own, the one to be installed, one that the order buys. */
  readonly systems: readonly string[];
  /** The same with their releases, where they are told. */
  readonly named: readonly NamedSystem[];
  /** Of those its own. */
  readonly own: readonly string[];
  /** And the one to be installed. */
  readonly target: readonly string[];
  readonly isHome: boolean;
  readonly processors: readonly string[];
  readonly architecture: string | null;
  /** As the fields have them, for people. */
  readonly system: string;
  readonly processor: string;
}

/** A system as a field names it. */
export interface NamedSystem {
  readonly name: string;
  readonly release: string | null;
}

export function fieldsOf({ computer }: OrderLine, bought: readonly NamedSystem[], { claims }: TextReaders): Fields {
  const { operatingSystem: stated, cpu } = computer ?? {};
  const system = written(stated?.product, stated?.edition);
  const own = claims(system, 'goods').systems;
  const target = claims(stated?.target?.product ?? '', 'goods').systems;
  // The release may stand in its field alone: Windows with 11 25H2.
  const withRelease = claims(written(stated?.product, stated?.version, stated?.edition), 'goods').systems;
  const targetRelease = claims(written(stated?.target?.product, stated?.target?.version), 'goods').systems;
  const names = own.map(({ name }) => name);
  return {
    systems: names.length === 0 ? [] : [...names, ...[...target, ...bought].map(({ name }) => name)],
    named: [...withRelease, ...targetRelease, ...bought],
    own: names,
    target: target.map(({ name }) => name),
    isHome: own.some(({ isHome }) => isHome),
    processors: claims(cpu?.model ?? '', 'goods').processors.map(({ name }) => name),
    architecture: cpu?.architecture ?? null,
    system,
    processor: cpu?.model ?? cpu?.architecture ?? '',
  };
}

/** Systems that the order buys apart may be put on any of its machines. */
export function boughtSystems(
  { order: { softwarePlan, lines } }: DeriveInput,
  { claims }: TextReaders,
): readonly NamedSystem[] {
  const planned = (softwarePlan ?? []).filter(({ category }) => category === 'operating-system');
  const apart = lines.filter(({ software }) => software?.category === 'operating-system');
  const texts = [
    ...planned.map(({ product, version }) => [product, written(product, version)] as const),
    ...apart.map(({ description }) => [description, description] as const),
  ];
  return texts.flatMap(([name, whole]) => {
    const withRelease = claims(whole ?? '', 'goods').systems;
    return claims(name ?? '', 'goods').systems.map(
      (system) => withRelease.find((each) => each.name === system.name) ?? system,
    );
  });
}

/** Of many machines; what is not known of one may be anything. */
export function mergedFields(all: readonly Fields[]): Fields {
  const known = (of: (fields: Fields) => readonly string[]): readonly string[] =>
    all.every((fields) => of(fields).length > 0) ? all.flatMap(of) : [];
  return {
    systems: known(({ systems }) => systems),
    named: all.flatMap(({ named }) => named),
    own: [],
    target: [],
    isHome: all.some(({ isHome }) => isHome),
    processors: known(({ processors }) => processors),
    architecture: null,
    system: all[0]?.system ?? '',
    processor: all[0]?.processor ?? '',
  };
}

/** What is stated of one system or product, as one text. */
export function written(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
