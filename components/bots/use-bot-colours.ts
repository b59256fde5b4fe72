'use client'
import { useMedia } from '#components/ui/use-media.ts'
import { type Palette, palette } from '#components/widget/accent.ts'

/** The colours that the widget makes of a guide's accent, by day or in the dark. */
export function useBotColours(accent: string): Palette {
  return palette(accent, useMedia('(prefers-color-scheme: dark)', false))
}
