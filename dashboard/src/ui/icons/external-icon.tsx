import { Icon, type IconProps } from './icon.tsx';

export function ExternalIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M14 4h6v6" />
      <path d="m20 4-9 9" />
      <path d="M18 14v5H5V6h5" />
    </Icon>
  );
}
