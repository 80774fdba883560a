import { canonicalJson, digestOf } from '../../kernel/index.ts';
import { deepFreeze, type Offence } from '../../rules/index.ts';
import type { CompiledForm } from './compiled-form.ts';
import { type Compute, compileComputation } from './computation.ts';
import { inOrderOfDependency } from './computation-parts.ts';
import type { FigureCatalogue } from './figure-catalogue.ts';
import { type Cell, type FormDocument, formKey } from './form-document.ts';
import { type FormIndex, indexOf } from './form-index.ts';
import { validateMeaning, validateNames } from './form-meaning.ts';
import { validateFormShape } from './form-shape.ts';
import { runFormTests } from './form-tests.ts';
import { formOffenceCollector } from './form-words.ts';
import { compileJudge } from './judge-form.ts';

export type FormCompilation = { readonly form: CompiledForm } | { readonly offences: readonly Offence[] };

export interface CompileOptions {
  /** What cells may be prefilled with; without it prefills are taken as they are. */
  readonly figures?: FigureCatalogue;
}

/**
 * Holds a document against the profile of forms and compiles it. What is wrong is told with its place, all of one step at
 * once: first the shape, then the names, then what the parts say of each other, then the form's own tests.
 */
export function compileForm(document: unknown, { figures }: CompileOptions = {}): FormCompilation {
  const { offences, report } = formOffenceCollector();
  validateFormShape(document, report);
  if (offences.length > 0) return { offences };
  const form = deepFreeze(structuredClone(document) as FormDocument);
  validateNames(form, report);
  if (offences.length > 0) return { offences };
  validateMeaning(form, figures, report);
  inOrderOfDependency(form.cells, report);
  if (offences.length > 0) return { offences };
  const compiled = compiledOf(form);
  runFormTests(compiled, report);
  return offences.length > 0 ? { offences } : { form: compiled };
}

function compiledOf(form: FormDocument): CompiledForm {
  const index = indexOf(form);
  return {
    key: formKey(form),
    digest: digestOf(canonicalJson(form)),
    form,
    cell: (id) => index.cells.get(id),
    sectionOf: (id) => index.sectionOf.get(id),
    judge: compileJudge(index),
    recompute: compileRecomputation(index),
  };
}

/** How a roll-up gets from sums to rates: whatever is summed counts as it was summed, the rest is computed from it. */
function compileRecomputation(index: FormIndex): CompiledForm['recompute'] {
  const steps = inOrderOfDependency(index.form.cells)
    .filter((cell) => cell.sum !== 'add' && isOfSums(cell))
    .map((cell): { readonly cell: Cell; readonly compute: Compute } => ({
      cell,
      compute: compileComputation(cell, index),
    }));
  return (sums) => {
    const values = new Map<string, number | null>(Object.entries(sums));
    const reading = {
      valueAt: (id: string) => values.get(id) ?? null,
      applies: () => true,
      rows: () => undefined,
    };
    for (const { cell, compute } of steps) {
      const { value } = compute(reading);
      values.set(cell.id, typeof value === 'bigint' ? Number(value) : null);
    }
    return Object.fromEntries(steps.map(({ cell: { id } }) => [id, values.get(id) ?? null]));
  };
}

function isOfSums({ compute }: Cell): boolean {
  return compute !== undefined && ('sum' in compute || 'difference' in compute || 'rate' in compute);
}
