import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { demoClock } from '../../db/seeds/demo-days.ts';
import { CITY } from '../../db/seeds/demo-people.ts';
import { type DemoAccess, STORY_DAYS, seedDemo } from '../../db/seeds/seed-demo.ts';
import type { Engine } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { type Gate, openGate } from '../../src/gate/gate.ts';
import { addDays, civilDate, startOfDay } from '../../src/kernel/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { shippedPack } from '../support/gate.ts';
import { scratchFolder } from '../support/scratch.ts';

export interface ToldStory {
  readonly gate: Gate;
  readonly access: DemoAccess;
  readonly drop: () => Promise<void>;
}

/** The demo as it is told when it is started on a day. */
export async function tellStory(engine: Engine, today: string): Promise<ToldStory> {
  const fresh = await freshDatabaseUrl(engine);
  const day = civilDate(today);
  const clock = demoClock(addDays(day, -STORY_DAYS), () => startOfDay(addDays(day, 1)));
  const logger = pino({ level: 'error' });
  const dataDir = join(scratchFolder(), `genuine-gate-test-${randomUUID()}`);
  const config = loadConfig({ DATABASE_URL: fresh.url, GATE_DATA_DIR: dataDir, GATE_REGION: CITY.region });
  const gate = await openGate({ config, logger, clock: clock.now, isMigrated: true, pack: shippedPack() });
  const installerKey = gate.bootstrapKey.kind === 'made' ? gate.bootstrapKey.secret : '';
  const access = await seedDemo({ gate, clock, installerKey, today: day });
  return {
    ...{ gate, access },
    drop: async () => {
      await gate.close();
      await fresh.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}
