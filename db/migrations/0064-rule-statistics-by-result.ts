import { step } from '../step.ts';

export const steps = [
  // Most rules pass most orders, so what fired is found without all that passed. The count itself stays out: it changes with
  // each decision, and an index that ends with it takes MariaDB several times as long to add to.
  step('0064-rule-statistics-by-result', (engine) => [
    `create index ${engine === 'mysql' ? '/*M! if not exists */' : 'if not exists'} rule_statistics_by_result
       on rule_statistics (result, agency_code, month)`,
  ]),
];
