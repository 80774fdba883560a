import type { Schemas } from '../../client/operation.ts';

/** One line or plan item of an order as whoever signs reads it. */
export interface GoodsInWords {
  readonly key: string;
  readonly what: string;
  readonly count: number;
}

/** What an order buys: its lines, and the software of its plan that no line buys. */
export function goodsOf({ lines, softwarePlan }: Schemas['OrderSubmission']): readonly GoodsInWords[] {
  const bought = lines.map(({ line, description, brand, model, quantity }) => ({
    ...{ key: `line.${line}`, what: [description, brand, model].filter(Boolean).join(' '), count: quantity },
  }));
  const planned = (softwarePlan ?? []).flatMap((item, index) => {
    const { provision, orderLine = null, product, edition, version, seats } = item;
    if (provision !== 'new-purchase' || orderLine !== null || !seats) return [];
    const what = [product, edition, version].filter(Boolean).join(' ');
    return { key: `item.${item.item ?? index + 1}`, what, count: seats };
  });
  return [...bought, ...planned];
}
