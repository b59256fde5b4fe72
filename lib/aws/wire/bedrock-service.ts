import { loadConfig } from '@smithy/core/config'
import { type BedrockPlace, bedrockConfig } from '../bedrock-place.ts'
import { PATIENCE } from '../patience.ts'
import { AwsService } from './aws-service.ts'

/** With the waits in between about a second: a visitor is looking on. */
const ATTEMPTS = 4

/** The Bedrock runtime at its usual address, over connections that are kept. */
export function bedrockService(place: BedrockPlace, attempts = ATTEMPTS): AwsService {
  return new AwsService({
    ...{ serviceId: 'Bedrock Runtime', hostPrefix: 'bedrock-runtime', signingName: 'bedrock' },
    ...bedrockConfig(place),
    // How long a model may think, whoever asks it knows.
    patience: { connectionTimeout: PATIENCE.connectionTimeout, socketTimeout: Number.POSITIVE_INFINITY },
    attempts,
    bearerToken,
  })
}

/** An API key of Bedrock's; where there is one the SDK prefers it to signing. */
function bearerToken(): Promise<string> {
  return loadConfig<string>({
    environmentVariableSelector: environment => environment.AWS_BEARER_TOKEN_BEDROCK,
    configFileSelector: () => undefined,
    default: '',
  })()
}
