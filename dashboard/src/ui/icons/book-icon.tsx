import { Icon, type IconProps } from './icon.tsx';

export function BookIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M5 5.5A2.5 2.5 0 0 1 7.5 3H19v15H7.5A2.5 2.5 0 0 0 5 20.5Z" />
      <path d="M5 20.500A2.5 2.5 0 0 0 7.5 21H19v-3" />
    </Icon>
  );
}
