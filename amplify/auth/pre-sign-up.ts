import { Stack } from 'aws-cdk-lib'
import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { docentFunction } from '../docent-function.ts'
import type { Parameters } from '../parameters.ts'

/** It compares an address with a list. */
const MEMORY_MB = 128
/** Cognito waits no longer. */
const SECONDS = 5

interface Auth {
  resources: { userPool: IUserPool; cfnResources: { cfnUserPool: CfnUserPool } }
}

/**
 * Who may make an account, as the user pool asks it: a function that may nothing but log. In a closed pool too, which
 * lets in who comes with Google for the first time otherwise. It lies in the pool's own stack, since each knows the
 * other.
 */
export function preSignUp({ resources }: Auth, code: string, { signUp }: Parameters): LambdaFunction | null {
  if (signUp.mode === 'open') return null
  const { userPool, cfnResources } = resources
  const gate = docentFunction(Stack.of(userPool), 'PreSignUp', {
    description: 'Says who may make an account',
    code,
    memoryMb: MEMORY_MB,
    seconds: SECONDS,
    environment: {
      DOCENT_SIGN_UP: signUp.mode,
      ...(signUp.mode === 'invited' && { DOCENT_SIGN_UP_INVITED: signUp.invitations.join(', ') }),
    },
    permissions: [],
    traced: false,
  })
  gate.addPermission('AskedByTheUserPool', {
    principal: new ServicePrincipal('cognito-idp.amazonaws.com'),
    sourceArn: userPool.userPoolArn,
  })
  cfnResources.cfnUserPool.lambdaConfig = { preSignUp: gate.functionArn }
  return gate
}
