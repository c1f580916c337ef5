import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An HTTP request with its body as the bytes that were sent; header names in lower case. */
export interface HttpRequest {
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Buffer;
}

/** A JSON answer. */
export interface HttpResponse {
  status: number;
  body: unknown;
}

/** API Gateway hands over bodies it takes for binary in base64; a signature is over the bytes. */
export function requestOf(event: APIGatewayProxyEventV2): HttpRequest {
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { headers, rawBody: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8') };
}

export function resultOf({ status, body }: HttpResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
