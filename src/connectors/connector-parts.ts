import type { KeyFolder } from '../log/index.ts';
import { type KeyVault, keyVault } from '../register/index.ts';
import { type Outbound, openOutbound } from './receivers/outbound.ts';
import { allowedHostOf } from './receivers/outbound-address.ts';

/** What the connectors have of the process they run in. */
export interface ConnectorParts {
  readonly keys: KeyFolder;
  /** Of the secrets of webhooks. */
  readonly vault: KeyVault;
  readonly outbound: Outbound;
}

export interface ConnectorSettings {
  readonly webhookSecrets: readonly string[];
  readonly outboundAllow: readonly string[];
}

/** An entry that is no host and port allows nothing; configuration has refused what is written otherwise. */
export function connectorParts({ webhookSecrets, outboundAllow }: ConnectorSettings, keys: KeyFolder): ConnectorParts {
  const allowed = outboundAllow.flatMap((entry) => allowedHostOf(entry) ?? []);
  return { keys, vault: keyVault(webhookSecrets), outbound: openOutbound({ allowed }) };
}
