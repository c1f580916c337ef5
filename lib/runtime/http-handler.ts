import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemResponse } from './api/problem.ts';
import { requestOf, resultOf, type HttpResponse, type RoutedRequest } from './http.ts';
import { failureOf, type Log } from './telemetry.ts';

export interface HttpHandlerOptions<Deps extends { log: Log }> {
  deps: Deps;
  run: (deps: Deps, request: RoutedRequest) => Promise<HttpResponse>;
}

/** A function behind a route of the HTTP API. What nobody foresaw is logged and answered with 500, without details. */
export function httpHandler<Deps extends { log: Log }>({ deps, run }: HttpHandlerOptions<Deps>) {
  return middy(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      return resultOf(await run(deps, requestOf(event)));
    } catch (error) {
      deps.log({ event: 'request.failed', route: event.routeKey, failure: failureOf(error) });
      return resultOf(problemResponse(new Problem(500, 'Something went wrong. Please try again.')));
    }
  });
}
