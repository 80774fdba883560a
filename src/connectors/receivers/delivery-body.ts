import type { components } from '../../http/openapi.generated.ts';
import { type Delivery, FAILING_FROM } from './delivery.ts';
import { failuresIn, type ReceiverProgress } from './receiver-progress.ts';

export function toDeliveryBody(delivery: Delivery): components['schemas']['Delivery'] {
  const { receiverId: _known, ...shown } = delivery;
  return shown;
}

export function toProgressBody(standing: ReceiverProgress): components['schemas']['DeliveryState'] {
  const { receiverId: _known, ...cursor } = standing.cursor;
  // What a leaf is about is for those who may read the log; an administrator of connections needs to know only which one.
  const undelivered = standing.undelivered.map(({ subject: _about, ...leaf }) => leaf);
  return { ...cursor, isFailing: failuresIn(standing) >= FAILING_FROM, undelivered };
}
