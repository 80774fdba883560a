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
import { findFiguresOfUnits } from './find-figures-of-units.ts';
import { pieceSize } from './piece-size.ts';

type LaunchRequest = ActRequest<'launchCampaign'>;

/** So many units at most are written while others wait. */
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
  const body = {
    campaign: toCampaignBody(campaign.state, null),
    ...{ asked: units.length, units: units.slice(0, UNITS_SHOWN).map(toUnitBody) },
  };
  return { status: 200, etag: etagOf(campaign.logIndex), body };
}

const UNITS_SHOWN = 1_000;

/** What is to be done is read, and units are counted, before the head is taken that everybody waits for. */
async function* launchSteps(
  { db, clock, unitsAtOnce }: LaunchParts,
  asked: LaunchRequest,
  done: StepsDone | undefined,
): AsyncGenerator<ActStep<Governed>> {
  const plan = await inSnapshot(db, (tx) => planLaunch(tx, asked.actor, asked.params.id ?? ''));
  const size = pieceSize(unitsAtOnce);
  let askedBefore = plan.asked;
  let [from, isLast] = [0, false];
  while (!isLast) {
    const codes = plan.codes.slice(from, from + size.units());
    isLast = from + codes.length >= plan.codes.length;
    const counted = await inSnapshot(db, (tx) => countIfDue(tx, { plan, codes, clock }));
    const isFirst = done === undefined && from === 0;
    const piece = { asked, codes, counted, askedBefore, isFirst, isLast, inAll: plan.asked + plan.codes.length };
    let [written, takenAt] = [0, performance.now()];
    yield {
      isLast,
      take: async (entry) => {
        takenAt = performance.now();
        const taken = await takePiece(entry, piece);
        written = taken.asked;
        return { answer: taken.answer, keep: () => undefined };
      },
    };
    // Whoever asks for the next piece has committed this one.
    size.took(performance.now() - takenAt);
    askedBefore = written;
    from += codes.length;
  }
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
