import { FailureNotice } from '../ui/failure-notice.tsx';
import { FileButton } from '../ui/file-button.tsx';
import { Quiet } from '../ui/quiet.tsx';
import styles from './add-file.module.css';
import { useAddKnowledge } from './use-knowledge.ts';

/** Adds a file that the shop already has. */
export function AddFile() {
  const add = useAddKnowledge(() => undefined);
  const upload = (file: File) => {
    const form = new FormData();
    form.set('file', file);
    add.mutate(form);
  };
  return (
    <div className={styles.file}>
      <p className={styles.words}>
        <Quiet>
          Or bring in a file: .txt, .md, .html or .csv. The same file name replaces what it said before.
        </Quiet>
      </p>
      <FileButton
        label="Upload a file"
        accept=".txt,.md,.html,.csv,text/plain,text/markdown,text/html,text/csv"
        isBusy={add.isPending}
        onChoose={upload}
      />
      {add.error !== null && <FailureNotice failure={add.error} />}
    </div>
  );
}
