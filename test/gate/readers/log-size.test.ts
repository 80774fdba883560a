import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import { sayLogSize } from '../../../src/gate/say-log-size.ts';
import { readHead } from '../../../src/log/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('an answer to a long read', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('says the size of the log in the snapshot that it was read from, whatever is written before it begins and after', async () => {
      const office = await openOffice(gate);
      const said: string[] = [];
      const res = {
        set: (_header: string, value: string) => said.push(value),
        removeHeader: (header: string) => said.push(`no ${header}`),
      };
      let size = 0;
      const write = () => office.submit(office.order());
      const read = async (): Promise<void> => {
        await write();
        size = await inSnapshot(gate.db, async (tx) => {
          const { frontier } = await readHead(tx);
          await write();
          return frontier.size;
        });
      };
      const refuse = async (): Promise<void> => {
        await read();
        throw new Error('there is no such thing');
      };
      const reading = sayLogSize({ readFigures: read, reportRoster: refuse }) as unknown as {
        readonly [id: string]: (req: object, answer: object) => Promise<void>;
      };

      await reading.readFigures?.({}, res);
      assert.deepEqual(said.splice(0), [String(size)]);
      await assert.rejects(async () => reading.reportRoster?.({}, res), /no such thing/);
      assert.deepEqual(said, [String(size), 'no Gate-Log-Size']);
    });
  });
});
