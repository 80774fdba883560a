import type { Installation } from '../../devices/installation.ts';
import type { InventoryContext } from '../find-known-software.ts';
import type { SeenComputer } from '../seen.ts';

/** A piece of a file or of scans, and what the request says of all of it. */
export interface ComputersPiece extends InventoryContext {
  readonly computers: readonly SeenComputer[];
  /** Whose computers they are where the file does not say it. */
  readonly agencyCode: string | null;
  readonly source: Extract<Installation['source'], 'agent' | 'survey'>;
  /** The row of the file in which each number stands first, for this piece and those before it. */
  readonly rowOf: ReadonlyMap<string, number>;
}
