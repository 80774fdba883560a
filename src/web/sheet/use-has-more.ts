import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether something that scrolls sideways goes on to the right of what is seen. */
export function useHasMore(): { readonly frame: RefObject<HTMLElement | null>; readonly hasMore: boolean } {
  const frame = useRef<HTMLElement>(null);
  const [hasMore, setHasMore] = useState(false);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const look = (): void => setHasMore(current.scrollLeft + current.clientWidth < current.scrollWidth - 1);
    const watch = new ResizeObserver(look);
    watch.observe(current);
    for (const child of current.children) watch.observe(child);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  return { frame, hasMore };
}
