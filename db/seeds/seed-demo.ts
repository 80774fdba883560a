import { retireBootstrap } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import type { Gate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';
import { type CivilDate, dayOf } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { type DemoClock, type DemoDays, demoDays, yearOf } from './demo-days.ts';
import { type DemoAccount, type KeyName, PEOPLE } from './demo-people.ts';
import { type GateClient, gateClient } from './gate-client.ts';
import { openCampaign, openEarlierCampaign, ROSTER_ASKED_AGO } from './open-campaign.ts';
import { openExamples } from './open-examples.ts';
import { playScenes, type Stage } from './play-scenes.ts';
import type { Scene } from './scene.ts';
import { APPROVED_SCENES } from './scenes-approved.ts';
import { FULFILLED_SCENES } from './scenes-fulfilled.ts';
import { SCENES_REFERRED_FOR_DEALINGS } from './scenes-referred-for-dealings.ts';
import { SCENES_REFERRED_FOR_GOODS } from './scenes-referred-for-goods.ts';
import { REJECTED_SCENES } from './scenes-rejected.ts';
import { SCENES_WITH_HISTORY } from './scenes-with-history.ts';
import { seedPasswords } from './seed-passwords.ts';
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
  readonly gate: Pick<Gate, 'app' | 'db' | 'deps' | 'queue'>;
  /** The gate's own clock, standing at the first day. */
  readonly clock: DemoClock;
  readonly installerKey: string;
  readonly today: CivilDate;
}

/** How people come in: the keys of the story, and whoever signs in. */
export interface DemoAccess {
  readonly keys: Secrets;
  readonly people: readonly DemoAccount[];
}

/** Tells the demo's story, and leaves a gate that anybody can try: with passwords, something of everything to do, and set-up ended. */
export function seedDemo(demo: DemoGate): Promise<DemoAccess> {
  return served(demo, async (url) => {
    const { keys, stage, orders } = await tell(demo, url, [
      { ago: ROSTER_ASKED_AGO, happens: ({ clients, story }) => openEarlierCampaign({ clients, days: story.days }) },
    ]);
    const { clients, story } = stage;
    await openExamples({ clients, days: story.days, orders });
    await openCampaign({ clients, days: story.days });
    const people = await seedPasswords(clients.installer, gateClient(url));
    const { gate } = demo;
    await inTransaction(gate.db, (tx) => governed(tx, gate.deps, (entry) => retireBootstrap(entry, null)));
    return { keys, people };
  });
}

/** Tells the demo's story to a gate through its own HTTP interface, which stays in set-up mode. Answers the keys of everybody in it. */
export function seedStory(demo: DemoGate): Promise<Secrets> {
  return served(demo, async (url) => (await tell(demo, url, [])).keys);
}

async function served<T>({ gate }: DemoGate, use: (url: string) => Promise<T>): Promise<T> {
  const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
  try {
    return await use(`http://127.0.0.1:${server.port}`);
  } finally {
    await server.close();
  }
}

interface ToldStory {
  readonly keys: Secrets;
  readonly stage: Stage;
  readonly orders: ReadonlyMap<string, string>;
}

/** What happens on a day of the story beside its orders. */
interface StoryEvent {
  readonly ago: number;
  readonly happens: (stage: Stage) => Promise<void>;
}

async function tell(
  { gate, clock, installerKey, today }: DemoGate,
  url: string,
  events: readonly StoryEvent[],
): Promise<ToldStory> {
  const days = demoDays(today);
  const installer = gateClient(url, installerKey);
  const { devices } = await seedReferenceData(installer, { days, years: yearsOf(days) });
  const keys = await seedPeople(installer);
  const clients = { ...clientsOf(url, keys), installer };
  const entitlements = await seedEntitlements({ installer, declaring: clients.auditOfficer }, days);
  const goTo = async (day: CivilDate): Promise<void> => {
    if (day === dayOf(clock.now())) return;
    clock.moveTo(day);
    await sweepClearances({ ...gate, clock: clock.now, mayGoOn: async () => true });
  };
  const waiting = [...events];
  const moveTo = async (day: CivilDate): Promise<void> => {
    for (let [next] = waiting; next && days.ago(next.ago) <= day; [next] = waiting) {
      waiting.shift();
      await goTo(days.ago(next.ago));
      await next.happens(stage);
    }
    await goTo(day);
  };
  const stage: Stage = { story: { days, entitlements, devices }, clients, moveTo };
  const orders = await playScenes(stage, SCENES);
  await moveTo(today);
  return { keys, stage, orders };
}

/** The story may begin in the year before. */
function yearsOf(days: DemoDays): readonly number[] {
  return [...new Set([yearOf(days.ago(STORY_DAYS)), yearOf(days.today)])];
}

function clientsOf(url: string, secrets: Secrets): Readonly<Record<KeyName, GateClient>> {
  const names = PEOPLE.flatMap(({ keys }) => keys.map(({ id }) => id));
  return Object.fromEntries(names.map((name) => [name, gateClient(url, secrets[name])])) as Record<KeyName, GateClient>;
}
