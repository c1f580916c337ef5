import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFoundPage } from './not-found-page.tsx';
import { pageOf } from './page-of.ts';
import { PageFailure } from './page-failure.tsx';
import { Shell } from './shell.tsx';

/** The pages and their addresses. Each is fetched when it is first opened, or soon to be. */
export function routerFor() {
  const root = createRootRoute({
    component: Shell,
    notFoundComponent: NotFoundPage,
  });
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => pageOf(() => import('../home/home-page.tsx')), 'HomePage'),
  });
  const queue = createRoute({
    getParentRoute: () => root,
    path: '/queue',
    component: lazyRouteComponent(() => pageOf(() => import('../queue/queue-page.tsx')), 'QueuePage'),
  });
  const conversation = createRoute({
    getParentRoute: () => root,
    path: '/conversations/$id',
    component: lazyRouteComponent(
      () => pageOf(() => import('../conversation/conversation-page.tsx')),
      'ConversationPage',
    ),
  });
  const stockAlerts = createRoute({
    getParentRoute: () => root,
    path: '/stock-alerts',
    component: lazyRouteComponent(
      () => pageOf(() => import('../stock-alerts/stock-alerts-page.tsx')),
      'StockAlertsPage',
    ),
  });
  const products = createRoute({
    getParentRoute: () => root,
    path: '/products',
    component: lazyRouteComponent(
      () => pageOf(() => import('../products/products-page.tsx')),
      'ProductsPage',
    ),
  });
  const knowledge = createRoute({
    getParentRoute: () => root,
    path: '/knowledge',
    component: lazyRouteComponent(
      () => pageOf(() => import('../knowledge/knowledge-page.tsx')),
      'KnowledgePage',
    ),
  });
  const testBench = createRoute({
    getParentRoute: () => root,
    path: '/test-bench',
    component: lazyRouteComponent(
      () => pageOf(() => import('../test-bench/test-bench-page.tsx')),
      'TestBenchPage',
    ),
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
