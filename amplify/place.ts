import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** A sandbox is one developer's and may be thrown away; everything else holds somebody's data. */
export function isSandbox(scope: IConstruct): boolean {
  return Stack.of(scope).node.tryGetContext('amplify-backend-type') === 'sandbox'
}

export function removalPolicy(scope: IConstruct): RemovalPolicy {
  return isSandbox(scope) ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN
}

/** Tells this installation from others in the account, in figures: the app and the branch, or whose sandbox. */
export function installationName(scope: IConstruct): string {
  const { node } = Stack.of(scope)
  return ['amplify-backend-namespace', 'amplify-backend-name'].map(key => node.getContext(key)).join('/')
}
