/** What cdk-nag's AWS Solutions pack finds and we keep, each with its reason. A row nobody needs fails the tests too. */
export const ACCEPTED: { rule: RegExp; path: RegExp; because: string }[] = [
  {
    rule: /^AwsSolutions-COG1$/,
    path: /\/UserPool\/Resource$/,
    because:
      'Eight characters with an upper-case letter, a lower-case letter and a digit; a forced symbol makes people write passwords down (NIST SP 800-63B advises against it).',
  },
  {
    rule: /^AwsSolutions-COG2$/,
    path: /\/UserPool\/Resource$/,
    because:
      'A second factor is each owner’s choice: who tries a bot for an hour is not made to install an app.',
  },
  {
    rule: /^AwsSolutions-COG8$/,
    path: /\/UserPool\/Resource$/,
    because:
      'The plus plan is billed for each user of a month; an operator who wants it turns it on in Cognito.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    path: /\/documents\/Bucket\/Resource$/,
    because:
      'Access logs need a second bucket that grows for ever. Who may read is the three roles here; an operator who must prove it turns on CloudTrail data events.',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    path: /\/TicketKey\/Resource$/,
    because:
      'A rotation by itself needs a function of its own; docs/operate/deploy.md has the one command, and the key before stays good meanwhile.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    path: /\/(Chat|Ingest|Sweep|Web)Role\/DefaultPolicy\/Resource$/,
    because:
      'Traces and the question whether a model may be called: neither has resources to name. least-privilege.test.ts holds that it is nothing else.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<documentsBucket\w+\.Arn>\/(uploads|texts)\/\*\]$/,
    path: /\/(Ingest|Sweep|Web)Role\/DefaultPolicy\/Resource$/,
    because: 'Files are known by folder: owners, bots and documents come and go.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<documentsBucket\w+\.Arn>\/packs\/\*\]$/,
    path: /\/(Chat|Ingest|Sweep|Web)Role\/DefaultPolicy\/Resource$/,
    because: 'What search reads of each bot, in a folder of its own; bots come and go.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<VectorBucket\.VectorBucketArn>\/index\/\*\]$/,
    path: /\/(Chat|Ingest|Sweep|Web)Role\/DefaultPolicy\/Resource$/,
    because: 'An index for each bot that is moved there, in this one vector bucket; bots come and go.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<(Sweep|Canary)\w+\.Arn>:\*\]$/,
    path: /\/SchedulerRoleForTarget-\w+\/DefaultPolicy\/Resource$/,
    because: 'Any version of the one function that the schedule is for.',
  },
  {
    rule: /^AwsSolutions-(IAM4|IAM5|L1)/,
    path: /\/(AmplifyBranchLinker|AmplifySecretFetcherResourceProvider(Lambda)?)\//,
    because:
      'Amplify’s own functions, run only while deploying, made inside its library; they move with its version.',
  },
]
