/** A line of text, told piece by piece. */
export interface TextLine {
  /** `isRaised`: stands above the line, as the power of a number does. */
  say(text: string, isRaised?: boolean): void
  /** What was said since the last end. */
  end(): string
}

/** Where a raised number follows a number, `^` stands between them: 10 to the power of 6 is not 106. */
export function createLine(): TextLine {
  let line = ''
  let last = ''
  let wasRaised = false
  return {
    say(text, isRaised = false) {
      if (text === '') return
      if (isRaised && !wasRaised && DIGIT.test(last) && DIGIT.test(text.charAt(0))) line += '^'
      line += text
      last = text.slice(-1)
      wasRaised = isRaised
    },
    end() {
      const said = line
      line = ''
      last = ''
      wasRaised = false
      return said
    },
  }
}

const DIGIT = /^\d$/
