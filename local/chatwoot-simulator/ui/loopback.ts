/**
 * Whether a Host header is a name of this machine's loopback that no foreign DNS server can hand out. A site that has its
 * own name point at 127.0.0.1 (DNS rebinding) is of the same origin to a browser, and shows up here by that name.
 */
export function namesLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
