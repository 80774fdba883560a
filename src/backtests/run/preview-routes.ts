import type { TakeStepsFor } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { waitingCallerOf } from '../../http/apart/waiting-caller.ts';
import type { BodyOf, Handler } from '../../http/operation.ts';
import { type Actor, type CivilDate, civilDate } from '../../kernel/index.ts';
import type { TriedParameter } from '../../rules/index.ts';
import type { BacktestQuestion } from '../backtest.ts';
import { LONG_AGO, PREVIEW_POLICY_CHANGE } from './preview-step.ts';

export interface PreviewDeps {
  readonly takeStepsFor: TakeStepsFor;
  readonly build: string;
}

/** What another value of a parameter would have changed, tried apart while its caller waits. */
export function previewHandler({ takeStepsFor, build }: PreviewDeps): Handler<'previewPolicyChange'> {
  return async (req, res) => {
    const { body } = req;
    const { levels = null } = body;
    const tried = { name: body.parameter, jurisdiction: body.jurisdiction, levels, value: body.value };
    const wish = { question: questionIn(body, actorOf(req)), parameter: tried as TriedParameter, build };
    const preview = await takeStepsFor(waitingCallerOf(req), (takeStep) => takeStep(PREVIEW_POLICY_CHANGE, wish));
    res.status(200).json(preview);
  };
}

function questionIn({ from, until }: BodyOf<'previewPolicyChange'>, { grant }: Actor): BacktestQuestion {
  const days = { from: civilDate(from), until: civilDate(until) as CivilDate, asIfOn: LONG_AGO };
  return { ...days, stages: ['submission'], agencyCode: null, reach: grant, facts: 'recorded' };
}
