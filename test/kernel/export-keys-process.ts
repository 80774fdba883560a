import { createPublicKey } from 'node:crypto';
import { makeEd25519 } from '../../src/kernel/index.ts';

// With a small young generation what has made a key is collected within one of its first exports.
for (let keys = 0; keys < 20; keys += 1) {
  const key = createPublicKey(makeEd25519().privateKey);
  for (let exports = 0; exports < 2_000; exports += 1) key.export({ format: 'jwk' });
}
