import { Refusal, type Text, text } from '../../kernel/index.ts';

export interface ReadCaller {
  /** Reads of one caller run one after the other, so that a reader is left for the others. */
  readonly name: string;
  /** Aborted when the caller has left. */
  readonly signal: AbortSignal;
}

/** Who reads next. */
export interface ReadTurns {
  /** Waits for a turn; what it answers ends the turn. Refuses with 503 where too many wait, or for too long. */
  readonly enter: (caller: ReadCaller) => Promise<() => void>;
  /** Whether a caller would have a turn at once. */
  readonly isFreeFor: (name: string) => boolean;
  readonly running: () => number;
  readonly waiting: () => number;
  /** Refuses who waits and whoever comes. */
  readonly close: () => void;
}

export interface TurnLimits {
  readonly threadsMax: number;
  readonly waitingMax: number;
  readonly waitMsMax: number;
}

interface Turn {
  readonly caller: string;
  readonly begin: () => void;
  readonly refuse: (why: Refusal) => void;
}

/** Of those who wait, what one caller may be. */
const SHARE_MAX = 0.5;

/** One caller after the other, in the order in which they came, and what each has asked in the order in which he asked. */
export function openReadTurns({ threadsMax, waitingMax, waitMsMax }: TurnLimits): ReadTurns {
  const waiting = new Set<Turn>();
  const running = new Set<string>();
  let isClosed = false;
  const ofCaller = (name: string): readonly Turn[] => [...waiting].filter(({ caller }) => caller === name);
  const mayBegin = (name: string): boolean => running.size < threadsMax && !running.has(name);
  const mayWait = (name: string): boolean =>
    waiting.size < waitingMax && ofCaller(name).length < waitingMax * SHARE_MAX;
  const beginMore = (): void => {
    for (const turn of waiting) if (mayBegin(turn.caller)) turn.begin();
  };
  const wait = ({ name, signal }: ReadCaller): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        waiting.delete(turn);
      };
      const turn: Turn = {
        caller: name,
        begin: () => {
          done();
          running.add(name);
          resolve(() => {
            running.delete(name);
            // Whatever else this caller waits for comes after what others have asked by now.
            for (const own of ofCaller(name)) {
              waiting.delete(own);
              waiting.add(own);
            }
            beginMore();
          });
        },
        refuse: (why) => {
          done();
          reject(why);
        },
      };
      const leave = (): void => turn.refuse(busy());
      const timer = setTimeout(leave, waitMsMax).unref();
      signal.addEventListener('abort', leave);
      waiting.add(turn);
      beginMore();
    });
  return {
    enter: async (caller) => {
      if (isClosed) throw stopping();
      if (caller.signal.aborted || !(mayBegin(caller.name) || mayWait(caller.name))) throw busy();
      return wait(caller);
    },
    isFreeFor: (name) => !isClosed && mayBegin(name),
    running: () => running.size,
    waiting: () => waiting.size,
    close: () => {
      isClosed = true;
      for (const turn of waiting) turn.refuse(stopping());
    },
  };
}

const RETRY_AFTER_S = 5;

function unavailable(code: string, says: Text): Refusal {
  return new Refusal('unavailable', code, says, [], { retryAfterS: RETRY_AFTER_S });
}

function busy(): Refusal {
  return unavailable(
    'read.busy',
    text('其他报表正在生成，请稍后重试。', 'Other reports are being made; try again shortly.'),
  );
}

/** The gate ends, or the caller has left. */
export function stopping(): Refusal {
  return unavailable(
    'read.stopped',
    text(
      '系统正在停止，报表未完成，请稍后重试。',
      'The gate is being stopped before the report was made; try again later.',
    ),
  );
}
