import { type CutText, isStop, itemsOf } from './line-phrases.ts';
import type { LineWords } from './line-words.ts';
import { wordFinder } from './word-finder.ts';

export const STATED_ROLES = ['things', 'states'] as const;

interface Meant {
  readonly role: 'aside' | (typeof STATED_ROLES)[number];
  readonly written: string;
}

/**
 * Tells that a machine has no genuine system by what is said of a thing in one breath: 硬盘|未分区, 一枚密钥|共用. Neither
 * word tells it alone, and none where the breath denies it or speaks of old machines. Made once for the lists.
 */
export function statedReader({ stated, foldings }: LineWords): (text: CutText) => readonly string[] {
  const finders = (stated?.pairs ?? []).map(({ things, states }) =>
    wordFinder<Meant>(
      { foldings },
      Object.entries({ aside: stated?.aside ?? [], things, states }).flatMap(([role, list]) =>
        list.map((written) => [written, { role: role as Meant['role'], written }] as const),
      ),
    ),
  );
  return (text) =>
    finders.flatMap((finder) => {
      let breath = new Map<Meant['role'], string>();
      const told: string[] = [];
      const close = (): void => {
        const [thing, state] = [breath.get('things'), breath.get('states')];
        if (thing !== undefined && state !== undefined && !breath.has('aside')) told.push(`${thing}${state}`);
        breath = new Map();
      };
      for (const item of itemsOf(text, finder)) {
        if (isStop(item)) close();
        else if (item.role !== undefined && !breath.has(item.role)) breath.set(item.role, item.written);
      }
      close();
      return told;
    });
}
