import { Icon, type IconProps } from './icon.tsx';

export function QueueIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 6h10" />
      <path d="M4 12h16" />
      <path d="M4 18h7" />
      <path d="m17 4 3 3-3 3" />
    </Icon>
  );
}
