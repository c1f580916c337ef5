import { z } from 'zod';
import type { HttpResponse } from '../http.ts';

/** What is wrong with one field of a request, and what to do about it. Never the value that was sent. */
export interface FieldError {
  /** `variants.0.sku`; empty for the whole body. */
  readonly path: string;
  /** Of a file that was sent. */
  readonly line?: number;
  readonly message: string;
}

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** Why a request was refused or failed, as RFC 9457 has it. Foreseen, so it is an answer and not an exception. */
export class Problem {
  readonly status: keyof typeof titles;
  /** What to do about it, for people. */
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: keyof typeof titles,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.status = status;
    this.detail = detail;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** There is no such thing, or it is not the shop's. */
export function notFound(detail: string): Problem {
  return new Problem(404, detail);
}

/** The request was understood and some of its fields cannot be taken. */
export function invalid(errors: readonly FieldError[]): Problem {
  return new Problem(422, 'Some fields cannot be taken: "errors" says which, and what to send.', { errors });
}

/** What a problem document holds. */
export const problemDocument = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z
    .array(z.strictObject({ path: z.string(), line: z.number().int().optional(), message: z.string() }))
    .optional(),
});

/** The problem document that goes over the wire. */
export function problemResponse({ status, detail, errors, headers }: Problem): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: { type: 'about:blank', title: titles[status], status, detail, ...(errors && { errors }) },
  };
}
