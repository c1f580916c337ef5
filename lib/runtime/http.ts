import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { z } from 'zod';

/** An HTTP request with its body as the bytes that were sent; header names in lower case. */
export interface HttpRequest {
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Buffer;
}

/** A request with where it goes and who sends it. */
export interface RoutedRequest extends HttpRequest {
  method: string;
  /** Percent-decoded, as the gateway matched it. */
  path: string;
  query: URLSearchParams;
  /** What the gateway read in the caller's token; undefined on routes that ask for none. */
  claims: Readonly<Record<string, unknown>> | undefined;
}

/** A JSON answer. */
export interface HttpResponse {
  status: number;
  body: unknown;
  /** In lower case, on top of the usual ones. */
  headers?: Readonly<Record<string, string>>;
}

/** API Gateway hands over bodies it takes for binary in base64; a signature is over the bytes. */
export function requestOf(event: APIGatewayProxyEventV2): RoutedRequest {
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { proxy } = event.pathParameters ?? {};
  return {
    method: event.requestContext.http.method,
    // AWS decodes `rawPath`, other gateways do not; path parameters are decoded everywhere.
    path:
      proxy === undefined
        ? event.rawPath
        : event.routeKey.replace(/^\S+ /, '').replace('{proxy+}', () => proxy),
    query: new URLSearchParams(event.rawQueryString),
    claims: authorized.safeParse(event.requestContext).data?.authorizer.jwt.claims,
    headers,
    rawBody: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

const authorized = z.looseObject({
  authorizer: z.looseObject({ jwt: z.looseObject({ claims: z.record(z.string(), z.unknown()) }) }),
});

export function resultOf({ status, body, headers }: HttpResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
