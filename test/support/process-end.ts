const cleanUps: (() => void)[] = [];

/** Runs when this process ends by itself or by a signal that it can see; without this, a signal skips `exit` handlers. */
export function atProcessEnd(cleanUp: () => void): void {
  if (cleanUps.length === 0) {
    process.on('exit', () => {
      for (const each of cleanUps) each();
    });
    process.once('SIGINT', () => process.exit(130));
    process.once('SIGTERM', () => process.exit(143));
    process.once('SIGHUP', () => process.exit(129));
  }
  cleanUps.push(cleanUp);
}
