import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inSnapshot, inTransaction, migrate, openDatabase } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { newId, systemClock } from '../../src/kernel/index.ts';
import { governed, verifyLog } from '../../src/log/index.ts';

/** `npx tsx test/bench/verify-million.ts [leaves]`: how long `gate verify` takes over a log of so many small leaves. */
const leaves = Number(process.argv[2] ?? 1_000_000);
const LEAVES_IN_ACT = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'gate-verify-'));
const db = openDatabase(`sqlite:${join(folder, 'gate.db')}`);
await migrate(db, systemClock);
const deps = { clock: systemClock, newId, origin: 'bench.local' };
const built = performance.now();
for (let made = 0; made < leaves; made += LEAVES_IN_ACT) {
  const until = Math.min(made + LEAVES_IN_ACT, leaves);
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      for (let number = made; number < until; number += 1) {
        const filling = 'x'.repeat(200);
        entry.append({ type: 'build.started', subject: `build/${number}`, by: null, body: { build: 'x', filling } });
      }
    }),
  );
}
const verified = performance.now();
const before = process.cpuUsage();
const found = await inSnapshot(db, async (tx) =>
  verifyLog(tx, { projections: await allProjections(), parse: parseLeaf }),
);
const ended = performance.now();
const { user, system } = process.cpuUsage(before);
const seconds = (from: number, to: number): string => ((to - from) / 1_000).toFixed(1);
const peak = Math.round(process.resourceUsage().maxRSS / 1_024);
process.stdout.write(
  `${found.leaves} leaves built in ${seconds(built, verified)} s, verified in ${seconds(verified, ended)} s, of them ${seconds(0, (user + system) / 1_000)} s of processor (sound: ${found.isSound}), ${peak} MB at most\n`,
);
await db.close();
rmSync(folder, { recursive: true });
