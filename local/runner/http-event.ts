import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { account } from './physical.ts';

/** A request as the HTTP API sees it, before it becomes an event. */
export interface ReceivedRequest {
  method: string;
  /** Path and query as they came over the wire. */
  url: string;
  /** Names and values in turn, as `IncomingMessage.rawHeaders` has them. */
  rawHeaders: readonly string[];
  body: Buffer;
  sourceIp: string;
}

/** What the route adds. */
export interface Matched {
  routeKey: string;
  pathParameters: Record<string, string>;
  /** Claims of the caller's token, on routes that ask for one. */
  claims?: Record<string, string>;
}

/** What the API adds. */
export interface RequestStamp {
  apiId: string;
  requestId: string;
  receivedAt: Date;
}

/**
 * The event that an HTTP API hands to a function, payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toEvent(
  request: ReceivedRequest,
  { routeKey, pathParameters, claims }: Matched,
  { apiId, requestId, receivedAt }: RequestStamp,
): APIGatewayProxyEventV2 {
  const [rawPath, rawQueryString] = splitOnce(request.url, '?');
  const { headers, cookies } = headersAndCookies(request.rawHeaders);
  headers['x-forwarded-for'] ??= request.sourceIp;
  headers['x-forwarded-proto'] ??= 'http';
  const query = queryParameters(rawQueryString);
  const domainName = headers['host'] ?? 'localhost';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: account,
      apiId,
      ...(claims !== undefined && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? domainName,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...body(request.body, headers['content-type']),
  };
}

/** Text for these types only, base64 for all others and for none, as measured on AWS (form posts are base64 too). */
function body(bytes: Buffer, contentType: string | undefined): { body?: string; isBase64Encoded: boolean } {
  if (bytes.length === 0) return { isBase64Encoded: false };
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isText = type.startsWith('text/') || textTypes.has(type);
  return { body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

const textTypes = new Set(['application/json', 'application/javascript', 'application/xml']);

/** Names in lower case, repeated headers joined with a comma, cookies apart. */
function headersAndCookies(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    const value = raw[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return { headers, cookies };
}

/** Decoded; a parameter given several times has its values joined with commas. */
function queryParameters(rawQueryString: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(instant: Date): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(instant.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
