import {
  MASK,
  type RecordedDelivery,
  seesTexts,
  toFindingBody,
  toIndeterminateBody,
  toRegisterBody,
} from '../../../decisions/index.ts';
import type { components } from '../../../http/openapi.generated.ts';
import type { Actor } from '../../../kernel/index.ts';
import { summarize } from '../../../rules/index.ts';
import type { Acceptance } from '../acceptances-repository.ts';
import type { AcceptancePreview } from './preview-acceptance.ts';

type Schemas = components['schemas'];

/** Whose order it is, and who reads it: serials of a classified one are for its agency alone. */
export interface AcceptanceReader {
  readonly isClassified: boolean;
  readonly reader: Actor;
}

export function toAcceptanceBody(acceptance: Acceptance, reading: AcceptanceReader): Schemas['Acceptance'] {
  const { id, orderId, sequence, acceptedOn, decisionId, devices, items } = acceptance;
  return {
    ...{ id, orderId, sequence, acceptedOn, decisionId },
    devices: devices.map(({ returnedOn, ...device }) => ({ ...toDeviceBody(device, reading), returnedOn })),
    items: items.map(toItemBody),
    goods: [...acceptance.goods],
  };
}

type Device = RecordedDelivery['devices'][number];

function toDeviceBody(device: Device, { isClassified, reader }: AcceptanceReader): Schemas['DeviceOutcome'] {
  const { pointer, line, deviceId, because } = device;
  const serial = isClassified && !seesTexts(reader) ? MASK : device.serial;
  return {
    ...{ pointer, line, serial, deviceId, returnedOn: null },
    matched: deviceId !== null,
    differences: [...because],
  };
}

function toItemBody(item: RecordedDelivery['items'][number]): Schemas['ItemOutcome'] {
  const { because, ...counts } = item;
  return { ...counts, differences: [...because] };
}

/** What would be decided and registered; nothing has an identifier yet. */
export function toPlannedBody(
  { judged, plan, ruleSet }: AcceptancePreview,
  reader: Actor,
): Schemas['PlannedAcceptance'] {
  const { judgement, known } = judged;
  const reading = { isClassified: known.order.isClassified, reader };
  const { devices, items, goods } = plan.recorded;
  return {
    decision: {
      ...{ id: null, orderId: null, stage: 'acceptance', outcome: judgement.outcome },
      ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
      findings: judgement.findings.map((finding) => toFindingBody(finding, ruleSet)),
      indeterminate: judgement.indeterminate.map((entry) => toIndeterminateBody(entry, ruleSet)),
      rules: { ...summarize(judgement.results) },
      budget: [],
      register: toRegisterBody({ holds: [], undertakings: [] }),
    },
    devices: devices.map((device) => ({ ...toDeviceBody(device, reading), deviceId: null })),
    items: items.map((item) => ({ ...toItemBody(item), entitlementId: null })),
    goods: [...goods],
    state: plan.state,
  };
}
