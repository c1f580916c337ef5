import { describe, expect, it } from 'vitest';
import { type Matched, type ReceivedRequest, toEvent } from '../../../local/runner/http-event.ts';

const stamp = { apiId: 'api-id', requestId: 'id', receivedAt: new Date('2020-03-12T19:03:58.390Z') };

function eventOf(request: Partial<ReceivedRequest>, matched: Partial<Matched> = {}) {
  return toEvent(
    { method: 'POST', url: '/', rawHeaders: [], body: Buffer.alloc(0), sourceIp: '192.0.2.1', ...request },
    { routeKey: '$default', pathParameters: {}, ...matched },
    stamp,
  );
}

describe('the event of a request', () => {
  // The example of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  it('is the one that AWS shows as its example', () => {
    const event = eventOf(
      {
        url: '/my/path?parameter1=value1&parameter1=value2&parameter2=value',
        rawHeaders: [
          'Host',
          'id.execute-api.us-east-1.amazonaws.com',
          'User-Agent',
          'agent',
          'Header1',
          'value1',
        ]
          .concat(['Header2', 'value1', 'Header2', 'value2', 'Cookie', 'cookie1; cookie2'])
          .concat(['Content-Type', 'text/plain']),
        body: Buffer.from('Hello from Lambda'),
      },
      { pathParameters: { parameter1: 'value1' }, claims: { claim1: 'value1', claim2: 'value2' } },
    );
    expect(event).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/my/path',
      rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=value',
      cookies: ['cookie1', 'cookie2'],
      headers: {
        host: 'id.execute-api.us-east-1.amazonaws.com',
        'user-agent': 'agent',
        header1: 'value1',
        header2: 'value1,value2',
        'content-type': 'text/plain',
        'x-forwarded-for': '192.0.2.1',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api-id',
        authorizer: { jwt: { claims: { claim1: 'value1', claim2: 'value2' }, scopes: null } },
        domainName: 'id.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'id',
        http: {
          method: 'POST',
          path: '/my/path',
          protocol: 'HTTP/1.1',
          sourceIp: '192.0.2.1',
          userAgent: 'agent',
        },
        requestId: 'id',
        routeKey: '$default',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: 1584039838390,
      },
      body: 'Hello from Lambda',
      pathParameters: { parameter1: 'value1' },
      isBase64Encoded: false,
    });
  });

  it('leaves out what the request does not have', () => {
    const event = eventOf({ method: 'GET' });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('cookies');
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).not.toHaveProperty('pathParameters');
    expect(event.isBase64Encoded).toBe(false);
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/csv', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['image/png', true],
    ['application/problem+json', true],
    [undefined, true],
  ])('carries a body of type %s in base64: %s', (type, isBase64Encoded) => {
    const body = Buffer.from('Größe 😀');
    const event = eventOf({ body, rawHeaders: type === undefined ? [] : ['Content-Type', type] });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').equals(body)).toBe(true);
  });

  it('decodes query parameters and keeps the raw ones', () => {
    const event = eventOf({ url: '/a%20b?q=caf%C3%A9+con+leche&empty=' });
    expect(event.rawPath).toBe('/a%20b');
    expect(event.rawQueryString).toBe('q=caf%C3%A9+con+leche&empty=');
    expect(event.queryStringParameters).toEqual({ q: 'café con leche', empty: '' });
  });
});
