import { inTransaction } from '../../src/db/index.ts';
import { governed } from '../../src/log/index.ts';
import type { Gate } from '../support/gate.ts';

/** Adds leaves that say nothing but that they are there. */
export async function grow({ db, deps }: Pick<Gate, 'db' | 'deps'>, leaves: number): Promise<void> {
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      for (let count = 0; count < leaves; count += 1) {
        entry.append({
          type: 'build.started',
          subject: `build/test-${entry.nextIndex()}`,
          by: null,
          body: { build: 'x' },
        });
      }
    }),
  );
}
