import { Textarea, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { Tried } from '../api/contract.ts';
import { CommandButton } from '../ui/command-button.tsx';
import styles from './test-bench-page.module.css';
import { triedFrom, type TriedWords } from './tried-words.ts';

/** A customer's words, what was said before them, and what is known of the customer. */
export function TryForm({ isBusy, onTry }: { isBusy: boolean; onTry: (tried: Tried) => void }) {
  const [words, setWords] = useState<TriedWords>({ text: '', before: '', labels: '' });
  const field = (name: keyof TriedWords) => ({
    value: words[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setWords((known) => ({ ...known, [name]: value })),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (words.text.trim() !== '') onTry(triedFrom(words));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Textarea
        label="What a customer writes"
        placeholder="How much is the oak table lamp, and when would it be here?"
        rows={3}
        maxLength={6000}
        {...field('text')}
      />
      <div className={styles.around}>
        <Textarea
          label="Said before, if anything"
          description="A message a line, the oldest first. “Shop:” begins what we said."
          placeholder={'Do you have the oak table lamp?\nShop: Yes, three of them.'}
          rows={2}
          {...field('before')}
        />
        <TextInput
          label="Labels of the contact, if any"
          description="As the team set them in Chatwoot, apart by commas."
          placeholder="vip, wholesale"
          {...field('labels')}
        />
      </div>
      <div>
        <CommandButton type="submit" disabled={words.text.trim() === ''} loading={isBusy}>
          Try it
        </CommandButton>
      </div>
    </form>
  );
}
