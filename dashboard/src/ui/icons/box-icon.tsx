import { Icon, type IconProps } from './icon.tsx';

export function BoxIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m4 8 8-4 8 4v8l-8 4-8-4Z" />
      <path d="m4 8 8 4 8-4" />
      <path d="M12 12v8" />
    </Icon>
  );
}
