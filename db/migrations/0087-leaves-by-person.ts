import { type MigrationStep, step } from '../step.ts';

// Worked out of the record itself whenever it is read, so that nothing here can differ from what was logged.
const PERSON = {
  sqlite: "case when json_valid(bytes) then json_extract(bytes, '$.by.person') end",
  mysql: "case when json_valid(bytes) then json_value(bytes, '$.by.person') end",
} as const;

export const steps: readonly MigrationStep[] = [
  {
    // Who acted, to find what a person did in a log of any length. Invisible where an engine can say so: nothing else reads it.
    ...step('0087-leaves-by-person', (engine) =>
      engine === 'mysql'
        ? [
            `alter table log_leaves add column person varchar(40) as (${PERSON.mysql}) virtual invisible,
             add key log_leaves_by_person (person, log_index)`,
          ]
        : [
            `alter table log_leaves add column person varchar(40) generated always as (${PERSON.sqlite}) virtual`,
            'create index if not exists log_leaves_by_person on log_leaves (person, log_index)',
          ],
    ),
    adds: { table: 'log_leaves', column: 'person' },
  },
];
