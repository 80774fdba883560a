import type { components } from '../../src/http/openapi.generated.ts';
import type { CivilDate } from '../../src/kernel/index.ts';
import { AGENCY } from './demo-agencies.ts';
import { type DemoDays, yearOf } from './demo-days.ts';
import { filingNumber, lineCode } from './demo-money.ts';
import type { KeyName } from './demo-people.ts';
import { contractOf, deliveryOf, invoiceOf } from './fulfilment-parts.ts';
import type { GateClient } from './gate-client.ts';
import { type OrderDraft, type OrderSubmission, orderOf } from './order-parts.ts';
import type { Answer, Scene, SceneAct, Story } from './scene.ts';

type Schemas = components['schemas'];

export interface Stage {
  readonly story: Omit<Story, 'year'>;
  readonly clients: Readonly<Record<KeyName | 'installer', GateClient>>;
  /** Moves the clock, and ends what has lapsed by then. */
  readonly moveTo: (day: CivilDate) => Promise<void>;
}

/** An order that was sent: its id, and what was submitted at first. */
interface SentOrder {
  readonly id: string;
  readonly submitted: OrderSubmission;
}

interface Cue {
  readonly scene: Scene;
  readonly act: SceneAct;
}

/**
 * Plays all scenes in the order of their days, and refuses to go on when the gate answers otherwise than the story says.
 * Answers the ids of the orders by the numbers in their references.
 */
export async function playScenes(stage: Stage, scenes: readonly Scene[]): Promise<ReadonlyMap<string, string>> {
  const cues = scenes.flatMap((scene) => scene.acts.map((act): Cue => ({ scene, act })));
  const inTime = cues.toSorted((one, other) => other.act.ago - one.act.ago);
  const orders = new Map<Scene, SentOrder>();
  for (const cue of inTime) {
    await stage.moveTo(stage.story.days.ago(cue.act.ago));
    await perform(stage, cue, orders);
  }
  return new Map([...orders].map(([{ number }, { id }]) => [number, id]));
}

async function perform(stage: Stage, { scene, act }: Cue, orders: Map<Scene, SentOrder>): Promise<void> {
  const { story, clients } = stage;
  const scripted = { scene, day: story.days.ago(act.ago), year: firstYear(story.days, scene), story };
  const client = clients['by' in act && act.by ? act.by : (scene.by ?? 'mall')];
  const path = `/v1/orders/${orders.get(scene)?.id}`;
  switch (act.act) {
    case 'submit': {
      const submitted = bodyOf(scripted, act.wants);
      const { body } = await client.post<Schemas['DecidedOrder']>('/v1/orders', submitted);
      orders.set(scene, { id: body.order.id, submitted });
      return expectAnswer(scene, act.gives, body.decision);
    }
    case 'amend': {
      const amended = bodyOf(scripted, act.wants);
      const { body } = await client.post<Schemas['DecidedOrder']>(
        `${path}/amendments`,
        amended,
        await fresh(client, path),
      );
      return expectAnswer(scene, act.gives, body.decision);
    }
    case 'decide-again': {
      const { body } = await client.post<Schemas['DecidedOrder']>(`${path}/decisions`, {}, await fresh(client, path));
      return expectAnswer(scene, act.gives, body.decision);
    }
    case 'withdraw':
      await client.post(`${path}/withdrawal`, { reason: act.reason }, await fresh(client, path));
      return;
    case 'terminate':
      await client.post(`${path}/termination`, { reason: act.reason }, await fresh(client, path));
      return;
    case 'contract':
    case 'accept':
    case 'pay': {
      const [step, statement] = stepOf(act, scripted.day, orders.get(scene));
      const { body } = await client.post<DecisionAnswer>(`${path}/${step}`, statement, await fresh(client, path));
      return expectAnswer(scene, act.gives, body.decision);
    }
    case 'find-copies':
      return findCopies(client, { ...scripted, act });
    case 'add-money':
      return addMoney(clients.installer, { ...scripted, act });
  }
}

interface DatedScene {
  readonly scene: Scene;
  readonly day: CivilDate;
  readonly year: number;
  readonly story: Omit<Story, 'year'>;
}

function bodyOf({ scene, day, year, story }: DatedScene, wants: (story: Story) => OrderDraft): OrderSubmission {
  return orderOf({ agency: scene.agency, number: scene.number, day, year }, wants({ ...story, year }));
}

interface DecisionAnswer {
  readonly decision: Schemas['Decision'];
}

/** What follows an approval: the collection that it is posted to, and what is said there. */
function stepOf(
  act: Extract<SceneAct, { readonly act: 'contract' | 'accept' | 'pay' }>,
  day: CivilDate,
  placed: SentOrder | undefined,
): readonly [string, object] {
  if (!placed) throw new Error(`the demo is to ${act.act} an order that was not submitted`);
  switch (act.act) {
    case 'contract':
      return ['contract', contractOf(placed.submitted, day)];
    case 'accept':
      return ['acceptances', deliveryOf(placed.submitted, day, act.came)];
    case 'pay':
      return ['payments', invoiceOf(placed.submitted, day, act.paid)];
  }
}

/** Whoever changes a thing says which state of it they have read. */
async function fresh(client: GateClient, path: string): Promise<{ readonly 'If-Match': string }> {
  return { 'If-Match': (await client.get(path)).etag };
}

/** An amendment keeps the fiscal year of its order, also after the turn of the year. */
function firstYear(days: DemoDays, { acts }: Scene): number {
  return yearOf(days.ago(acts[0]?.ago ?? 0));
}

interface Survey extends DatedScene {
  readonly act: Extract<SceneAct, { readonly act: 'find-copies' }>;
}

async function findCopies(client: GateClient, { scene, act, day, story }: Survey): Promise<void> {
  const seen = { source: 'survey', seenFrom: day, seenLast: day };
  for (const deviceId of story.devices[act.on]) {
    await client.post('/v1/installations', { agencyCode: AGENCY[scene.agency].code, deviceId, ...act.copy, ...seen });
  }
}

interface MoreMoney extends DatedScene {
  readonly act: Extract<SceneAct, { readonly act: 'add-money' }>;
}

async function addMoney(installer: GateClient, { scene, act, day, year }: MoreMoney): Promise<void> {
  const { hardware, filing, reason } = act;
  await installer.post('/v1/budget-revisions', {
    budgetLine: lineCode(scene.agency, year, '31002'),
    direction: 'increase',
    amount: hardware,
    documentNumber: `荆财预〔${year}〕88号`,
    reason,
  });
  const path = `/v1/plan-filings/${filingNumber(scene.agency, year)}`;
  const event = { effectiveOn: day, reason, changes: { amount: filing } };
  await installer.post(`${path}/events`, event, await fresh(installer, path));
}

function expectAnswer({ agency, number }: Scene, wanted: Answer, decision: Schemas['Decision']): void {
  const found = [...decision.findings, ...decision.indeterminate].map(({ rule }) => rule);
  const rules = [...new Set(found)].sort();
  if (decision.outcome === wanted.outcome && rules.join() === wanted.rules.join()) return;
  const got = `${decision.outcome} ${rules.join(' ')}`;
  throw new Error(
    `the demo's order ${agency} ${number} was to be ${wanted.outcome} ${wanted.rules.join(' ')}, and is ${got}`,
  );
}
