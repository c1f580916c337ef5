import { Icon, type IconProps } from './icon.tsx';

export function BellRingIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15Z" />
      <path d="M10 21h4" />
    </Icon>
  );
}
