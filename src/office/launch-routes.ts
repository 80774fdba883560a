import type { ActRequest, ActStep, AnyAnswer, SignedActs, StepsDone } from '../access/index.ts';
import {
  askUnits,
  beginLaunch,
  type CampaignRecord,
  type CountedFiguresOfUnits,
  endLaunch,
  getFormToLaunch,
  getOwnCampaign,
  getStartedCampaign,
  type LaunchPlan,
  launchedBody,
  listAsked,
  listLaunchNotes,
  planLaunch,
  previewLaunch,
  regionOf,
  requireAskable,
  toCampaignBody,
  toUnitBody,
  writeFigures,
} from '../campaigns/index.ts';
import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { etagOf, refuseStale } from '../http/etag.ts';
import { type Clock, dayOf } from '../kernel/index.ts';
import type { Governed, GovernedDeps } from '../log/index.ts';
import { COUNTED_AT_ONCE, findFiguresOfUnits } from './find-figures-of-units.ts';
import { type PieceSize, pieceSize } from './piece-size.ts';

type LaunchRequest = ActRequest<'launchCampaign'>;

/** So many units are written at least while others wait, and at most. */
const UNITS_MIN = 10;
const UNITS_AT_ONCE = 100;

interface LaunchParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly unitsAtOnce: number;
}

/**
 * A campaign is launched by two people of its office, and with it what the gate knows of each unit is counted. Many units
 * are written in pieces, each in a transaction of its own; the last one opens the campaign, and nobody is asked before.
 */
export function launchActs(
  { db, clock }: GovernedDeps & { readonly db: Database },
  unitsAtOnce = UNITS_AT_ONCE,
): SignedActs {
  return {
    launchCampaign: {
      reach: 'stated',
      gives: async (tx, { actor, params }) => [regionOf(await getOwnCampaign(tx, actor, params.id ?? ''))],
      check: async () => undefined,
      steps: (asked, done) => launchSteps({ db, clock, unitsAtOnce }, asked, done),
      trial: async function* (asked) {
        const take = async (tx: Tx) => ({ answer: await previewAnswer(tx, asked, clock), keep: () => undefined });
        yield { isLast: true, take };
      },
    },
  };
}

async function previewAnswer(tx: Tx, { actor, params, ifMatch }: LaunchRequest, clock: Clock): Promise<AnyAnswer> {
  const campaign = await getOwnCampaign(tx, actor, params.id ?? '');
  if (ifMatch !== undefined) refuseStale(ifMatch, campaign.logIndex);
  previewLaunch(campaign, dayOf(clock()));
  await getFormToLaunch(tx, campaign.state);
  const units = await listAsked(tx, actor, campaign.state);
  const notes = await listLaunchNotes(tx, campaign, clock());
  const body = {
    campaign: toCampaignBody(campaign.state, null),
    ...{ asked: units.length, units: units.slice(0, UNITS_SHOWN).map(toUnitBody) },
    notes: [...notes],
  };
  return { status: 200, etag: etagOf(campaign.logIndex), body };
}

const UNITS_SHOWN = 1_000;

/**
 * What is to be done is read, and units are counted, before the head is taken that everybody waits for. Of a launch in pieces
 * the signature begins it, and nothing else; and the last step only opens the campaign.
 */
async function* launchSteps(
  { db, clock, unitsAtOnce }: LaunchParts,
  asked: LaunchRequest,
  done: StepsDone | undefined,
): AsyncGenerator<ActStep<Governed>> {
  const plan = await inSnapshot(db, (tx) => planLaunch(tx, asked.actor, asked.params.id ?? ''));
  const count = (codes: readonly string[]) => inSnapshot(db, (tx) => countIfDue(tx, { plan, codes, clock }));
  const size = pieceSize({ unitsMin: UNITS_MIN, unitsMax: unitsAtOnce });
  const { codes } = plan;
  const launching = { asked, inAll: plan.asked + codes.length, before: plan.asked };
  if (done === undefined && codes.length <= size.units()) {
    const whole = { codes, counted: await count(codes), isFirst: true, isLast: true };
    yield stepOf(launching, size, whole);
    return;
  }
  if (done === undefined) yield stepOf(launching, size, { ...NOBODY, isFirst: true });
  for (let from = 0; from < codes.length; ) {
    const some = codes.slice(from, from + Math.max(COUNTED_AT_ONCE, size.units()));
    const counted = await count(some);
    from += some.length;
    for (let at = 0; at < some.length; ) {
      const written = some.slice(at, at + size.units());
      at += written.length;
      yield stepOf(launching, size, { ...NOBODY, codes: written, counted });
    }
  }
  yield stepOf(launching, size, { ...NOBODY, isLast: true });
}

const NOBODY = { codes: [], counted: undefined, isFirst: false, isLast: false };

interface Launching {
  readonly asked: LaunchRequest;
  readonly inAll: number;
  /** How many units the steps before have asked. */
  before: number;
}

/** Whoever asks for the next step has committed this one, or goes on where it has not run. */
function stepOf(
  launching: Launching,
  size: PieceSize,
  piece: Pick<LaunchPiece, 'codes' | 'counted' | 'isFirst' | 'isLast'>,
): ActStep<Governed> {
  const { asked, inAll, before: askedBefore } = launching;
  return {
    isLast: piece.isLast,
    take: async (entry) => {
      const takenAt = performance.now();
      const taken = await takePiece(entry, { ...piece, asked, inAll, askedBefore });
      return {
        answer: taken.answer,
        keep: () => {
          launching.before = taken.asked;
          if (piece.codes.length > 0) size.took(performance.now() - takenAt);
        },
      };
    },
  };
}

interface PieceToCount {
  readonly plan: LaunchPlan;
  readonly codes: readonly string[];
  readonly clock: Clock;
}

/** Of a day that comes units are counted once it is over. What cannot be launched is not counted either. */
async function countIfDue(tx: Tx, { plan, codes, clock }: PieceToCount): Promise<CountedFiguresOfUnits | undefined> {
  const { campaign } = plan;
  const at = clock();
  if (!campaign || codes.length === 0 || campaign.state.asOfOn > dayOf(at)) return undefined;
  return findFiguresOfUnits(tx, { campaign, agencyCodes: codes, at });
}

interface LaunchPiece {
  readonly asked: LaunchRequest;
  readonly codes: readonly string[];
  readonly counted: CountedFiguresOfUnits | undefined;
  readonly askedBefore: number;
  readonly inAll: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface TakenPiece {
  /** With the pieces before it. */
  readonly asked: number;
  readonly answer: AnyAnswer;
}

async function takePiece(entry: Governed, piece: LaunchPiece): Promise<TakenPiece> {
  const { actor, body } = piece.asked;
  const launch = { campaign: await campaignFor(entry, piece), actor, reason: body.reason };
  const participants = await askUnits(entry, { ...launch, codes: piece.codes });
  await writeCounted(entry, launch.campaign, { counted: piece.counted, participants });
  const asked = piece.askedBefore + participants.length;
  // A launch that has begun comes to its end.
  if (piece.isFirst) requireAskable(piece.isLast ? asked : piece.inAll);
  if (!piece.isLast) return { asked, answer: { status: 200, body: { asked, inAll: piece.inAll } } };
  const campaign = await endLaunch(entry, { ...launch, asked });
  // Of a long launch the units are listed where they stand.
  const units = piece.isFirst ? { units: participants.slice(0, UNITS_SHOWN).map(toUnitBody) } : {};
  const told = { campaign: await launchedBody(entry.tx, campaign, asked), asked, ...units };
  return { asked, answer: { status: 200, etag: etagOf(campaign.logIndex), body: told } };
}

async function campaignFor(entry: Governed, { asked, isFirst, isLast }: LaunchPiece): Promise<CampaignRecord> {
  const { actor, params, body, ifMatch } = asked;
  if (!isFirst) return getStartedCampaign(entry.tx, params.id ?? '');
  const campaign = await getOwnCampaign(entry.tx, actor, params.id ?? '');
  if (ifMatch !== undefined) refuseStale(ifMatch, campaign.logIndex);
  previewLaunch(campaign, entry.on);
  await getFormToLaunch(entry.tx, campaign.state);
  return isLast ? campaign : beginLaunch(entry, { campaign, actor, reason: body.reason });
}

/** Of those who are asked, and of nobody else. */
async function writeCounted(
  entry: Governed,
  { key }: CampaignRecord,
  {
    counted,
    participants,
  }: {
    readonly counted: CountedFiguresOfUnits | undefined;
    readonly participants: readonly { readonly agencyCode: string }[];
  },
): Promise<void> {
  if (!counted) return;
  const figures = participants.flatMap(({ agencyCode }) => {
    const own = counted.figures.get(agencyCode);
    return own ? [[agencyCode, own] as const] : [];
  });
  if (figures.length > 0) await writeFigures(entry, key, { asOf: counted.asOf, figures: new Map(figures) });
}
