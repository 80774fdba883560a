import { MASK, seesTexts } from '../../../decisions/index.ts';
import type { components } from '../../../http/openapi.generated.ts';
import type { Actor } from '../../../kernel/index.ts';
import type { ReturnedHoldings } from '../../../register/index.ts';
import type { OrderReturn } from './returns-repository.ts';

type Schemas = components['schemas'];

/** Machines that go back: the contract's body, already validated. */
export type ReturnStatement = Schemas['OrderReturnRequest'];

export interface ShownReturn {
  readonly returned: OrderReturn;
  readonly holdings: ReturnedHoldings;
  readonly order: Schemas['Order'];
}

export function toReturnBody({ returned, holdings, order }: ShownReturn, reader: Actor): Schemas['OrderReturn'] {
  const { id, returnedOn, devices } = returned;
  const isMasked = order.classified && !seesTexts(reader);
  return {
    ...{ id, order, returnedOn },
    devices: devices.map(({ line, serial, deviceId }) => ({
      ...{ line, serial: isMasked ? MASK : serial, deviceId },
      endedEntitlements: [...(holdings.ended.get(deviceId) ?? [])],
      freedSeats: [...(holdings.freed.get(deviceId) ?? [])],
    })),
  };
}
