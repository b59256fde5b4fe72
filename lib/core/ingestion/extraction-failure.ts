import { SAVED_AS } from '../documents/formats.ts'

/** Every way in which reading a document can end without text. */
export const extractionFailures = {
  empty: {
    reason: 'The file is empty (0 bytes).',
    nextStep: 'Check the file on your computer and add it again.',
  },
  'too-large': {
    reason: 'The file is larger than we can read.',
    nextStep: 'Split it into smaller files and add those.',
  },
  'wrong-content': {
    reason: 'What is inside the file does not match its name.',
    nextStep: `Save it again as ${SAVED_AS} and add that file.`,
  },
  'password-protected': {
    reason: 'The file is protected with a password.',
    nextStep: 'Save a copy without the password and add that.',
  },
  damaged: {
    reason: 'The file is damaged or incomplete.',
    nextStep: 'Open it on your computer, save it again and add the new file.',
  },
  scanned: {
    reason: 'The pages are pictures: there is no text to read.',
    nextStep: 'Run text recognition (OCR) on it, then add the result.',
  },
  'no-text': {
    reason: 'There is no text in the file.',
    nextStep: 'Check that it is the right file, or add another.',
  },
  unreadable: {
    reason: 'What the file says of its letters makes no sense: they can be seen, but not read.',
    nextStep: 'Print it to a new PDF, run text recognition (OCR) on that, and add the result.',
  },
  'only-a-form': {
    reason: 'The file is a form that only Adobe Reader can show; all others see “Please wait”.',
    nextStep: 'Open it in Adobe Reader, print it to a new PDF and add that.',
  },
  'guide-full': {
    reason: 'This guide holds as much text as it can.',
    nextStep: 'Delete documents it no longer needs, or make a second guide and add the file there.',
  },
  'account-full': {
    reason: 'Your guides together hold as much text as one account may.',
    nextStep: 'Delete documents or guides that you no longer need and add the file again.',
  },
  'sent-twice': {
    reason: 'A second file was sent in the place of the one that we were reading.',
    nextStep: 'Add the file again.',
  },
  'too-complex': {
    reason: 'The file took too long or too much memory to read.',
    nextStep: 'Split it into smaller files, or save it again from the program that made it.',
  },
} as const

export type ExtractionFailureCode = keyof typeof extractionFailures

/** The document cannot be read, now or ever: trying again changes nothing. */
export class ExtractionFailure extends Error {
  readonly code: ExtractionFailureCode

  constructor(code: ExtractionFailureCode, options: { cause?: unknown } = {}) {
    super(extractionFailures[code].reason, options)
    this.name = 'ExtractionFailure'
    this.code = code
  }
}
