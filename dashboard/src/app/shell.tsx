import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { BreakerBanner } from '../breaker/breaker-banner.tsx';
import { useSession } from '../session/session-context.ts';
import { signOut } from '../session/sign-in.ts';
import { WithRole } from '../session/with-role.tsx';
import { Bell } from '../ui/icons/bell.tsx';
import { ChatIcon } from '../ui/icons/chat-icon.tsx';
import { LeaveIcon } from '../ui/icons/leave-icon.tsx';
import { MenuIcon } from '../ui/icons/menu-icon.tsx';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import { useConfig } from './config-context.ts';
import { navigation } from './navigation.ts';
import { OutageBanner } from './outage-banner.tsx';
import styles from './shell.module.css';
import { useKeptFocus } from './use-kept-focus.ts';

/** What stands around every page: where one can go, where one is, and how to leave. */
export function Shell() {
  const config = useConfig();
  const session = useSession();
  const [menuIsOpen, menu] = useDisclosure(false);
  const main = useFocusOnNewPage(menu.close);
  useKeptFocus(main);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={(event) => skipTo(event, main.current)}>
        Skip to the page
      </a>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <Bell /> Frontdesk
        </Link>
        <Button
          className={styles.menuButton ?? ''}
          variant="default"
          size="compact-md"
          leftSection={<MenuIcon />}
          aria-expanded={menuIsOpen}
          aria-controls="menu"
          onClick={menu.toggle}
        >
          Menu
        </Button>
        <div id="menu" className={styles.menu} data-open={menuIsOpen}>
          <nav aria-label="Pages" className={styles.pages}>
            {navigation.map(({ to, label, icon: Sign }) => (
              <Link key={to} to={to} className={styles.link} activeOptions={{ exact: to === '/' }}>
                <Sign /> {label}
              </Link>
            ))}
            {config.sandbox && (
              <a className={styles.link} href="/sandbox">
                <ChatIcon /> Sandbox
              </a>
            )}
          </nav>
          <div className={styles.foot}>
            <p className={styles.stage}>
              {config.stage === 'local' ? 'On this machine' : `Stage ${config.stage}`}
            </p>
            <ColorSchemeSwitch />
            <button
              type="button"
              className={styles.link}
              onClick={() => signOut(config.signIn, session, window)}
            >
              <LeaveIcon /> Sign out
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <OutageBanner />
        <WithRole>
          <BreakerBanner />
          <Outlet />
        </WithRole>
      </main>
    </div>
  );
}

/** A new page is read from its top, by a screen reader too; the menu that led to it closes. */
function useFocusOnNewPage(left: () => void) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    left();
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname, left]);
  return main;
}

function skipTo(event: { preventDefault: () => void }, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
