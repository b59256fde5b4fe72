export interface AccentVerdict {
  /** WCAG contrast of white or ink on the colour, whichever is better: 1 to 21. */
  ratio: number
  /** What is written on a button of that colour. */
  textOn: '#ffffff' | '#1b1917'
  tone: 'ok' | 'doubt' | 'bad'
  words: string
}

/** 4.5 for text, 3 for controls against the white panel: WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT_MINIMUM = 4.5
const CONTROL_MINIMUM = 3

/** How well a colour (`#rrggbb`) carries a button of the widget, in words for its owner. */
export function judgeAccent(accent: string): AccentVerdict {
  const colour = luminance(accent)
  const onWhite = contrast(colour, luminance('#ffffff'))
  const onInk = contrast(colour, luminance('#1b1917'))
  const textOn = onWhite >= onInk ? '#ffffff' : '#1b1917'
  const ratio = Math.max(onWhite, onInk)
  if (onWhite < CONTROL_MINIMUM) {
    return {
      ratio,
      textOn,
      tone: 'doubt',
      words: 'Pale: buttons in this colour are hard to see on a white panel. A darker shade works better.',
    }
  }
  if (ratio < TEXT_MINIMUM) {
    return { ratio, textOn, tone: 'bad', words: 'Hard to read. Choose a darker or a lighter shade.' }
  }
  return {
    ratio,
    textOn,
    tone: 'ok',
    words: ratio >= 7 ? 'Very easy to read.' : 'Easy to read.',
  }
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
