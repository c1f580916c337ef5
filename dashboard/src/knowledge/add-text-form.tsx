import { Textarea, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { CommandButton } from '../ui/command-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import styles from './add-text-form.module.css';
import { useAddKnowledge } from './use-knowledge.ts';

/** Adds what one would otherwise tell every customer anew. */
export function AddTextForm() {
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const add = useAddKnowledge(() => {
    setTitle('');
    setText('');
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate({ title: title.trim(), text: text.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label="Title"
        placeholder="Returns and refunds"
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label="Text"
        description="Plain sentences. Only what stands here can be said to a customer."
        required
        rows={7}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {add.error !== null && <FailureNotice failure={add.error} />}
      <div>
        <CommandButton type="submit" loading={add.isPending}>
          Add the text
        </CommandButton>
      </div>
    </form>
  );
}
