/** A new id such as `bot_01J…`: sortable by time, never guessable. */
export type NewId = (prefix: 'bot' | 'doc' | 'chat' | 'msg' | 'visitor' | 'pack') => string
