import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'
import { LOADER_HEADERS, REPLY_HEADERS } from './lib/server/reply-headers.ts'

/** @type {import('next').NextConfig} */
const config = {
  transpilePackages: ['@aws-sdk/client-s3', '@aws-sdk/s3-presigned-post'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `proxy.ts` does it: Next answers such a redirect without a security header, before anybody is asked.
  skipTrailingSlashRedirect: true,
  // `proxy.ts` sees what was asked for: `/_next/data/…/embed/a.json` is no frame.
  skipProxyUrlNormalize: true,
  experimental: {
    // A page that cannot be reached is waited for: else the browser's own error takes the place of this one.
    useOffline: true,
    // Who asks for a page's data at the page's own address is led on by Next itself, without a security header.
    validateRSCRequestHeaders: false,
  },
  images: { unoptimized: true },
  // Types are checked by `tsc` in `npm run check`; the native compiler has no API for Next to call.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    // What Next itself answers for the API, such as 405.
    { source: '/api/:path*', headers: asList(REPLY_HEADERS) },
    { source: '/docent.js', headers: asList(LOADER_HEADERS) },
  ],
}

/** @param {Record<string, string>} headers */
function asList(headers) {
  return Object.entries(headers).map(([key, value]) => ({ key, value }))
}

/** What Amplify Hosting is given is made of the standalone output; here the same build is served as it lies. */
export default phase => (phase === PHASE_PRODUCTION_BUILD ? { ...config, output: 'standalone' } : config)
