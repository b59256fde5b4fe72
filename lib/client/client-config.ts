import type { SignUpMode } from '#lib/core/invitations.ts'

/** What the browser has to know about this installation. Holds no secret: every visitor can read it. */
export interface ClientConfig {
  region: string
  auth: {
    userPoolId: string
    userPoolClientId: string
    /** Where Cognito answers, if not at its usual address. */
    endpoint: string | null
    /** The pool's own sign-in host, where people may come with Google; null where they may not. */
    googleHost: string | null
  }
  /** Who may make an account: everybody, who is invited, or nobody. */
  signUp: SignUpMode
  /** Where questions are sent: another origin where the web host cannot stream. */
  chatUrl: string
  /** Where a Stop is told, if the chat itself may not see it. */
  stopUrl: string | null
  /** A page that shows the mail this installation sends, if it cannot leave the machine. */
  mailboxUrl: string | null
  maxUploadBytes: number
  /** The bot that answers on the landing page. */
  guideBotId: string | null
  /** A page of another site that carries the guide, to see it from outside. */
  foreignPageUrl: string | null
  /** The language model that answers; null where there is none and every answer is made of quotes. */
  chatModel: ChatModelFact | null
}

export interface ChatModelFact {
  /** As people know it. */
  name: string
  /** Where it answers: `Amazon Bedrock, us-east-1`, `127.0.0.1:11434`. */
  place: string
}
