import { Button } from '@mantine/core';
import { ChatIcon } from './icons/chat-icon.tsx';

/** Leads to where one can be a customer. Only where there is a sandbox. */
export function SandboxLink({ children }: { children: string }) {
  return (
    <Button component="a" href="/sandbox" leftSection={<ChatIcon size={16} />}>
      {children}
    </Button>
  );
}
