import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { gateContract } from '../../http/contract/contract.ts';
import { isTakenName, type Language, Refusal, text } from '../../kernel/index.ts';
import { ORDER_COLUMNS, type OrderColumn } from './order-columns.ts';

const NAME = 'template.csv';

/** Writes the headings with one order as an example, and answers the path; what somebody has filled in is not lost. */
export async function writeTemplate(folder: string, language: Language): Promise<string> {
  const path = join(folder, NAME);
  const heading = ORDER_COLUMNS.map(({ name, chinese }) => (language === 'en' ? name : chinese));
  const content = `\uFEFF${stringify([heading, exampleRow(language)], { record_delimiter: 'windows' })}`;
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    if (isTakenName(error)) throw isThereAlready(path);
    throw error;
  }
  return path;
}

function isThereAlready(path: string): Refusal {
  const message = text(`${path} 已存在。`, `${path} is there already.`);
  return new Refusal('conflict', 'exchange.template', message);
}

/** The contract's own example, but fewer machines under other numbers: that one may have been submitted. */
const DIFFERENT: Readonly<Record<string, string>> = {
  ...{ reference: 'CG-2026-0420', quantity: '5', total: '28350.00' },
  justification: '现有5台台式计算机已满最低使用年限，拟新购国产台式计算机并同步配置正版软件。',
  ...{ osProof: 'UOS-SQ-2026-0420', osProofSeats: '5' },
  ...{ officeSeats: '5', officeProof: 'WPS-LIC-2026-0420', officeProofSeats: '5' },
  ...{ antivirusSeats: '5', antivirusProof: 'QAX-LIC-2026-0420', antivirusProofSeats: '5' },
};

function exampleRow(language: Language): string[] {
  const { components } = JSON.parse(gateContract().text) as Contract;
  const order = components.examples.approvable?.value ?? {};
  return ORDER_COLUMNS.map((column) => {
    const cell = DIFFERENT[column.name] ?? cellOf(valueAt(order, pathOf(column)));
    return language === 'en' || cell === '' ? cell : (column.kind.inChinese?.(cell) ?? cell);
  });
}

interface Contract {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown } | undefined>> };
}

const PLACES: Readonly<Record<OrderColumn['subject'], string>> = {
  order: '',
  line: 'lines/0/',
  office: 'softwarePlan/0/',
  antivirus: 'softwarePlan/1/',
};

function pathOf({ subject, path }: OrderColumn): readonly string[] {
  return `${PLACES[subject]}${path}`.split('/');
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  return valueAt((value as Readonly<Record<string, unknown>>)[key], rest);
}

function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(';');
  return value === null || value === undefined ? '' : String(value);
}
