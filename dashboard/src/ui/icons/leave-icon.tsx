import { Icon, type IconProps } from './icon.tsx';

export function LeaveIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M14 4H5v16h9" />
      <path d="M10 12h11" />
      <path d="m18 9 3 3-3 3" />
    </Icon>
  );
}
