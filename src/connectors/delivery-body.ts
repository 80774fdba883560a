import type { components } from '../http/openapi.generated.ts';
import { type Delivery, type DeliveryCursor, FAILING_FROM } from './delivery.ts';

export function toDeliveryBody(delivery: Delivery): components['schemas']['Delivery'] {
  const { receiverId: _known, ...shown } = delivery;
  return shown;
}

export function toCursorBody(cursor: DeliveryCursor | undefined): components['schemas']['DeliveryState'] {
  if (!cursor) throw new Error('a receiver without a cursor');
  const { nextIndex, failures, failingSince, nextAttemptAt, deliveredAt } = cursor;
  return { nextIndex, failures, isFailing: failures >= FAILING_FROM, failingSince, nextAttemptAt, deliveredAt };
}
