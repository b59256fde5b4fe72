/** Colours made of the owner's accent; `#rrggbb` each. */
export interface Palette {
  /** Ground of the disc and the send button. */
  brand: string
  /** What is read on `brand`. */
  onBrand: string
  /** The accent as text and icons on the page and on `tint`. */
  text: string
  /** Pale ground of citations. */
  tint: string
}

/** WCAG 2.2, 1.4.3: contrast of text. */
const READABLE = 4.5
const GROUND = { light: '#ffffff', dark: '#1e1b18' }

/**
 * By day the brand is the owner's colour as it is, in the dark it is lightened until it stands out;
 * text in it is darkened or lightened until it reads. (The launcher stays the owner's colour
 * throughout: it stands on a page of which we do not know whether it follows the system.)
 */
export function palette(accent: string, dark: boolean): Palette {
  const ground = dark ? GROUND.dark : GROUND.light
  const start = dark ? brighten(accent) : accent
  let text = accent
  for (let step = 0; contrast(text, mix(text, ground, 0.12)) < READABLE; step++)
    text = mix(dark ? '#ffffff' : '#000000', start, step / 20)
  const brand = dark ? text : accent
  return {
    brand,
    onBrand: readableOn(brand),
    text,
    tint: mix(text, ground, 0.12),
  }
}

/** White or black: one of the two reads on any colour, since (L + .05) / .05 and 1.05 / (L + .05) meet at 4.58. */
export function readableOn(colour: string): string {
  return luminance(colour) <= WHITE_READS_BELOW ? '#ffffff' : '#000000'
}

/** 1.05 / (L + .05) = 4.5 */
const WHITE_READS_BELOW = 0.1833

/** 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map(value => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White alone would turn a warm brown grey: first its light is turned up. */
function brighten(colour: string): string {
  const light = channels(colour)
  const factor = Math.min(1.6, 240 / Math.max(...light, 1))
  return mix('#ffffff', hex(light.map(value => Math.min(255, value * Math.max(1, factor)))), 0.15)
}

function mix(colour: string, into: string, share: number): string {
  const under = channels(into)
  return hex(channels(colour).map((value, at) => value * share + under[at]! * (1 - share)))
}

function hex(light: number[]): string {
  return `#${light.map(value => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
}
