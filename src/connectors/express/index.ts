export { type Clearance, type ClearanceOptions, type ExpectedOrder, requireClearance } from './require-clearance.ts';
