import { IS_LONG } from './long.ts';
import { scratchInMemory } from './scratch.ts';

// A long run keeps the disk: there a gate is also killed while it waits for it. So do benches, which do not come by here.
if (!IS_LONG) scratchInMemory();
