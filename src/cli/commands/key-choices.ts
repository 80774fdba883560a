import { ROLES } from '../../kernel/index.ts';

/** What a key may be for. Apart from what makes a key, because the help names them and must not load it. */
export const KEY_ROLES = ROLES.filter((role) => role !== 'installer');

export const SCOPES = [
  'orders:write',
  'orders:read',
  'budget:read',
  'budget:load',
  'assets:write',
  'payments:write',
  'log:read',
  'log:cosign',
  'metrics:read',
];
