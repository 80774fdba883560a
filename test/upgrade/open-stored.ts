import { pino } from 'pino';
import { type Config, loadConfig } from '../../src/gate/config.ts';
import { type Gate as OpenGate, openGate } from '../../src/gate/gate.ts';
import { startServer } from '../../src/http/start-server.ts';
import type { Clock } from '../../src/kernel/index.ts';
import { type Caller, callerWith } from '../support/gate.ts';
import { STORED_ENV, type StoredDatabase } from './stored-database.ts';

/** A gate of this version over a database that was stored, served as the old one was. */
export interface OpenedGate {
  readonly gate: OpenGate;
  readonly config: Config;
  readonly url: string;
  readonly withKey: (secret: string | undefined) => Caller;
  readonly close: () => Promise<void>;
}

export function storedConfig({ url, dataDir }: Pick<StoredDatabase, 'url' | 'dataDir'>): Config {
  return loadConfig({ ...STORED_ENV, DATABASE_URL: url, GATE_DATA_DIR: dataDir, PORT: '0' });
}

/** Ids are those of a real gate: counted ones would sort before all that is stored. */
export async function openStored(stored: Pick<StoredDatabase, 'url' | 'dataDir'>, clock: Clock): Promise<OpenedGate> {
  const config = storedConfig(stored);
  const faults: string[] = [];
  const options = { onResponseFault: (fault: string) => faults.push(fault) };
  const gate = await openGate({ config, logger: pino({ level: 'error' }), clock, options });
  const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    ...{ gate, config, url },
    withKey: (secret) => callerWith({ url, secret, faults }),
    close: async () => {
      await server.close();
      await gate.close();
    },
  };
}
