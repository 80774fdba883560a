import type { ReactNode } from 'react';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { fenOf, yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { readMoney } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { CHOICE_WORDS } from '../workspace/body/choice-words.ts';
import { isShared } from './contract-body.ts';
import type { ContractPart, OpenName } from './contract-parts.ts';
import { CONTRACT_WORDS } from './contract-words.ts';
import { type TypedFieldsProps, type TypedPart, typedPart, withPart } from './typed-contract.ts';

type ContractPricesProps = TypedFieldsProps & { readonly parts: readonly ContractPart[] };

/** What the contract costs line by line and item by item, and what a tender has left open. */
export function ContractPrices(props: ContractPricesProps): ReactNode {
  const { typed, parts, isGiven } = props;
  const words = useWords(CONTRACT_WORDS);
  const nameOf = useNameOf();
  const columns: readonly Column<ContractPart>[] = [
    { title: words.part, cell: (part) => <Named {...{ ...props, part, name: nameOf(part) }} /> },
    { title: words.quantity, isNumeric: true, cell: ({ quantity }) => quantity },
    {
      title: words.approvedPrice,
      isNumeric: true,
      cell: ({ price }) => (price === null ? words.leftOpen : writeMoney(price)),
    },
  ];
  const priced: readonly Column<ContractPart>[] = [
    {
      title: words.price,
      isNumeric: true,
      cell: (part) => <Price {...{ ...props, part, name: nameOf(part) }} />,
    },
    { title: words.amount, isNumeric: true, cell: (part) => amountOf(part, typedPart(typed, part)) },
  ];
  return (
    <ServerTable
      caption={words.prices}
      columns={isGiven ? columns.slice(0, 2) : [...columns, ...priced]}
      rows={parts}
      idOf={({ key }) => key}
      empty=""
    />
  );
}

function useNameOf(): (part: ContractPart) => string {
  const words = useWords(CONTRACT_WORDS);
  return ({ of, number, what }) => `${of === 'line' ? words.line(number) : words.item(number)} ${what}`.trim();
}

function amountOf({ quantity }: ContractPart, { price }: TypedPart): string {
  const yuan = readMoney(price);
  return yuan === undefined ? '' : writeMoney(yuanOf(fenOf(yuan) * BigInt(quantity)));
}

interface PartProps extends ContractPricesProps {
  readonly part: ContractPart;
  readonly name: string;
}

/** What is bought, with fields for the names that were left open. */
function Named(props: PartProps): ReactNode {
  const { part, name, typed } = props;
  const words = useWords(CONTRACT_WORDS);
  const { systemLicence, evidence } = useWords(CHOICE_WORDS);
  const choices: { readonly [open in OpenName]?: Choices } = { systemLicence, proofKind: evidence };
  return (
    <>
      {name}
      {part.open.map((open: OpenName) => (
        <Cell
          key={open}
          {...{ ...props, field: open, label: `${name} ${words[open]}`, placeholder: words[open] }}
          choices={choices[open]}
          value={typedPart(typed, part)[open]}
          said={(text) => ({ [open]: text })}
        />
      ))}
    </>
  );
}

/** The price of one, and where several budget lines pay another one than was approved, which of them pays how much. */
function Price(props: PartProps): ReactNode {
  const { part, name, typed } = props;
  const words = useWords(CONTRACT_WORDS);
  const said = typedPart(typed, part);
  return (
    <>
      <Cell
        {...{ ...props, field: 'price', label: words.priceOf(name), value: said.price }}
        said={(price) => ({ price })}
      />
      {isShared(part, said) &&
        part.funding.map(({ budgetLine }, index) => (
          <div key={budgetLine}>
            {budgetLine}
            <Cell
              {...{ ...props, field: `funding.${index}`, label: words.fundingOf(name, budgetLine) }}
              value={said.funding[index] ?? ''}
              said={(amount) => ({ funding: said.funding.map((one, at) => (at === index ? amount : one)) })}
            />
          </div>
        ))}
    </>
  );
}

type Choices = { readonly [value: string]: string };

interface CellProps extends PartProps {
  readonly field: string;
  readonly label: string;
  readonly placeholder?: string;
  /** Makes it a choice of these, or of none. */
  readonly choices?: Choices | undefined;
  readonly value: string;
  readonly said: (text: string) => Partial<TypedPart>;
}

function Cell({ part, parts, change, errorOf, field, label, placeholder, choices, value, said }: CellProps): ReactNode {
  const name = `${part.key}.${field}`;
  const error = errorOf(name);
  const control = {
    ...{ name, value, 'aria-label': label, 'aria-invalid': error !== undefined },
    'aria-describedby': error && `${name}-told`,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      change((before) => withPart(before, { part, parts, said: said(target.value) })),
  };
  return (
    <>
      {choices ? (
        <select className="plain-select" {...control}>
          <option value="">{placeholder}</option>
          {Object.entries(choices).map(([choice, says]) => (
            <option key={choice} value={choice}>
              {says}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...{ ...control, placeholder, type: 'text', autoComplete: 'off' }}
          inputMode={field === 'price' || field.startsWith('funding') ? 'decimal' : 'text'}
        />
      )}
      {error && (
        <p id={`${name}-told`} className="field-error">
          {error}
        </p>
      )}
    </>
  );
}
