import type { OrderSubmission } from '../../facts/index.ts';
import { hiddenCharacterIn, Refusal, type RefusedField, text } from '../../kernel/index.ts';

/** A text by which people know an order, its supplier or its goods, and where it stands. */
interface NamedPlace {
  readonly pointer: string;
  readonly value: string | null | undefined;
}

/**
 * Refuses names and descriptions with characters that nobody sees: twins, words for machines and people would take two
 * that look alike for two.
 */
export function refusalOfHiddenCharacters(body: OrderSubmission): Refusal | undefined {
  return refusalOf([
    { pointer: '/planFilingNumber', value: body.planFilingNumber },
    { pointer: '/supplier/name', value: body.supplier?.name },
    ...body.lines.flatMap((line, at) => [
      // A cell of a sheet may have ends of lines.
      { pointer: `/lines/${at}/description`, value: line.description?.replaceAll(/[\t\r\n]/g, ' ') },
      { pointer: `/lines/${at}/brand`, value: line.brand },
      { pointer: `/lines/${at}/model`, value: line.model },
    ]),
    ...(body.softwarePlan ?? []).map(({ product }, at) => ({ pointer: `/softwarePlan/${at}/product`, value: product })),
  ]);
}

/** The same of the reference of a new order; one that is there keeps its own. */
export function refusalOfHiddenReference({ reference }: Pick<OrderSubmission, 'reference'>): Refusal | undefined {
  return refusalOf([{ pointer: '/reference', value: reference }]);
}

function refusalOf(places: readonly NamedPlace[]): Refusal | undefined {
  const errors = places.flatMap(({ pointer, value }): RefusedField[] => {
    const message = value ? hiddenCharacterIn(value) : undefined;
    return message ? [{ pointer, message }] : [];
  });
  if (errors.length === 0) return undefined;
  const names = errors.map(({ pointer }) => pointer.slice(1)).join(', ');
  const says = text(`以下字段含有不可见字符：${names}。`, `These have characters that nobody sees: ${names}.`);
  return new Refusal('unprocessable', 'order.hidden_character', says, errors);
}
