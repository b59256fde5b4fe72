import { settings } from '#lib/aws/settings.ts'
import type { ClientConfig } from '#lib/client/client-config.ts'

export function clientConfig(): ClientConfig {
  const all = settings()
  return {
    region: all.region,
    auth: {
      userPoolId: all.userPoolId,
      userPoolClientId: all.userPoolClientId,
      endpoint: all.cognitoEndpoint,
      googleHost: all.googleSignInHost,
    },
    signUp: all.signUp,
    chatUrl: all.chatUrl,
    stopUrl: all.stopUrl,
    mailboxUrl: all.mailboxUrl,
    maxUploadBytes: all.maxUploadBytes,
    guideBotId: all.guideBotId,
    foreignPageUrl: all.foreignPageUrl,
    chatModel: all.chatModelName
      ? { name: all.chatModelName, place: all.chatModelPlace ?? `Amazon Bedrock, ${all.bedrock.region}` }
      : null,
  }
}
