import { hasBookableAmounts, type OrderSubmission, placeOfLargestAmount } from '../../facts/index.ts';
import { type Actor, Refusal, type RefusedField, reaches, text } from '../../kernel/index.ts';
import { sentFileKey } from '../../register/index.ts';
import type { Books } from '../batch/books.ts';
import { refusalOfHiddenCharacters } from './hidden-characters.ts';
import { citationsOf } from './order-citations.ts';
import { refusalOfLeaseMonths, refusalOfPricedLines } from './priced-lines.ts';
import { refusalOfTypedMasks } from './typed-masks.ts';

/**
 * What a schema cannot see and no rule judges: an agency outside the caller's grant, and devices, entitlements or files
 * that do not exist or are another agency's. Refused before anything is decided; unknown and foreign get the same answer.
 */
export function validateSubmission(
  { books }: { readonly books: Books },
  actor: Actor,
  body: OrderSubmission,
): Refusal | undefined {
  const unreached =
    refusalOfAgency({ books }, actor, body) ?? refusalOfHiddenCharacters(body) ?? refusalOfTypedMasks(body);
  if (unreached) return unreached;
  if (!hasBookableAmounts(body)) {
    const says = text('金额超出可记账的范围。', 'The amounts are larger than any budget could hold.');
    const errors = [{ pointer: placeOfLargestAmount(body), message: '' }];
    return new Refusal('unprocessable', 'order.amount_too_large', says, errors);
  }
  const mispriced = refusalOfPricedLines(body) ?? refusalOfLeaseMonths(body);
  if (mispriced) return mispriced;
  const errors = [...foreignDevices(books, body), ...foreignEntitlements(books, body)];
  if (errors.length === 0) return refusalOfFiles(books, body);
  const says = text(
    '订单引用了不存在或不属于本单位的资产。',
    'The order names devices or entitlements that the agency does not have.',
  );
  return new Refusal('unprocessable', 'order.unknown_asset', says, errors);
}

/** A reviewer who opens the scan of an approval must find it. */
function refusalOfFiles(books: Books, body: OrderSubmission): Refusal | undefined {
  const says = text('该单位没有上传过此证明文件。', 'The agency has sent no such evidence file.');
  const errors = citationsOf(body).files.places.flatMap(({ pointer, id }) =>
    books.files.has(sentFileKey(body.agencyCode, id)) ? [] : [{ pointer, message: says }],
  );
  return errors.length === 0 ? undefined : new Refusal('unprocessable', 'evidence.file', says, errors);
}

/** An agency outside the caller's grant looks like none. */
export function refusalOfAgency(
  { books }: { readonly books: Books },
  { grant }: Actor,
  { agencyCode }: Pick<OrderSubmission, 'agencyCode'>,
): Refusal | undefined {
  const agency = books.agencies.get(agencyCode);
  if (agency && reaches(grant, agency)) return undefined;
  const says = text('没有这个单位。', 'There is no such agency.');
  return new Refusal('not_found', 'agency.not_found', says, [{ pointer: '/agencyCode', message: '' }]);
}

function foreignDevices(books: Books, body: OrderSubmission): readonly RefusedField[] {
  return citationsOf(body).devices.places.flatMap(({ pointer, id }) => {
    if (books.devices.get(id)?.agencyCode === body.agencyCode) return [];
    const message = text(`本单位没有编号为 ${id} 的设备。`, `The agency has no device with the id ${id}.`);
    return [{ pointer, message }];
  });
}

function foreignEntitlements(books: Books, body: OrderSubmission): readonly RefusedField[] {
  return citationsOf(body).entitlements.places.flatMap(({ pointer, id }) => {
    if (books.entitlements.get(id)?.agencyCode === body.agencyCode) return [];
    const message = text(`本单位没有编号为 ${id} 的授权。`, `The agency has no entitlement with the id ${id}.`);
    return [{ pointer, message }];
  });
}
