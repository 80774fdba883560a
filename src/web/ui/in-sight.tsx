import { type ReactNode, useEffect, useRef } from 'react';

/** What has just come up because of an act, scrolled to if it stands where nobody looks. */
export function InSight({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={place}>{children}</div>;
}
