import type { ComponentType } from 'react';
import { BellRingIcon } from '../ui/icons/bell-ring-icon.tsx';
import { QueueIcon } from '../ui/icons/queue-icon.tsx';
import { BookIcon } from '../ui/icons/book-icon.tsx';
import { BoxIcon } from '../ui/icons/box-icon.tsx';
import { FlaskIcon } from '../ui/icons/flask-icon.tsx';
import { HomeIcon } from '../ui/icons/home-icon.tsx';
import type { IconProps } from '../ui/icons/icon.tsx';

/** The pages one can go to from anywhere, in the order of how often they are wanted. */
export const navigation = [
  { to: '/', label: 'Home', icon: HomeIcon },
  { to: '/queue', label: 'Priority queue', icon: QueueIcon },
  { to: '/stock-alerts', label: 'Stock alerts', icon: BellRingIcon },
  { to: '/products', label: 'Products', icon: BoxIcon },
  { to: '/knowledge', label: 'Knowledge', icon: BookIcon },
  { to: '/test-bench', label: 'Test bench', icon: FlaskIcon },
] as const satisfies readonly { to: string; label: string; icon: ComponentType<IconProps> }[];
