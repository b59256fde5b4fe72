'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchMFAPreference, updateMFAPreference } from 'aws-amplify/auth'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { networkProblem } from '#lib/client/api-problem.ts'
import { TwoStepSetup } from './two-step-setup.tsx'

const preferenceKey = ['two-step'] as const

/** A code from an authenticator app, asked for after the password. */
export function TwoStepCard() {
  const queries = useQueryClient()
  const [settingUp, setSettingUp] = useState(false)
  const preference = useQuery({ queryKey: preferenceKey, queryFn: fetchMFAPreference })
  const refresh = () => queries.invalidateQueries({ queryKey: preferenceKey })
  const switchOff = useMutation({
    mutationFn: () => updateMFAPreference({ totp: 'DISABLED' }),
    onSuccess: refresh,
  })
  const on = preference.data?.enabled?.includes('TOTP') ?? false
  const failure = preference.error ?? switchOff.error

  return (
    <SectionCard title="Two-step sign-in">
      <p className="text-muted">
        {on
          ? 'On: after your password you are asked for a code from your authenticator app.'
          : 'Besides your password, ask for a code from an app on your phone. Who learns your password still does not get in.'}
      </p>
      {failure && (
        <Notice tone="bad" title="That did not work.">
          {networkProblem(failure).nextStep}
        </Notice>
      )}
      {settingUp ? (
        <TwoStepSetup
          onDone={async () => {
            await refresh()
            setSettingUp(false)
          }}
          onCancel={() => setSettingUp(false)}
        />
      ) : on ? (
        <Button onClick={() => switchOff.mutate()} busy={switchOff.isPending} className="justify-self-start">
          Switch it off
        </Button>
      ) : (
        <Button onClick={() => setSettingUp(true)} busy={preference.isPending} className="justify-self-start">
          Set it up
        </Button>
      )}
    </SectionCard>
  )
}
