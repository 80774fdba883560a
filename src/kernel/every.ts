export interface Repetition {
  /** Runs the task now as well, unless it is running. */
  readonly turn: () => void;
  /** Answers when nothing of it runs any more. */
  readonly stop: () => Promise<void>;
}

/** Runs a task again and again. While one run hangs, as the database may, others do not pile up behind it. */
export function every(ms: number, task: () => Promise<void>, onError: (error: unknown) => void): Repetition {
  let running: Promise<void> | undefined;
  const turn = (): void => {
    running ??= task()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(turn, ms).unref();
  return {
    turn,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
