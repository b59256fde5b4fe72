/** What a file has and its reader does not bring along, in words for its owner. Kept by name: none is ever renamed. */
export const leftOutWords = {
  charts: 'Charts are not read: what only they show is missing.',
  textBoxes:
    'Text boxes and shapes are not read: put what they say into cells, save the file and add it again.',
  formulas:
    'Formulas without a saved result are missing: open the file in the program that made it, save it there and add it again.',
  attachments: 'What is attached to the mail is not read: save it and add it as a file of its own.',
} as const

export type LeftOut = keyof typeof leftOutWords

export const leftOutKinds = Object.keys(leftOutWords) as [LeftOut, ...LeftOut[]]
