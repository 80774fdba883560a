import type { LogProjection } from '../log/index.ts';
import { PARTS, type Part } from './parts.ts';

/** Every table that shows what the log says, in the order of the parts. */
export async function allProjections(): Promise<readonly LogProjection[]> {
  const lists = await Promise.all(
    PARTS.map(async ({ kinds = {}, projections }: Part) => [
      ...Object.values(kinds).map(({ projection }) => projection),
      ...((await projections?.()) ?? []),
    ]),
  );
  return lists.flat();
}
