import { settings } from '#lib/aws/settings.ts'

/**
 * Headers of every page. Scripts run by nonce only. Style sheets come from us; `style` attributes are
 * allowed because React writes them for widths and colours that are only known in the browser.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  const { cognitoEndpoint, googleSignInHost, region, s3Endpoint, bucket, chatUrl, developmentTools } =
    settings()
  const cognito = [
    cognitoEndpoint ?? `https://cognito-idp.${region}.amazonaws.com`,
    ...(googleSignInHost ? [`https://${googleSignInHost}`] : []),
  ].join(' ')
  const uploads =
    s3Endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com https://s3.${region}.amazonaws.com`
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${developmentTools ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${developmentTools ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${cognito} ${uploads} ${new URL(chatUrl).origin}${developmentTools ? ' ws:' : ''}`,
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...transportHeaders(),
  }
}

/** Browsers then refuse http for a year. */
export const HTTPS_FOR_A_YEAR = 'max-age=31536000; includeSubDomains'

/** A promise that only an installation at an https address can make. */
export function transportHeaders(): Record<string, string> {
  if (!settings().publicUrl.startsWith('https:')) return {}
  return { 'strict-transport-security': HTTPS_FOR_A_YEAR }
}
