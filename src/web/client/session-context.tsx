import { createContext, useContext } from 'react';
import type { Operation, OperationId } from './operation.ts';
import type { Session } from './session.ts';

/** Who works here. There is somebody on every screen behind the door. */
export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('this screen is only for somebody who is signed in');
  return session;
}

/** Whether the role of this session may call an operation. What it may not call is absent from the screen, not grey. */
export function useMay(): (operation: Operation<OperationId>) => boolean {
  const { role } = useSession();
  return ({ roles }) => roles === 'public' || roles.includes(role);
}
