import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { openNodeLook } from '../../src/db/nodes/node-look.ts';
import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { ENGINES, sharedMariadb } from '../support/databases.ts';

if (ENGINES.includes('mysql')) {
  describe('a look at a node', () => {
    it('leaves no connection open to one that was well and is frozen, which would never hear of its end', async () => {
      const proxy = await startTcpProxy((await sharedMariadb()).port);
      const made: Socket[] = [];
      const stream = (): Socket => {
        const socket = connect(proxy.port, '127.0.0.1');
        made.push(socket);
        return socket;
      };
      const look = openNodeLook({ user: 'root', stream });

      const before = await look.findFault();
      proxy.freeze();
      const frozen = await look.findFault();

      assert.deepEqual([before, frozen?.says.en], [null, 'does not answer (ETIMEDOUT)']);
      assert.deepEqual(
        made.map(({ destroyed }) => destroyed),
        [true],
      );
      look.close();
      await proxy.close();
    });
  });
}
