import type { Gate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';
import { type CivilDate, dayOf } from '../../src/kernel/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { type DemoClock, type DemoDays, demoDays, yearOf } from './demo-days.ts';
import { type KeyName, PEOPLE } from './demo-people.ts';
import { type GateClient, gateClient } from './gate-client.ts';
import { playScenes } from './play-scenes.ts';
import type { Scene } from './scene.ts';
import { APPROVED_SCENES } from './scenes-approved.ts';
import { FULFILLED_SCENES } from './scenes-fulfilled.ts';
import { SCENES_REFERRED_FOR_DEALINGS } from './scenes-referred-for-dealings.ts';
import { SCENES_REFERRED_FOR_GOODS } from './scenes-referred-for-goods.ts';
import { REJECTED_SCENES } from './scenes-rejected.ts';
import { SCENES_WITH_HISTORY } from './scenes-with-history.ts';
import { type Secrets, seedEntitlements, seedPeople, seedReferenceData } from './seed-reference-data.ts';

export const SCENES: readonly Scene[] = [
  ...SCENES_WITH_HISTORY,
  ...APPROVED_SCENES,
  ...FULFILLED_SCENES,
  ...SCENES_REFERRED_FOR_GOODS,
  ...SCENES_REFERRED_FOR_DEALINGS,
  ...REJECTED_SCENES,
];

/** How many days before today the demo begins. */
export const STORY_DAYS = 170;

export interface DemoGate {
  readonly gate: Pick<Gate, 'app' | 'db' | 'queue'>;
  /** The gate's own clock, standing at the first day. */
  readonly clock: DemoClock;
  readonly installerKey: string;
  readonly today: CivilDate;
}

/** Tells the demo's story to a gate through its own HTTP interface, and answers the keys of everybody in it. */
export async function seedDemo({ gate, clock, installerKey, today }: DemoGate): Promise<Secrets> {
  const days = demoDays(today);
  const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  try {
    const installer = gateClient(url, installerKey);
    const { devices } = await seedReferenceData(installer, { days, years: yearsOf(days) });
    const secrets = await seedPeople(installer);
    const clients = clientsOf(url, secrets);
    const entitlements = await seedEntitlements({ installer, declaring: clients.auditOfficer }, days);
    const moveTo = async (day: CivilDate): Promise<void> => {
      if (day === dayOf(clock.now())) return;
      clock.moveTo(day);
      await sweepClearances({ ...gate, clock: clock.now, mayGoOn: async () => true });
    };
    const stage = { story: { days, entitlements, devices }, clients: { ...clients, installer }, moveTo };
    await playScenes(stage, SCENES);
    await moveTo(today);
    return secrets;
  } finally {
    await server.close();
  }
}

/** The story may begin in the year before. */
function yearsOf(days: DemoDays): readonly number[] {
  return [...new Set([yearOf(days.ago(STORY_DAYS)), yearOf(days.today)])];
}

function clientsOf(url: string, secrets: Secrets): Readonly<Record<KeyName, GateClient>> {
  const names = PEOPLE.flatMap(({ keys }) => keys.map(({ id }) => id));
  return Object.fromEntries(names.map((name) => [name, gateClient(url, secrets[name])])) as Record<KeyName, GateClient>;
}
