import { type ComponentProps, type ReactNode, useEffect, useMemo } from 'react';
import { noteWork, workChanged } from '../../client/unsaved-work.ts';

/** A form without a draft: whoever leaves it with something typed is asked first. Once what was submitted is taken, nobody is. */
export function TypedForm({ onInput, onSubmit, ...form }: ComponentProps<'form'>): ReactNode {
  const typing = useTyping();
  return (
    <form
      {...form}
      onInput={(event) => {
        typing.typed(event.currentTarget);
        onInput?.(event);
      }}
      onSubmit={(event) => {
        typing.submitted();
        onSubmit?.(event);
      }}
    />
  );
}

/** The same of fields that are sent by a button of their own. */
export function TypedArea({ onInput, onClick, ...area }: ComponentProps<'div'>): ReactNode {
  const typing = useTyping();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what the buttons and fields in it do.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key of a button is a click as well.
    <div
      {...area}
      onInput={(event) => {
        typing.typed(event.currentTarget);
        onInput?.(event);
      }}
      onClick={(event) => {
        typing.submitted();
        onClick?.(event);
      }}
    />
  );
}

function useTyping() {
  const typing = useMemo(() => typingOf(), []);
  useEffect(() => noteWork(typing), [typing]);
  return typing;
}

function typingOf() {
  let isTyped = false;
  let isSubmitted = false;
  const set = (now: boolean): void => {
    if (now === isTyped) return;
    isTyped = now;
    workChanged();
  };
  return {
    isUnsaved: () => isTyped,
    taken: () => isSubmitted && set(false),
    typed: (fields: HTMLElement) => {
      isSubmitted = false;
      set(hasText(fields));
    },
    submitted: () => {
      isSubmitted = true;
    },
  };
}

function hasText(fields: HTMLElement): boolean {
  return [...fields.querySelectorAll('input, textarea, select')].some((field) => {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
      return field.checked;
    return (field as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value.trim() !== '';
  });
}
