import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot, parseStrictJson } from '../../kernel/index.ts';
import { compileForm } from './compile-form.ts';
import type { CompiledForm } from './compiled-form.ts';
import type { FigureCatalogue } from './figure-catalogue.ts';
import { shippedFigures } from './shipped-figures.ts';

/** The region that shipped forms belong to: all of them. */
export const SHIPPED_REGION = '000000';

let shipped: readonly CompiledForm[] | undefined;

/** The forms of the package, compiled once. They are usable without publication; their ids are nobody else's. */
export function shippedForms(): readonly CompiledForm[] {
  shipped ??= readForms(join(packageRoot(), 'rules', 'forms'), shippedFigures());
  return shipped;
}

/** Every form of a folder. One that is wrong is a defect of the package, and says where. */
export function readForms(folder: string, figures: FigureCatalogue): readonly CompiledForm[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => {
      const compiled = compileForm(parseStrictJson(readFileSync(join(folder, name), 'utf8')), { figures });
      if ('offences' in compiled) {
        const places = compiled.offences.map(({ pointer, message }) => `${pointer} ${message.en}`);
        throw new TypeError(`the form ${name} is not one: ${places.join('; ')}`);
      }
      const { form } = compiled.form;
      if (basename(name, '.json') !== form.id) throw new TypeError(`the form ${name} is called ${form.id}`);
      return compiled.form;
    });
}
