import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** A sandbox is one developer's and may be thrown away; everything else holds somebody's data. */
export function isSandbox(scope: IConstruct): boolean {
  return Stack.of(scope).node.tryGetContext('amplify-backend-type') === 'sandbox'
}

export function removalPolicy(scope: IConstruct): RemovalPolicy {
  return isSandbox(scope) ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN
}
