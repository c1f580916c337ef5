import { Icon, type IconProps } from './icon.tsx';

export function ChatIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 5h16v11H10l-4 4v-4H4Z" />
      <path d="M8 9h8" />
      <path d="M8 12h5" />
    </Icon>
  );
}
