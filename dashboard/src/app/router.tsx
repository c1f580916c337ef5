import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { SiteConfig } from './config.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFailure } from './page-failure.tsx';
import { Shell } from './shell.tsx';

/** The pages and their addresses. Each is fetched when it is first opened, or soon to be. */
export function routerFor(config: SiteConfig) {
  const root = createRootRoute({
    component: () => <Shell config={config} />,
    notFoundComponent: NotFoundPage,
  });
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
  });
  const queue = createRoute({
    getParentRoute: () => root,
    path: '/queue',
    component: lazyRouteComponent(() => import('../queue/queue-page.tsx'), 'QueuePage'),
  });
  const conversation = createRoute({
    getParentRoute: () => root,
    path: '/conversations/$id',
    component: lazyRouteComponent(() => import('../conversation/conversation-page.tsx'), 'ConversationPage'),
  });
  const stockAlerts = createRoute({
    getParentRoute: () => root,
    path: '/stock-alerts',
    component: lazyRouteComponent(() => import('../stock-alerts/stock-alerts-page.tsx'), 'StockAlertsPage'),
  });
  const products = createRoute({
    getParentRoute: () => root,
    path: '/products',
    component: lazyRouteComponent(() => import('../products/products-page.tsx'), 'ProductsPage'),
  });
  const knowledge = createRoute({
    getParentRoute: () => root,
    path: '/knowledge',
    component: lazyRouteComponent(() => import('../knowledge/knowledge-page.tsx'), 'KnowledgePage'),
  });
  const testBench = createRoute({
    getParentRoute: () => root,
    path: '/test-bench',
    component: lazyRouteComponent(() => import('../test-bench/test-bench-page.tsx'), 'TestBenchPage'),
  });
  return createRouter({
    routeTree: root.addChildren([home, queue, conversation, stockAlerts, products, knowledge, testBench]),
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailure,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
