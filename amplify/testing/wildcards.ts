/** Every wildcard that somebody here holds, and why it cannot be narrower. A row nobody needs fails the tests too. */
export const WILDCARDS: { who: RegExp; action: RegExp; resource: RegExp; because: string }[] = [
  {
    who: /^(Chat|Ingest|Sweep)Role/,
    action: /^xray:Put(TraceSegments|TelemetryRecords)$/,
    resource: /^\*$/,
    because: 'X-Ray has no resources to name: a trace belongs to the account.',
  },
  {
    who: /^(Chat|Ingest|Sweep|Web)Role/,
    action: /^bedrock:GetFoundationModelAvailability$/,
    resource: /^\*$/,
    because: 'AWS defines no resource for it; it only says whether this account may call a model.',
  },
  {
    who: /^(Chat|Web)Role/,
    action: /^bedrock:Rerank$/,
    resource: /^\*$/,
    because: 'AWS defines no resource for it; which model it may call is said by name.',
  },
  {
    who: /^(Ingest|Sweep|Web)Role/,
    action: /^s3:(Get|Put|Delete)Object$/,
    resource: /^<storagedocumentsBucket\w+Arn>\/(uploads|texts)\/\*$/,
    because:
      'Owners, bots and documents come and go: their files are known by folder. Whose file it is, the code checks.',
  },
  {
    who: /^(Chat|Ingest|Sweep|Web)Role/,
    action: /^s3:(Get|Put|Delete)Object$/,
    resource: /^<storagedocumentsBucket\w+Arn>\/packs\/\*$/,
    because: 'What search reads of each bot lies in a folder of its own there; bots come and go.',
  },
  {
    who: /^(Chat|Ingest|Sweep|Web)Role/,
    action: /^s3vectors:(CreateIndex|GetIndex|DeleteIndex|PutVectors|GetVectors|DeleteVectors|QueryVectors)$/,
    resource: /^<VectorBucket\.VectorBucketArn>\/index\/\*$/,
    because: 'Each bot that is moved to S3 Vectors has an index of its own there; bots come and go.',
  },
  {
    who: /^SchedulerRole/,
    action: /^lambda:InvokeFunction$/,
    resource: /^<(Sweep|Canary)\w+\.Arn>:\*$/,
    because: 'The scheduler may call any version of this one function.',
  },
  {
    who: /^AmplifyBranchLinkerCustomResource(Lambda|Provider)/,
    action: /^(amplify:(Get|Update)Branch|lambda:InvokeFunction)$/,
    resource: /^(arn:aws:amplify:\*:\*:apps\/app\/branches\/main|<AmplifyBranchLinker\w+\.Arn>:\*)$/,
    because: "Amplify's own: one branch of one app, and any version of its one function.",
  },
  {
    who: /^AmplifySecretFetcherResourceProvider/,
    action: /^(ssm:GetParameter|lambda:InvokeFunction)$/,
    resource:
      /^(arn:aws:ssm:\*:\*:parameter\/amplify\/(app\/main-branch-\w+|shared\/app)\/\*|<AmplifySecretFetcher\w+\.Arn>:\*)$/,
    because:
      "Amplify's own, only with Google: the secrets of this branch, and any version of its one function.",
  },
]

/** Policies that AWS writes, held by functions that Amplify or CDK bring along and run only while deploying. */
export const MANAGED_POLICIES: { who: RegExp; policy: RegExp; because: string }[] = [
  {
    who: /^(AmplifyBranchLinker|AmplifySecretFetcher|CustomS3AutoDeleteObjects)/,
    policy: /AWSLambdaBasicExecutionRole$/,
    because: 'Writing their logs; their roles are made inside the library, out of our reach.',
  },
]
