import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goodsKinds } from '../../../src/goods/index.ts';
import { type Contract, gateContract, readContract } from '../../../src/http/contract/contract.ts';
import { printer } from './printer.ts';

export interface Printers {
  /** The shipped rules with those of printers. */
  readonly packFolder: string;
  /** Takes them away again. */
  readonly close: () => void;
}

/** Makes printers a kind of goods in this process, with a folder of rules that know them. */
export function openPrinters(): Printers {
  goodsKinds.set(printer.name, printer);
  const packFolder = mkdtempSync(join(tmpdir(), 'gate-printers-'));
  cpSync('rules', packFolder, { recursive: true });
  cpSync(join(import.meta.dirname, 'rules'), packFolder, { recursive: true });
  writeFileSync(join(packFolder, 'facts.json'), JSON.stringify(catalogueWithPrinters()));
  const close = (): void => {
    goodsKinds.delete(printer.name);
    rmSync(packFolder, { recursive: true });
  };
  return { packFolder, close };
}

/** A kind of goods is a value more of two facts. */
function catalogueWithPrinters() {
  const values: Readonly<Record<string, readonly string[]>> = data('facts.json');
  const catalogue = JSON.parse(readFileSync('rules/facts.json', 'utf8'));
  for (const fact of catalogue.facts) fact.values?.push(...(values[fact.name] ?? []));
  return catalogue;
}

/** The contract with what it would say of printers. */
export function contractWithPrinters(): Contract {
  const document = JSON.parse(gateContract().text);
  document.components.schemas = joined(document.components.schemas, data('contract.json'));
  return readContract(JSON.stringify(document));
}

function data(file: string) {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
}

/** Lists get more entries, objects more members. */
function joined(one: unknown, more: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(more)) return [...one, ...more];
  if (!isObject(one) || !isObject(more)) return more;
  const members = Object.entries(more).map(([name, member]) => [name, joined(one[name], member)]);
  return { ...one, ...Object.fromEntries(members) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
