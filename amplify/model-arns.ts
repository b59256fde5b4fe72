/**
 * Where the models behind an inference profile run, by the word its id begins with.
 * Source: Amazon Bedrock user guide, "Supported Regions and models for inference profiles".
 */
const PROFILE_REGIONS: Record<string, readonly string[]> = {
  us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  eu: [
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
  ],
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
  ],
  'us-gov': ['us-gov-east-1', 'us-gov-west-1'],
}

export interface ModelArns {
  /** The inference profile that is called, or null where the model itself is. */
  profile: string | null
  /** The models that end up answering. */
  models: string[]
}

/**
 * What a model id stands for, as ARNs. A call to a profile is allowed only if the profile and the model in
 * each of its regions are. `home` is the place of the call; its parts may be CloudFormation's placeholders.
 */
export function modelArns(
  id: string,
  home: { partition: string; region: string; account: string },
): ModelArns {
  const foundation = (region: string, model: string) =>
    `arn:${home.partition}:bedrock:${region}::foundation-model/${model}`
  const [geography = '', ...rest] = id.split('.')
  const model = rest.join('.')
  const profile = `arn:${home.partition}:bedrock:${home.region}:${home.account}:inference-profile/${id}`
  // A global profile asks for the model at home, and once without a region.
  if (geography === 'global')
    return { profile, models: [foundation('', model), foundation(home.region, model)] }
  const regions = PROFILE_REGIONS[geography]
  if (regions) return { profile, models: regions.map(region => foundation(region, model)) }
  // Two dots before the version are a profile we know nothing of; a model is provider.name.
  if (/^[a-z-]+\.[a-z0-9]+\.[a-z]/.test(id))
    throw new Error(
      `${id} is an inference profile of a geography we do not know. Put one that begins with ${[...Object.keys(PROFILE_REGIONS), 'global'].join(', ')}, or add its regions to amplify/model-arns.ts.`,
    )
  return { profile: null, models: [foundation(home.region, id)] }
}
