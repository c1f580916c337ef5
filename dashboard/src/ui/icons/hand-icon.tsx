import { Icon, type IconProps } from './icon.tsx';

export function HandIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 12V6a1.5 1.5 0 0 1 3 0v5V4.500a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8a6 6 0 0 1-6 6c-3 0-4-1.5-6.5-5.500a1.5 1.5 0 0 1 2.5-1.600L8 14" />
    </Icon>
  );
}
