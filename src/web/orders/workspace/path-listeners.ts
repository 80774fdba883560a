/** Who listens to which field: of two thousand of them, only those that changed are told. */
export class PathListeners {
  readonly #listeners = new Map<string, Set<() => void>>();

  get paths(): Iterable<string> {
    return this.#listeners.keys();
  }

  subscribe(path: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(path) ?? new Set();
    this.#listeners.set(path, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(path) === listeners) this.#listeners.delete(path);
    };
  }

  tell(path: string): void {
    for (const listener of this.#listeners.get(path) ?? []) listener();
  }
}
