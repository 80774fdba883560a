import type { components } from '../../http/openapi.generated.ts';
import { toUnitBody } from './campaign-body.ts';
import type { StandingParticipant } from './list-participants.ts';

type ParticipantBody = components['schemas']['Participant'];

export function toParticipantBody(unit: StandingParticipant): ParticipantBody {
  const { participant, filing, state, timeliness, isResubmissionOverdue, returns, basis, reasons } = unit;
  const { dueOn, extensions, coveredBy, excuse, joinedIndex } = participant;
  const excusing = extensions.filter(({ moves }) => !moves).at(-1);
  return {
    ...toUnitBody(participant),
    ...{ state, timeliness, dueOn, lateExcusedUntil: excusing?.dueOn ?? null },
    ...{ resubmitBy: filing?.resubmitBy ?? null, resubmissionOverdue: isResubmissionOverdue },
    ...{ firstFiledAt: filing?.firstFiledAt ?? null, filing: filing?.id ?? null, revision: filing?.revision ?? null },
    ...{ basis, returns, coveredBy, joinedAt: joinedIndex },
    excuse: excuse && { ...excuse, reason: reasons.excuse },
    extensions: extensions.map((extension, at) => ({ ...extension, reason: reasons.extensions[at] ?? null })),
  };
}
