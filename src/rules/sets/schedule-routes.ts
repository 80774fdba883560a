import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ActRequest,
  claimantOf,
  governRecorded,
  requireDone,
  type SignatureSlot,
  type SignedActs,
} from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type TakeStepsFor } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { statedInstant } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { differRefusal, findDisagreement } from '../evaluate/compare-evaluators.ts';
import type { Screening } from '../evaluate/evaluate.ts';
import { confirmRuleSet } from './confirm-rule-set.ts';
import { getRuleSet } from './find-rule-set.ts';
import { ruleSetFromStored } from './rule-set.ts';
import { toSummaryBody } from './rule-set-body.ts';
import { ownDraft } from './rule-set-refusals.ts';
import { scheduleRuleSet } from './schedule-rule-set.ts';
import { WORDS_OF_SCHEDULE } from './schedule-words-step.ts';

type ScheduleRequest = ActRequest<'scheduleRuleSet'>;

/** What the act needs besides: the closures that would decide by the set. */
export interface SchedulingDeps {
  readonly db: Database;
  readonly closures: Screening;
  readonly takeStepsFor: TakeStepsFor;
}

/** Scheduling a rule set, which always takes two people beside whoever proposes it; in an emergency one. */
export function scheduleActs({ db, closures, takeStepsFor }: SchedulingDeps): SignedActs {
  const compare = comparing(db, closures);
  return {
    scheduleRuleSet: {
      reach: 'gate',
      check: ({ params }) => compare(Number(params.number)),
      slots: async (_tx, { body }) => slotsOf(body),
      words: (asked, caller) => {
        const { number, at, backtest, emergencyReason } = toRuleSetSchedule(asked);
        const toWord = { number, at, backtest, emergencyReason };
        return takeStepsFor(caller, (takeStep) => takeStep(WORDS_OF_SCHEDULE, toWord));
      },
      barsSigner: async (tx, { params }, signer) => {
        const { author } = await getRuleSet(tx, Number(params.number));
        return author !== null && author === signer.personId ? ownDraft() : undefined;
      },
      act: async (entry, asked) => {
        const stored = await scheduleRuleSet(entry, toRuleSetSchedule(asked));
        return { status: 200, body: toSummaryBody(stored) };
      },
    },
  };
}

const OF_AUDIT: SignatureSlot = ['audit'];

function slotsOf({ emergency }: ScheduleRequest['body']): readonly SignatureSlot[] {
  return emergency ? [OF_AUDIT] : [OF_AUDIT, ['audit', 'finance', 'legalization-office']];
}

function toRuleSetSchedule({ actor, params, body, signers = [] }: ScheduleRequest) {
  const { at, digest, reviewDigest, backtest = null, emergency } = body;
  return {
    number: Number(params.number),
    at: at ? statedInstant(at) : null,
    ...{ digest, reviewDigest, backtest, actor },
    emergencyReason: emergency?.reason ?? null,
    signers: signers.map(({ personId }) => personId),
  };
}

/** By digest: a set never changes, so where its evaluators agreed they are not compared again. */
const agreedSets = new WeakMap<Screening, Set<string>>();

/** Before the head is taken, since it takes a second or two. */
function comparing(db: Database, closures: Screening): (number: number) => Promise<void> {
  const agreed = agreedSets.get(closures) ?? new Set<string>();
  agreedSets.set(closures, agreed);
  return async (number) => {
    const { digest, content } = await inSnapshot(db, (tx) => getRuleSet(tx, number));
    if (agreed.has(digest)) return;
    const { compiled } = ruleSetFromStored(digest, content);
    const found = await findDisagreement(compiled, closures, { pause: () => nextTurn() });
    if (found) throw differRefusal(found);
    agreed.add(digest);
  };
}

/** Standing by what came into force in an emergency. */
export function scheduleRoutes(db: Database, deps: GovernedDeps): Handlers {
  const confirm: Handler<'confirmRuleSet'> = async (req, res) => {
    const confirming = { number: req.params.number, digest: req.body.digest, actor: actorOf(req) };
    const act = (entry: Governed) => confirmRuleSet(entry, confirming);
    const done = await inTransaction(db, (tx) => governRecorded(tx, deps, { claimants: claimantOf(req), act }));
    res.status(200).json(toSummaryBody(requireDone(req, done)));
  };

  return { confirmRuleSet: confirm };
}
