import { notifications } from '@mantine/notifications';
import { ApiProblem, sentenceOf } from '../api/problem.ts';

/** Says in passing that something was done. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 5_000 });
}

/** Says in passing what could not be done, long enough to be read. */
export function tellFailure(failure: unknown): void {
  const errors = failure instanceof ApiProblem ? failure.errors : [];
  notifications.show({
    title: 'That did not work',
    message: [sentenceOf(failure), ...errors].join(' '),
    color: 'red',
    autoClose: 12_000,
  });
}
