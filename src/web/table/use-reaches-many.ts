import { useSession } from '../client/session-context.tsx';

/** Whether somebody reaches more agencies than one. */
export function useReachesMany(): boolean {
  const { region, agencies = [] } = useSession().grant;
  return region !== undefined || agencies.length > 1;
}
