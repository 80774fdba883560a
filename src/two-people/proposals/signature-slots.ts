import type { SignatureSlot } from '../../access/index.ts';
import type { Role } from '../../kernel/index.ts';

/**
 * Which slot each signature fills, by its role, so that all of them have one; undefined when that is not possible. An
 * earlier signature gives way to a later one where it fits elsewhere: finance or audit first, then finance, is two.
 */
export function assignSlots(slots: readonly SignatureSlot[], roles: readonly Role[]): readonly number[] | undefined {
  const holders: (number | undefined)[] = slots.map(() => undefined);
  const settle = (signature: number, tried: Set<number>): boolean => {
    const role = roles[signature];
    const fitting = [...slots.keys()].filter((slot) => role !== undefined && slots[slot]?.includes(role));
    const free = fitting.filter((slot) => holders[slot] === undefined);
    for (const slot of [...free, ...fitting]) {
      if (tried.has(slot)) continue;
      tried.add(slot);
      const holder = holders[slot];
      if (holder !== undefined && !settle(holder, tried)) continue;
      holders[slot] = signature;
      return true;
    }
    return false;
  };
  const areSettled = roles.every((_role, signature) => settle(signature, new Set()));
  return areSettled ? roles.map((_role, signature) => holders.indexOf(signature)) : undefined;
}

/** The roles of which any may give the next signature; none when every slot is filled. */
export function awaitedRoles(slots: readonly SignatureSlot[], given: readonly Role[]): readonly Role[] {
  const accepted = [...new Set(slots.flat())];
  return accepted.filter((role) => assignSlots(slots, [...given, role]) !== undefined);
}

/** A person for each slot, none twice, for as many slots as possible; undefined for a slot that is left. */
export function assignPeople(able: readonly (readonly string[])[]): readonly (string | undefined)[] {
  const holders = new Map<string, number>();
  const settle = (slot: number, tried: Set<string>): boolean => {
    for (const person of able[slot] ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const held = holders.get(person);
      if (held !== undefined && !settle(held, tried)) continue;
      holders.set(person, slot);
      return true;
    }
    return false;
  };
  for (const slot of able.keys()) settle(slot, new Set());
  const people = new Map([...holders].map(([person, slot]) => [slot, person]));
  return able.map((_, slot) => people.get(slot));
}
