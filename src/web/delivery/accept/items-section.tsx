import { Button } from 'antd';
import type { ReactNode } from 'react';
import { FormField } from '../../form/form-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAccepting } from './accept-context.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import type { ContractedGoods, ContractedItem } from './contracted.ts';
import { blankItem, type ItemRow } from './delivery-draft.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';
import { Looks } from './looks.tsx';
import { ProofFields } from './proof-fields.tsx';

/** Licences that came, item by item of the plan. */
export function ItemsSection(): ReactNode {
  const words = useWords(DELIVERY_WORDS).items;
  const { contracted } = useAccepting();
  const open = contracted.items.filter(({ outstanding }) => outstanding > 0);
  if (open.length === 0) return null;
  return (
    <section>
      <h2>{words.title}</h2>
      {open.map((item) => (
        <Item key={item.item} of={item} />
      ))}
    </section>
  );
}

function Item({ of }: { readonly of: ContractedItem }): ReactNode {
  const words = useWords(DELIVERY_WORDS).items;
  const faults = useWords(ACCEPT_WORDS).faults;
  const { agencyCode, draft, change, built, isChecked } = useAccepting();
  const { item, outstanding } = of;
  const row = draft.items.find((one) => one.item === item) ?? blankItem(item, agencyCode);
  const set = (changed: Partial<ItemRow>): void =>
    change((before) => {
      const rest = before.items.filter((one) => one.item !== item);
      return { ...before, items: [...rest, { ...row, ...changed }].sort((a, b) => Number(a.item) - Number(b.item)) };
    });
  const fault = (name: string): string | undefined => {
    const found = isChecked ? built.faults.get(`item.${item}.${name}`) : undefined;
    return found && faults[found];
  };
  const field = (name: 'seats' | 'licensee' | 'product' | 'edition' | 'version') => ({
    ...{ name: `item.${item}.${name}`, label: words[name], value: row[name], error: fault(name) },
    onChange: (value: string) => set({ [name]: value }),
  });
  return (
    <fieldset className="alike">
      <legend>{words.of(Number(item), of.what)}</legend>
      <div className="acts">
        <span>{words.stands(of.ordered, of.accepted, outstanding)}</span>
        {of.deliverBy !== null && <span className="secondary">{words.dueOn(of.deliverBy)}</span>}
        <Button onClick={() => set({ seats: String(outstanding) })}>{words.all(outstanding)}</Button>
        {JSON.stringify(row) !== JSON.stringify(blankItem(item, agencyCode)) && (
          <button
            type="button"
            className="plain-button"
            aria-label={words.clearOf(Number(item))}
            onClick={() => set(blankItem(item, agencyCode))}
          >
            {words.clear}
          </button>
        )}
      </div>
      <div className="alike-fields">
        <FormField {...field('seats')} inputMode="numeric" />
        <FormField {...field('licensee')} />
        <ProofFields
          {...{ name: `item.${item}.proof`, agencyCode, proof: row.proof, error: fault('proof') }}
          onChange={(proof) => set({ proof })}
        />
      </div>
      <details>
        <summary>{words.otherwise}</summary>
        <p className="secondary">{words.asContracted}</p>
        <div className="alike-fields">
          <FormField {...field('product')} />
          <FormField {...field('edition')} />
          <FormField {...field('version')} />
        </div>
      </details>
      <Looks of={[of]} />
    </fieldset>
  );
}

/** Goods that nobody numbers, by how many came. */
export function GoodsSection(): ReactNode {
  const words = useWords(DELIVERY_WORDS).goods;
  const { contracted } = useAccepting();
  const open = contracted.goods.filter(({ outstanding }) => outstanding > 0);
  if (open.length === 0) return null;
  return (
    <section>
      <h2>{words.title}</h2>
      {open.map((line) => (
        <Goods key={line.line} of={line} />
      ))}
    </section>
  );
}

function Goods({ of }: { readonly of: ContractedGoods }): ReactNode {
  const words = useWords(DELIVERY_WORDS).goods;
  const faults = useWords(ACCEPT_WORDS).faults;
  const { draft, change, built, isChecked } = useAccepting();
  const { line } = of;
  const found = isChecked ? built.faults.get(`goods.${line}`) : undefined;
  return (
    <fieldset className="alike">
      <legend>{words.of(Number(line), of.what)}</legend>
      <div className="alike-fields">
        <FormField
          {...{ name: `goods.${line}`, label: words.quantity, inputMode: 'numeric', error: found && faults[found] }}
          help={words.stands(of.ordered, of.accepted, of.outstanding)}
          value={draft.goods.find((one) => one.line === line)?.quantity ?? ''}
          onChange={(quantity) =>
            change((before) => ({
              ...before,
              goods: [...before.goods.filter((one) => one.line !== line), { line, quantity }],
            }))
          }
        />
      </div>
      <Looks of={[of]} />
    </fieldset>
  );
}
