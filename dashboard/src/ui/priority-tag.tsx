import { Tag, type Tone } from './tag.tsx';

const tones = { high: 'bad', medium: 'warning', low: 'plain' } as const satisfies Record<string, Tone>;

/** How soon somebody should look. */
export function PriorityTag({ priority }: { priority: keyof typeof tones }) {
  return <Tag tone={tones[priority]}>{priority}</Tag>;
}
