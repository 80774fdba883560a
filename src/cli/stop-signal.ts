/** The moment somebody asks the process to end. */
export interface StopSignal {
  readonly signal: AbortSignal;
  readonly asked: Promise<void>;
}

/** SIGTERM comes from a service manager and SIGINT from Ctrl-C. Whoever asks a second time does not want to wait. */
export function onStopSignal(): StopSignal {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return { signal: controller.signal, asked };
}

const EXIT_INTERRUPTED = 130;
