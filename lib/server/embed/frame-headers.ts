/** What the frame may do: run exactly its own script and style, and talk to its own server. */
export function frameHeaders(options: {
  ancestors: string
  connect: string[]
  scriptSha256: string
  styleSha256: string
}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${options.scriptSha256}'`,
    `style-src 'sha256-${options.styleSha256}'`,
    `connect-src 'self' ${options.connect.join(' ')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `frame-ancestors ${options.ancestors}`,
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    // It holds the ticket of one visitor.
    'cache-control': 'private, no-store',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=()',
    'x-robots-tag': 'noindex',
    // The frame is made to be put on other sites.
    'cross-origin-resource-policy': 'cross-origin',
  }
}
