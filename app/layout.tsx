import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Providers } from '#components/session/providers.tsx'
import { clientConfig } from '#lib/server/client-config.ts'
import { inter, newsreader } from './fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Docent', template: '%s · Docent' },
  description: 'A guide for your website that answers from your own documents and shows where it is written.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f5' },
    { media: '(prefers-color-scheme: dark)', color: '#151311' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each page carries the nonce of its own request and the settings of this installation: none is
  // rendered while building.
  await connection()
  return (
    <html lang="en" className={`${inter.variable} ${newsreader.variable}`}>
      <body>
        <Providers config={clientConfig()}>{children}</Providers>
      </body>
    </html>
  )
}
