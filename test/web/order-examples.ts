import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import type { Submission } from '../../src/web/orders/workspace/body/order-draft.ts';

type Example = 'approvable' | 'withoutOperatingSystem' | 'openTender';

const bundle = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8')) as {
  readonly components: { readonly examples: { readonly [name in Example]: { readonly value: Submission } } };
};

const { approvable, withoutOperatingSystem, openTender } = bundle.components.examples;

/** The orders that the contract shows. */
export const examples: { readonly [name in Example]: Submission } = {
  approvable: approvable.value,
  withoutOperatingSystem: withoutOperatingSystem.value,
  openTender: openTender.value,
};
