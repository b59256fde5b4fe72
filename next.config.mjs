/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // A page that cannot be reached is waited for: else the browser's own error takes the place of this one.
  experimental: { useOffline: true },
  images: { unoptimized: true },
  // Types are checked by `tsc` in `npm run check`; the native compiler has no API for Next to call.
  typescript: { ignoreBuildErrors: true },
}
