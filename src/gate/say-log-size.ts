import { lookIntoSnapshots } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import { readHead } from '../log/index.ts';

const HEADER = 'Gate-Log-Size';

interface Headers {
  readonly set: (header: string, value: string) => unknown;
  readonly removeHeader: (header: string) => void;
}

type AnyHandler = (req: object, res: Headers) => Promise<void> | void;

/** The same handlers, each of whose answers says how long the log was in the snapshot that it is read from. */
export function sayLogSize(handlers: Handlers): Handlers {
  const all: readonly (readonly [string, unknown])[] = Object.entries(handlers);
  return Object.fromEntries(all.map(([id, handler]) => [id, sayingLogSize(handler as AnyHandler)]));
}

/** The types of a handler were checked where it was written; here they are all alike. */
function sayingLogSize(handler: AnyHandler): AnyHandler {
  return async (req, res) => {
    try {
      await lookIntoSnapshots(
        async (tx) => void res.set(HEADER, String((await readHead(tx)).frontier.size)),
        () => handler(req, res),
      );
    } catch (error) {
      // A refusal is no answer out of the snapshot.
      res.removeHeader(HEADER);
      throw error;
    }
  };
}
