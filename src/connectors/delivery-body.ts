import type { components } from '../http/openapi.generated.ts';
import { type Delivery, FAILING_FROM } from './delivery.ts';
import { failuresIn, type Standing } from './standing.ts';

export function toDeliveryBody(delivery: Delivery): components['schemas']['Delivery'] {
  const { receiverId: _known, ...shown } = delivery;
  return shown;
}

export function toStandingBody(standing: Standing): components['schemas']['DeliveryState'] {
  const { receiverId: _known, ...cursor } = standing.cursor;
  return { ...cursor, isFailing: failuresIn(standing) >= FAILING_FROM, undelivered: [...standing.undelivered] };
}
