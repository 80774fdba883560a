import type { MigrationStep } from '../step.ts';
import { steps as log } from './0001-log.ts';
import { steps as access } from './0002-access.ts';
import { steps as referenceData } from './0003-reference-data.ts';
import { steps as decisions } from './0004-decisions.ts';

/** Every step in order. A released step never changes; what comes later is a new file at the end. */
export const MIGRATIONS: readonly MigrationStep[] = [...log, ...access, ...referenceData, ...decisions];
