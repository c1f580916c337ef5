import { Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export interface SecurityHeadersProps {
  /** The site that may show the dashboard in a frame; null: none. */
  readonly frameAncestor: string | null;
  /** Where a page changes the code of a sign-in for its tokens; null: nobody signs in by name. */
  readonly signInAddress: string | null;
}

/** Headers of every page: only our own scripts, styles and connections, framed by nobody but Chatwoot. */
export function securityHeaders(
  scope: Construct,
  id: string,
  props: SecurityHeadersProps,
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(props), override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: true,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
      ],
    },
  });
}

/** The policy of the dashboard's pages. */
export function contentSecurityPolicy({ frameAncestor, signInAddress }: SecurityHeadersProps): string {
  return [
    "default-src 'self'",
    ...(signInAddress === null ? [] : [`connect-src 'self' ${signInAddress}`]),
    "img-src 'self' data: https:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestor ?? "'none'"}`,
  ].join('; ');
}
