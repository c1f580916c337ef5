import { Icon, type IconProps } from './icon.tsx';

export function FlaskIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M9 3h6" />
      <path d="M10 3v6l-5 9a2 2 0 0 0 1.8 3h10.400A2 2 0 0 0 19 18l-5-9V3" />
      <path d="M7.5 14h9" />
    </Icon>
  );
}
