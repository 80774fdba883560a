import { ENGINES } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';

// What is refused at the door reaches no database, so one engine shows it.
const [engine = 'sqlite'] = ENGINES;

/** One gate for all tests of a group, with somebody who submits orders. */
export function oneGate(): { readonly gate: Gate; readonly officer: Caller } {
  let gate: Gate;
  let officer: Caller;
  before(async () => {
    gate = await startGate({ engine });
    officer = await gate.as('procurement-officer');
  });
  after(() => gate.close());
  return {
    get gate() {
      return gate;
    },
    get officer() {
      return officer;
    },
  };
}
