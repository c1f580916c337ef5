import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { MoonIcon } from '../ui/icons/moon-icon.tsx';
import { SunIcon } from '../ui/icons/sun-icon.tsx';
import styles from './shell.module.css';

/** Light or dark; until somebody chooses, as their system has it. */
export function ColorSchemeSwitch() {
  // Stopping transitions meanwhile would write a style element, which the site's security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <button type="button" className={styles.link} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      {isDark ? <SunIcon /> : <MoonIcon />} {isDark ? 'Light colours' : 'Dark colours'}
    </button>
  );
}
