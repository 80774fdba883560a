import { selectRows, type Tx } from '../../db/index.ts';

/** A publisher of products, with how many of them there are. */
interface Publisher {
  readonly name: string;
  readonly products: number;
}

/** One page of publishers by name. */
export async function listPublishers(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Publisher[]> {
  const rows = await selectRows<Publisher>(
    tx,
    `select publisher as name, count(*) as products from products
     where publisher is not null and publisher > ? group by publisher order by publisher limit ?`,
    [after, limit],
  );
  return rows.map(({ name, products }) => ({ name, products: Number(products) }));
}
